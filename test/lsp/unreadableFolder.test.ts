import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { write } from './support/files';
import { JOB } from './support/texts';

/** A folder with a task, and one in it that nobody can read, not even root: its path is longer than a system takes. */
function folderWithOneBuried(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-lsp-'));
  // Node's own removal does not get there either.
  t.after(() => execFileSync('rm', ['-rf', folder]));
  write(folder, 'a.json', JOB);
  const long = 'x'.repeat(250);
  const script = `n=0; while [ $n -lt 18 ]; do mkdir ${long} && cd -P ${long} || exit 1; n=$((n + 1)); done`;
  execFileSync('sh', ['-c', script], { cwd: folder });
  return folder;
}

const skip = process.platform === 'linux' ? false : 'other systems have other limits';

test('a folder that cannot be read does not keep the server from the others', { skip }, async (t) => {
  const folder = folderWithOneBuried(t);
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [folder],
    settings: () => ({ workspaceDiagnostics: true }),
  });
  const report = await editor.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
  });
  assert.deepEqual(
    report.items.map(({ uri }) => uri.split('/').pop()),
    ['a.json'],
  );
  assert.deepEqual(editor.messages, []);
});

test('check goes on after a folder that cannot be read, names it, and ends with 2', { skip }, (t) => {
  const folder = folderWithOneBuried(t);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'check', folder], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  assert.equal(status, 2);
  assert.match(stdout, /a\.json/);
  assert.ok(/x{250}: cannot be read \(ENAMETOOLONG/.test(stderr), 'the folder is named');
});

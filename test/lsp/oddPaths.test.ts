import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB } from './support/texts';

/** Blanks, other scripts, and what has a meaning in addresses. */
const ODD = 'タスク 定義 #1 100%25';

test('a folder and files with odd names have their profile, open or not', async (t) => {
  const folder = join(
    folderWith(t, {
      [`${ODD}/.ecs-defender.json`]: '{"rules": {"task-unprotected": "error"}}',
      [`${ODD}/open #%.json`]: JOB,
      [`${ODD}/閉じた ファイル.json`]: JOB,
    }),
    ODD,
  );
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [folder],
    settings: () => ({ workspaceDiagnostics: true }),
  });
  const open = uriIn(folder, 'open #%.json');
  const document = await editor.open(open, JOB);
  assert.deepEqual(
    (await document.pull()).map(({ code, severity }) => [code, severity]),
    [['task-unprotected', 1]],
  );
  const { items } = await editor.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
  });
  const told = items.map((one) => [one.uri, 'items' in one && one.items.map(({ severity }) => severity)]);
  assert.deepEqual(told, [[uriIn(folder, '閉じた ファイル.json'), [1]]]);
});

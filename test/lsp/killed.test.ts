import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ProtectAnswer } from '../../server/src/lsp/features/workspaceProtection';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB, PROFILE } from './support/texts';
import { within } from './support/wait';

const TASKS = Array.from({ length: 100 }, (_, n) => `${n}/task.json`);
const METHOD = 'ecsDefender/protectDocuments';

test('a server that is killed while it protects a workspace leaves every file as it was: the editor writes them', async (t) => {
  const texts = Object.fromEntries(TASKS.map((name) => [name, JOB]));
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE, ...texts });
  const before = contents(folder);
  const uris = TASKS.map((name) => uriIn(folder, name));
  const editor = await Editor.start(t, { folders: [folder], alone: true });
  editor.connection.onNotification('ecsDefender/progress', ({ done }: { done: number }) => {
    if (done === 50) editor.server.kill('SIGKILL');
  });
  let isAnswered = false;
  const answer = editor.connection.sendRequest(METHOD, { uris, id: 'killed' });
  answer.then(
    () => (isAnswered = true),
    () => {},
  );
  await editor.exited();
  assert.deepEqual([editor.server.signalCode, isAnswered], ['SIGKILL', false]);
  assert.deepEqual(contents(folder), before);

  const next = await Editor.start(t, { folders: [folder] });
  const { summary, documents } = await within(
    next.connection.sendRequest<ProtectAnswer>(METHOD, { uris }),
    'the answer',
  );
  assert.deepEqual([summary, documents.length], ['100 protected, 0 refused', 100]);
  assert.deepEqual(contents(folder), before);
});

/** The files below a folder: what they hold, and when they were written. */
function contents(folder: string): unknown {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mtimeMs, mode } = statSync(path);
      return [name, mtimeMs, mode, statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined];
    });
}

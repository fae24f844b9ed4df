import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource, type WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, write } from './support/files';
import { JOB } from './support/texts';
import { eventually, within } from './support/wait';

const URI = 'file:///project/task.json';
const CANCELLED = { code: -32800 };
const RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 60 } };
const REQUESTS: [string, object][] = [
  ['textDocument/diagnostic', { textDocument: { uri: URI } }],
  ['textDocument/codeAction', { textDocument: { uri: URI }, range: RANGE, context: { diagnostics: [] } }],
  ['workspace/executeCommand', { command: 'ecsDefender.server.protect', arguments: [{ uri: URI }] }],
];

test('a request that is cancelled while it waits is answered with just that', async (t) => {
  for (const [method, params] of REQUESTS) {
    let answer!: (settings: unknown) => void;
    const settings = new Promise((resolve) => (answer = resolve));
    const editor = await Editor.start(t, {
      capabilities: { ...FULL, workspace: { ...FULL.workspace, didChangeConfiguration: {} } },
      settings: () => settings,
    });
    await editor.open(URI, JOB);
    await eventually(() => editor.asked.length > 0, 'the question for settings');
    const source = new CancellationTokenSource();
    const late = editor.connection.sendRequest(method, params, source.token);
    late.catch(() => {});
    // An answer to a later request shows that this one is at work.
    await editor.request('ecsDefender/placeholders', { uri: URI });
    source.cancel();
    await editor.request('ecsDefender/placeholders', { uri: URI });
    answer({});
    await assert.rejects(within(late, method), CANCELLED, method);
  }
});

test('a command that is cancelled before its turn changes nothing', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  const source = new CancellationTokenSource();
  const [method, params] = REQUESTS[2];
  const late = editor.connection.sendRequest(method, params, source.token);
  source.cancel();
  await assert.rejects(within(late, method), CANCELLED);
  assert.deepEqual([editor.applied, document.text], [[], JOB]);
});

test('a look at the workspace can be cancelled half way; others are answered meanwhile', async (t) => {
  const folder = folderWith(t, {});
  for (let n = 0; n < 2000; n++) write(folder, `${n % 50}/${n}.json`, JOB);
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [folder],
    settings: () => ({ workspaceDiagnostics: true }),
  });
  await editor.registered('textDocument/diagnostic');
  const document = await editor.open(URI, JOB);
  const source = new CancellationTokenSource();
  let isDone = false;
  const whole = editor.connection
    .sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] }, source.token)
    .finally(() => (isDone = true));
  whole.catch(() => {});
  assert.equal((await document.pull()).length, 1);
  assert.equal(isDone, false, 'an open document does not wait for the workspace');
  source.cancel();
  await assert.rejects(within(whole, 'the end of the look'), CANCELLED);
});

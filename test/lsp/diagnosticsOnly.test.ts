import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL, PUSHED } from './support/capabilities';
import { Editor } from './support/editor';
import { JOB } from './support/texts';

const OPTIONS = { initializationOptions: { edits: false } };
const URI = 'file:///task.json';

test('a client that wants no edits is told of none', async (t) => {
  const { initialized } = await Editor.start(t, { capabilities: FULL, ...OPTIONS });
  const { codeActionProvider, renameProvider, executeCommandProvider, hoverProvider } =
    initialized.capabilities;
  assert.equal(codeActionProvider, undefined);
  assert.equal(renameProvider, false);
  assert.deepEqual(executeCommandProvider?.commands, ['ecsDefender.server.showRule']);
  assert.equal(hoverProvider, true);
});

test('it gets its diagnostics, and whatever it asks for, its documents stay as they are', async (t) => {
  const editor = await Editor.start(t, { capabilities: PUSHED, ...OPTIONS });
  const document = await editor.open(URI, JOB);
  const { diagnostics } = await editor.publishedFor(URI, 1);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['task-unprotected'],
  );
  await assert.rejects(document.actions(diagnostics[0].range), /Unhandled method textDocument\/codeAction/);
  for (const work of ['protect', 'upgrade', 'unprotect', 'toggleFilesystemMonitoring']) {
    const command = `ecsDefender.server.${work}`;
    await assert.rejects(
      editor.request('workspace/executeCommand', { command, arguments: [{ uri: URI }] }),
      /not known/,
    );
  }
  assert.deepEqual(editor.applied, []);
  assert.equal(document.text, JOB);
});

test('its lenses say how a task stands, and change nothing when they are clicked', async (t) => {
  const editor = await Editor.start(t, { capabilities: FULL, ...OPTIONS });
  await editor.open(URI, JOB);
  const lenses = await editor.request<{ command: { title: string; command: string } }[]>(
    'textDocument/codeLens',
    { textDocument: { uri: URI } },
  );
  assert.ok(lenses.length > 0);
  assert.deepEqual([...new Set(lenses.map(({ command }) => command.command))], ['']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { FULL, merge, PUSHED } from './support/capabilities';
import { Editor } from './support/editor';
import { JOB, SHOP } from './support/texts';
import { eventually } from './support/wait';

const URI = 'file:///project/task.json';

test('an editor that cannot pull gets diagnostics with the version they are for', async (t) => {
  const editor = await Editor.start(t, { capabilities: PUSHED });
  const document = await editor.open(URI, SHOP);
  const first = await editor.publishedFor(URI, 1);
  assert.deepEqual(
    first.diagnostics.map(({ range }) => document.textIn(range)),
    ['"web"', '"api"'],
  );
  await document.replace('"api"', '"back"');
  const second = await editor.publishedFor(URI, 2);
  assert.deepEqual(
    second.diagnostics.map(({ range }) => document.textIn(range)),
    ['"web"', '"back"'],
  );
});

test('diagnostics are taken back when a document is closed', async (t) => {
  const editor = await Editor.start(t, { capabilities: PUSHED });
  const document = await editor.open(URI, JOB);
  await editor.publishedFor(URI, 1);
  await document.close();
  await eventually(() => editor.published.at(-1)?.diagnostics.length === 0, 'an empty list');
  assert.equal(editor.published.at(-1)?.uri, URI);
});

test('an editor that pulls gets nothing pushed', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  assert.equal((await document.pull()).length, 1);
  await document.replace('"job"', '"other"');
  assert.equal((await document.pull()).length, 1);
  assert.deepEqual(editor.published, []);
});

/** An editor whose settings are late: the server waits for them with an old text in its hands. */
async function lateEditor(t: Parameters<typeof Editor.start>[0], settings: () => Promise<unknown>) {
  const { workspace } = FULL;
  const capabilities = merge(PUSHED, {
    workspace: { ...PUSHED.workspace, configuration: workspace?.configuration },
  });
  return Editor.start(t, { capabilities, settings });
}

test('a result for a version that has passed meanwhile is dropped', async (t) => {
  let answer!: (settings: unknown) => void;
  const settings = new Promise((resolve) => (answer = resolve));
  const editor = await lateEditor(t, () => settings);
  const document = await editor.open(URI, JOB);
  await eventually(() => editor.asked.length > 0, 'the question for settings');
  await document.replace('"job"', '"newest"');
  await document.replace('"newest"', '"last"');
  // The changes are with the server before the settings are.
  await editor.request('ecsDefender/placeholders', { uri: URI });
  answer({});
  await editor.publishedFor(URI, 3);
  assert.deepEqual(
    editor.published.map(({ version }) => version),
    [3],
  );
});

test('a document that is closed before its result is there stays without diagnostics', async (t) => {
  let answer!: (settings: unknown) => void;
  const settings = new Promise((resolve) => (answer = resolve));
  const editor = await lateEditor(t, () => settings);
  const document = await editor.open(URI, JOB);
  await eventually(() => editor.asked.length > 0, 'the question for settings');
  await document.close();
  await eventually(() => editor.published.length === 1, 'the empty list');
  answer({});
  await pause(200);
  assert.deepEqual(
    editor.published.map(({ diagnostics }) => diagnostics),
    [[]],
  );
});

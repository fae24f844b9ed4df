import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LSPErrorCodes } from 'vscode-languageserver/node';
import { TASK } from '../pipelines/wired';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { answered, eventually } from './support/wait';

/** What belongs together changes while it is being looked at: nobody keeps an old answer for a new one. */

const policy = (collection: string): string =>
  `{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", "collections": [{ "name": "${collection}" }] }] }\n`;
const COLLECTIONS = '[{ "name": "shop", "images": ["*"] }]\n';
const UNKNOWN = 'runtime-unknown-collection';

/** A folder whose files only the editor can read: it decides when they are there. */
const VIRTUAL = 'vscode-vfs://github/shop';
const READS = { readsFiles: true };

function serve(
  editor: Editor,
  files: Readonly<Record<string, string>>,
  beforeReading: (uri: string) => Promise<void> = async () => {},
): void {
  editor.connection.onRequest('ecsDefender/listEntries', () => []);
  editor.connection.onRequest('ecsDefender/listFiles', () => Object.keys(files));
  editor.connection.onRequest('ecsDefender/readFile', async ({ uri }) => {
    await beforeReading(uri);
    return uri in files ? { base64: Buffer.from(files[uri]).toString('base64') } : null;
  });
  editor.connection.onRequest('ecsDefender/stampFile', ({ uri }) => (uri in files ? '1' : null));
}

test('a file that comes while its folder is looked at is seen, and the editor told, without being asked again', async (t) => {
  const files: Record<string, string> = {
    [`${VIRTUAL}/policy.json`]: policy('shop'),
    [`${VIRTUAL}/task.json`]: TASK,
  };
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [VIRTUAL],
    initializationOptions: READS,
  });
  let release = (_: unknown): void => {};
  const gate = new Promise((resolve) => (release = resolve));
  let isLooking = false;
  serve(editor, files, async (uri) => {
    if (!uri.endsWith('/task.json')) return;
    isLooking = true;
    await gate;
  });
  const document = await editor.open(`${VIRTUAL}/policy.json`, files[`${VIRTUAL}/policy.json`]);
  assert.deepEqual(await document.codes(), []);
  await eventually(() => isLooking, 'the look at the folder');
  const uri = `${VIRTUAL}/collections.json`;
  files[uri] = COLLECTIONS.replace('shop', 'store');
  await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
  await eventually(() => editor.refreshes === 2, 'a refresh for the policy, and one for the change');
  release(undefined);
  await eventually(
    () => editor.refreshes === 4,
    'one for what was there when the look began, and one for what has come',
  );
  assert.deepEqual(await document.codes(), [`${UNKNOWN} @ "shop"`]);
});

test('a change is told to the others though an answer that was on its way has seen the new text first', async (t) => {
  const files: Record<string, string> = {
    [`${VIRTUAL}/policy.json`]: policy('shop'),
    [`${VIRTUAL}/collections.json`]: COLLECTIONS,
    [`${VIRTUAL}/task.json`]: TASK,
  };
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [VIRTUAL],
    initializationOptions: READS,
  });
  // An answer about a task that is wired waits to be told what lies beside it.
  let lists: Promise<unknown> = Promise.resolve();
  let asked = 0;
  serve(editor, files);
  editor.connection.onRequest('ecsDefender/listEntries', async () => {
    asked++;
    await lists;
    return [];
  });
  await editor.open(`${VIRTUAL}/policy.json`, files[`${VIRTUAL}/policy.json`]);
  const task = await editor.open(`${VIRTUAL}/task.json`, TASK);
  await task.pull();
  await eventually(() => editor.refreshes === 2, 'a refresh for the policy, and one for the folder');
  const [before, told] = [asked, editor.refreshes];
  let release = (_: unknown): void => {};
  lists = new Promise((resolve) => (release = resolve));
  const { uri } = task;
  const answer = editor.request('textDocument/documentSymbol', { textDocument: { uri } });
  await eventually(() => asked > before, 'the question for the list');
  await task.replace('"registry.example.com/web:1"', '"registry.example.com/store:1"', 2);
  release(undefined);
  await assert.rejects(answer, { code: LSPErrorCodes.ContentModified });
  await eventually(() => editor.refreshes > told, 'a refresh for the policy');
});

test('what was not saved counts no longer once its document is closed, and the others are told', async (t) => {
  const folder = folderWith(t, { 'policy.json': policy('shop'), 'collections.json': COLLECTIONS });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const document = await editor.open(uriIn(folder, 'policy.json'), policy('shop'));
  const collections = await editor.open(uriIn(folder, 'collections.json'), COLLECTIONS);
  await document.pull();
  await eventually(() => editor.refreshes > 0, 'the folder');
  await collections.replace('"shop"', '"store"');
  await answered(async () => ((await document.codes()).length > 0 ? true : undefined), UNKNOWN);
  const told = editor.refreshes;
  await collections.close();
  await eventually(() => editor.refreshes > told, 'a refresh for the policy');
  assert.deepEqual(await document.codes(), []);
});

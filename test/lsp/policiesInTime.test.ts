import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LSPErrorCodes } from 'vscode-languageserver/node';
import { TASK } from '../pipelines/wired';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { SHOP } from './support/texts';
import { answered, eventually } from './support/wait';

/** What belongs together changes while it is being looked at: nobody keeps an old answer for a new one. */

const policy = (collection: string): string =>
  `{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", "collections": [{ "name": "${collection}" }] }] }\n`;
const COLLECTIONS = '[{ "name": "shop", "images": ["*"] }]\n';
const UNKNOWN = 'runtime-unknown-collection';

test('a file that comes while its folder is looked at is seen, and the editor told, without being asked again', async (t) => {
  const others = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`tasks/${n}.json`, SHOP]));
  const folder = folderWith(t, { ...others, 'policy.json': policy('shop') });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder] });
  const document = await editor.open(uriIn(folder, 'policy.json'), policy('shop'));
  assert.deepEqual(await document.codes(), []);
  write(folder, 'collections.json', COLLECTIONS.replace('shop', 'store'));
  const changes = [{ uri: uriIn(folder, 'collections.json'), type: 1 }];
  await editor.notify('workspace/didChangeWatchedFiles', { changes });
  // The policy was opened, something has changed, what was there when the look began, and what has come.
  await eventually(() => editor.refreshes === 4, 'four refreshes');
  assert.deepEqual(await document.codes(), [`${UNKNOWN} @ "shop"`]);
});

test('a change is told to the others though an answer that was on its way has seen the new text first', async (t) => {
  const folder = 'vscode-vfs://github/shop';
  const files: Record<string, string> = {
    [`${folder}/policy.json`]: policy('shop'),
    [`${folder}/collections.json`]: COLLECTIONS,
    [`${folder}/task.json`]: TASK,
  };
  const initializationOptions = { readsFiles: true };
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder], initializationOptions });
  // An answer about a task that is wired waits to be told what lies beside it.
  let lists: Promise<unknown> = Promise.resolve();
  let asked = 0;
  editor.connection.onRequest('ecsDefender/listEntries', async () => {
    asked++;
    await lists;
    return [];
  });
  editor.connection.onRequest('ecsDefender/listFiles', () => Object.keys(files));
  editor.connection.onRequest('ecsDefender/readFile', ({ uri }) =>
    uri in files ? { base64: Buffer.from(files[uri]).toString('base64') } : null,
  );
  editor.connection.onRequest('ecsDefender/stampFile', ({ uri }) => (uri in files ? '1' : null));
  await editor.open(`${folder}/policy.json`, files[`${folder}/policy.json`]);
  const task = await editor.open(`${folder}/task.json`, TASK);
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

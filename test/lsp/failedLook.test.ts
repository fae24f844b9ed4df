import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { answered, eventually } from './support/wait';

/** A look at a workspace folder that goes wrong, or that nobody needs any more. */

const FOLDER = 'vscode-vfs://github/shop';
const POLICY = `{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", "collections": [{ "name": "shop" }] }] }\n`;
const COLLECTIONS = '[{ "name": "store", "images": ["*"] }]\n';
const NAMES = ['policy.json', 'collections.json', 'a.json', 'b.json', 'c.json'];

/** An editor that lists, stamps and reads files as it is told to. */
async function browsing(t: TestContext, ways: { list(): void; read(name: string): Promise<void> }) {
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [FOLDER],
    initializationOptions: { readsFiles: true },
  });
  editor.connection.onRequest('ecsDefender/listFiles', () => {
    ways.list();
    return NAMES.map((name) => `${FOLDER}/${name}`);
  });
  editor.connection.onRequest('ecsDefender/stampFile', ({ uri }) =>
    NAMES.includes(uri.slice(FOLDER.length + 1)) ? '1' : null,
  );
  editor.connection.onRequest('ecsDefender/readFile', async ({ uri }) => {
    const name = uri.slice(FOLDER.length + 1);
    if (!NAMES.includes(name)) return null;
    await ways.read(name);
    const text = name === 'policy.json' ? POLICY : COLLECTIONS;
    return { base64: Buffer.from(text).toString('base64') };
  });
  return { editor, document: await editor.open(`${FOLDER}/policy.json`, POLICY) };
}

test('a folder that could not be looked at is looked at again when something changes', async (t) => {
  let looks = 0;
  const list = (): void => {
    if (++looks === 1) throw new Error('the network is gone');
  };
  const { editor, document } = await browsing(t, { list, read: async () => {} });
  assert.deepEqual(await document.codes(), []);
  await eventually(() => editor.log.length > 0, 'the failure in the log');
  const changes = [{ uri: `${FOLDER}/collections.json`, type: 2 }];
  await editor.notify('workspace/didChangeWatchedFiles', { changes });
  const codes = await answered(async () => {
    const found = await document.codes();
    return found.length > 0 ? found : undefined;
  }, 'what the folder says');
  assert.deepEqual(codes, ['runtime-unknown-collection @ "shop"']);
});

test('what a change of the settings has put in doubt stays so after a look that failed', async (t) => {
  let isGone = false;
  const seen: string[] = [];
  const read = async (name: string): Promise<void> => {
    if (isGone && name === 'b.json') throw new Error('the network is gone');
    seen.push(name);
  };
  const { editor, document } = await browsing(t, { list: () => {}, read });
  await document.pull();
  await eventually(() => seen.length === NAMES.length, 'all files');
  isGone = true;
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  await document.pull();
  await eventually(() => editor.log.length > 0, 'the failure in the log');
  isGone = false;
  seen.length = 0;
  // Nothing but the files themselves is said to have changed.
  await editor.notify('textDocument/didSave', { textDocument: { uri: document.uri } });
  await document.pull();
  await eventually(() => seen.length === NAMES.length, 'all files, read again');
});

test('of a folder that is taken from the workspace while it is looked at nothing more is read', async (t) => {
  const read: string[] = [];
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const { editor, document } = await browsing(t, {
    list: () => {},
    read: (name) => {
      read.push(name);
      return held;
    },
  });
  await document.pull();
  await eventually(() => read.length === 1, 'the first file');
  const folder = { uri: FOLDER, name: 'shop' };
  await editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
  await document.pull();
  release();
  for (let n = 0; n < 20; n++) await document.pull();
  assert.deepEqual(read, ['policy.json']);
  assert.deepEqual([editor.log, editor.messages], [[], []]);
});

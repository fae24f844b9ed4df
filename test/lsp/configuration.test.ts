import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FULL, merge, PUSHED } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB } from './support/texts';
import { eventually } from './support/wait';

const imageIn = (text: string): string | undefined => /"(registry[^"]*|<defender-image>)"/.exec(text)?.[1];

/** The image that "Protect with Defender" would write. */
async function imageFor(editor: Editor, uri: string, text = JOB): Promise<string | undefined> {
  const document = await editor.open(uri, text);
  const [fix] = await document.actions(document.rangeOf('"job"', 2));
  await document.apply(fix.edit!);
  await document.close();
  return imageIn(document.text);
}
const withImage = (image: string) => ({ defender: { image } });
const profileWith = (image: string): string => JSON.stringify(withImage(image));

test('each folder has its own settings and its own profile; the profile counts before the settings', async (t) => {
  const one = folderWith(t, {});
  const two = folderWith(t, { '.ecs-defender.json': profileWith('registry/of-profile') });
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [one, two],
    settings: (folder) => withImage(folder === pathToFileURL(one).href ? 'registry/one' : 'registry/two'),
  });
  assert.equal(await imageFor(editor, uriIn(one, 'task.json')), 'registry/one');
  assert.equal(await imageFor(editor, uriIn(two, 'deep/down/task.json')), 'registry/of-profile');
});

test('of nested folders the inner one counts, and its settings are asked for once', async (t) => {
  const outer = folderWith(t, {});
  const inner = `${outer}/inner`;
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [outer, inner],
    settings: (folder) => withImage(folder?.endsWith('/inner') ? 'registry/inner' : 'registry/outer'),
  });
  await editor.registered('textDocument/diagnostic');
  editor.asked.length = 0;
  assert.equal(await imageFor(editor, uriIn(inner, 'a.json')), 'registry/inner');
  assert.equal(await imageFor(editor, uriIn(inner, 'b.json')), 'registry/inner');
  assert.equal(await imageFor(editor, uriIn(outer, 'a.json')), 'registry/outer');
  assert.deepEqual(editor.asked, [pathToFileURL(inner).href, pathToFileURL(outer).href]);
});

test('a folder that is added counts from then on; one that is removed no longer', async (t) => {
  const one = folderWith(t, {});
  const two = folderWith(t, {});
  const folder = (path: string) => ({ uri: pathToFileURL(path).href, name: path });
  const editor = await Editor.start(t, {
    capabilities: FULL,
    folders: [one],
    settings: (uri) => withImage(uri === folder(two).uri ? 'registry/two' : 'registry/any'),
  });
  assert.equal(await imageFor(editor, uriIn(two, 'task.json')), 'registry/any');
  const change = (added: string[], removed: string[]): Promise<void> =>
    editor.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: added.map(folder), removed: removed.map(folder) },
    });
  await change([two], []);
  await eventually(() => editor.refreshes === 1, 'a refresh');
  assert.equal(await imageFor(editor, uriIn(two, 'task.json')), 'registry/two');
  await change([], [two]);
  assert.equal(await imageFor(editor, uriIn(two, 'task.json')), 'registry/any');
});

test('changed settings are asked for again, and the editor is told to refresh', async (t) => {
  let level = 'error';
  const editor = await Editor.start(t, {
    capabilities: FULL,
    settings: () => ({ rules: { 'task-unprotected': level } }),
  });
  const document = await editor.open('file:///project/task.json', JOB);
  assert.deepEqual(
    (await document.pull()).map(({ severity }) => severity),
    [1],
  );
  level = 'off';
  assert.equal((await document.pull()).length, 1, 'nobody has told of the change yet');
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  await eventually(() => editor.refreshes === 1, 'a refresh');
  assert.deepEqual(await document.pull(), []);
});

test('an editor that cannot be asked sends its settings, at the start or later', async (t) => {
  const editor = await Editor.start(t, {
    capabilities: PUSHED,
    initializationOptions: { settings: { rules: { 'task-unprotected': 'hint' } } },
  });
  const { uri } = await editor.open('file:///project/task.json', JOB);
  await editor.publishedFor(uri, 1);
  await editor.notify('workspace/didChangeConfiguration', {
    settings: { ecsDefender: { rules: { 'task-unprotected': 'error' } } },
  });
  await eventually(() => editor.published.length === 2, 'diagnostics anew');
  assert.deepEqual(
    editor.published.map(({ diagnostics }) => diagnostics[0].severity),
    [4, 1],
  );
});

test('files that the settings exclude are left alone', async (t) => {
  const folder = folderWith(t, {});
  const settings = () => ({ files: { exclude: ['legacy/**'] } });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder], settings });
  const old = await editor.open(uriIn(folder, 'legacy/task.json'), JOB);
  const kept = await editor.open(uriIn(folder, 'new/legacy/task.json'), JOB);
  assert.deepEqual(await old.pull(), []);
  assert.deepEqual(await old.actions(old.rangeOf('"job"', 2)), []);
  assert.equal((await kept.pull()).length, 1);
});

test('settings of a wrong type count as not set, and break nothing', async (t) => {
  for (const settings of [
    'x',
    7,
    [],
    { defender: [], rules: { 'task-unprotected': 'loud' }, files: 'none' },
  ]) {
    const editor = await Editor.start(t, { capabilities: FULL, settings: () => settings });
    const document = await editor.open('file:///project/task.json', JOB);
    assert.deepEqual(
      (await document.pull()).map(({ severity }) => severity),
      [2],
      JSON.stringify(settings),
    );
    assert.deepEqual(editor.messages, []);
  }
});

test('one level of a wrong type leaves the others in force', async (t) => {
  const settings = () => ({ rules: { syntax: 'loud', 'task-unprotected': 'error' } });
  const editor = await Editor.start(t, { capabilities: FULL, settings });
  const document = await editor.open('file:///project/task.json', JOB);
  assert.deepEqual(
    (await document.pull()).map(({ severity }) => severity),
    [1],
  );
});

test('an editor that fails to answer for its settings gets the defaults', async (t) => {
  const capabilities = merge(FULL, { workspace: { ...FULL.workspace, didChangeConfiguration: {} } });
  const editor = await Editor.start(t, {
    capabilities,
    settings: () => Promise.reject(new Error('not today')),
  });
  const document = await editor.open('file:///project/task.json', JOB);
  assert.equal((await document.pull()).length, 1);
  assert.deepEqual(editor.messages, []);
  assert.deepEqual(
    new Set(editor.log),
    new Set(['workspace/configuration was not answered; the defaults count.']),
  );
});

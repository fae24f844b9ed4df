import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ProtectAnswer } from '../../server/src/lsp/features/workspaceProtection';
import type { CheckAnswer, WorkspaceTask } from '../../server/src/lsp/features/workspaceTasks';
import { FULL, merge } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB, PROFILE, SHOP } from './support/texts';
import { eventually } from './support/wait';

const PROTECTED = readFileSync('test/golden/lsp/shop-protected.json', 'utf8');
const WINDOWS = JOB.replace(
  '"family"',
  '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"family"',
);
const UNKNOWN =
  '{"family":"f","containerDefinitions":[{"name":"x","image":"team/x:1"},{"name":"y","image":"${Y}"}]}';
const CREATING = merge(FULL, {
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create'],
    },
  },
});

const tasks = (editor: Editor): Promise<WorkspaceTask[]> => editor.request('ecsDefender/workspaceTasks', {});
const protect = (editor: Editor, uris: string[]): Promise<ProtectAnswer> =>
  editor.request('ecsDefender/protectDocuments', { uris });

test('the task definitions of the workspace, and how far each can be protected', async (t) => {
  const folder = folderWith(t, {
    '.ecs-defender.json': PROFILE,
    'a/shop.json': SHOP,
    'b/done.json': PROTECTED,
    'c/windows.json': WINDOWS,
    'd/broken.json': '{"containerDefinitions": [',
    'e/unknown.json': UNKNOWN,
    'f/other.json': '{"name": "unrelated"}',
    'node_modules/x/task.json': JOB,
  });
  const editor = await Editor.start(t, { folders: [folder] });
  const found = await tasks(editor);
  assert.deepEqual(
    found.map(({ place, text, open, protectable }) => [place, text, open, protectable]),
    [
      ['a/shop.json', 'Containers protected: 0 of 2', 2, 2],
      ['b/done.json', 'Containers protected: 2 of 2', 0, 0],
      ['c/windows.json', 'Containers protected: 0 of 1', 1, 0],
      ['d/broken.json', 'faults in the document', 0, 0],
      ['e/unknown.json', 'Containers protected: 0 of 2', 2, 0],
    ],
  );
});

test('what is open counts as it stands in the editor', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE, 'task.json': JOB });
  const editor = await Editor.start(t, { folders: [folder] });
  await editor.open(uriIn(folder, 'task.json'), SHOP);
  assert.deepEqual(
    (await tasks(editor)).map(({ text }) => text),
    ['Containers protected: 0 of 2'],
  );
});

test('what becomes of each document, open or not; what is refused stands by its reason', async (t) => {
  const texts = { 'a.json': SHOP, 'b.json': JOB, 'c.json': WINDOWS, 'd.json': UNKNOWN };
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE, ...texts, 'other.json': '{}' });
  const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
  const { uri: open } = await editor.open(uriIn(folder, 'a.json'), `${SHOP}\n`);
  const uris = [...Object.keys(texts), 'other.json'].map((name) => uriIn(folder, name));
  const answer = await protect(editor, uris);
  assert.equal(answer.summary, '3 protected, 4 refused');
  assert.deepEqual(answer.done, ['a.json: containers protected: 2', 'b.json: containers protected: 1']);
  assert.deepEqual(answer.groups, [
    {
      title: 'Only the image knows what it runs',
      lines: [
        'd.json: Container "x" states no entryPoint: what it runs is set inside its image, and wrapping must spell it out. Nothing was guessed.',
        'd.json: Container "y" states no entryPoint: what it runs is set inside its image, and wrapping must spell it out. Nothing was guessed.',
      ],
    },
    {
      title: 'Faults in a document or a profile',
      lines: ['other.json: There is no ECS task definition in this document.'],
    },
    {
      title: 'Something in the task stands in the way',
      lines: [
        'c.json: Windows containers cannot be protected: the App-Embedded Defender for Fargate is for Linux.',
      ],
    },
  ]);
  assert.ok(answer.notes.some((note) => note.includes('Linux platform version 1.4.0')));
  assert.deepEqual([answer.missingRows, answer.missesValues], [2, false]);
  const [shop, job] = answer.documents;
  assert.deepEqual(
    [shop.uri, shop.text, shop.before, shop.after],
    [open, `${SHOP}\n`, `${SHOP}\n`, `${PROTECTED}\n`],
  );
  assert.deepEqual([job.uri, job.text], [uris[1], JOB]);
  const [document] = editor.documents.values();
  assert.ok(await document.apply({ changes: { [shop.uri]: [...shop.edits] } }));
  assert.equal(document.text, `${PROTECTED}\n`);
});

test('files are found by any spelling of their names', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE, '@scope/a (1) #%.json': SHOP });
  const editor = await Editor.start(t, { folders: [folder] });
  const [found] = await tasks(editor);
  assert.equal(found.place, '@scope/a (1) #%.json');
  // As VS Code writes it.
  const spelled = found.uri.replace('@', '%40').replace('(', '%28').replace(')', '%29');
  await editor.open(spelled, JOB);
  const { documents } = await protect(editor, [found.uri]);
  assert.deepEqual(
    documents.map(({ uri, text }) => [uri, text]),
    [[spelled, JOB]],
  );
});

test('many more files than an editor keeps open', async (t) => {
  const texts = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`${n}/task.json`, JOB]));
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE, ...texts });
  const editor = await Editor.start(t, { folders: [folder] });
  const { summary, documents } = await protect(
    editor,
    (await tasks(editor)).map(({ uri }) => uri),
  );
  assert.deepEqual([summary, documents.length], ['150 protected, 0 refused', 150]);
});

test('of several folders each document says in which it is', async (t) => {
  const folders = [folderWith(t, { 'task.json': JOB }), folderWith(t, { 'task.json': SHOP })];
  const editor = await Editor.start(t, { folders });
  const names = folders.map((folder) => folder.split('/').at(-1));
  assert.deepEqual(
    (await tasks(editor)).map(({ place }) => place),
    names.map((name) => `${name}/task.json`),
  );
});

test('what lies in two folders, of which one holds the other, is there once', async (t) => {
  const folder = folderWith(t, { 'task.json': JOB, 'inner/task.json': SHOP });
  const editor = await Editor.start(t, { folders: [folder, join(folder, 'inner')] });
  assert.deepEqual(
    (await tasks(editor)).map(({ uri }) => uri),
    [uriIn(folder, 'inner/task.json'), uriIn(folder, 'task.json')],
  );
});

test('without a profile the values are missing, and nothing is written with placeholders', async (t) => {
  const editor = await Editor.start(t, { locale: 'ja' });
  const { uri } = await editor.open('file:///project/task.json', SHOP);
  const answer = await protect(editor, [uri]);
  assert.deepEqual([answer.documents, answer.missesValues], [[], true]);
  assert.equal(answer.summary, '0 個を保護、2 個を見送り');
  assert.deepEqual(
    answer.groups.map(({ title }) => title),
    ['まだ指定されていない値'],
  );
});

test('the missing rows of the profile are written empty, once', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
  const profile = await editor.open(uriIn(folder, '.ecs-defender.json'), PROFILE, 'jsonc');
  const { uri } = await editor.open(uriIn(folder, 'task.json'), UNKNOWN);
  const rows = (): Promise<Parameters<typeof profile.apply>[0][]> =>
    editor.request('ecsDefender/missingRows', { uris: [uri] });
  const [edit] = await rows();
  assert.ok(await profile.apply(edit));
  assert.equal(
    profile.text,
    PROFILE.replace(
      '\n  }\n}\n',
      `
  },
  "entryPoints": [
    {
      "image": "team/x"
    },
    {
      "family": "f",
      "container": "y"
    }
  ]
}
`,
    ),
  );
  assert.deepEqual(await rows(), []);
});

test('a missing row holds for every release of an image; without an image there is none', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder], capabilities: CREATING });
  const profile = await editor.open(uriIn(folder, '.ecs-defender.json'), PROFILE, 'jsonc');
  const digest = `sha256:${'0'.repeat(64)}`;
  const images = ['registry.example.com:5000/team/x:1.2', `registry.example.com/y:2@${digest}`, 'z', ''];
  const task = (all: readonly string[]): string =>
    JSON.stringify({
      family: 'f',
      containerDefinitions: all.map((image, place) => ({ name: `c${place}`, image })),
    });
  const { uri } = await editor.open(uriIn(folder, 'task.json'), task(images));
  const next = await editor.open(uriIn(folder, 'next.json'), task(['z:2', 'registry.example.com/y']));
  const [edit] = await editor.request<Parameters<typeof profile.apply>[0][]>('ecsDefender/missingRows', {
    uris: [uri, next.uri],
  });
  assert.ok(await profile.apply(edit));
  assert.deepEqual(JSON.parse(profile.text).entryPoints, [
    { image: 'registry.example.com:5000/team/x' },
    { image: 'registry.example.com/y' },
    { image: 'z' },
  ]);
});

test('the workspace is checked on demand; what is open as it stands in the editor', async (t) => {
  const folder = folderWith(t, { 'a.json': JOB, 'b.json': JOB, 'c.json': '{}' });
  const editor = await Editor.start(t, { folders: [folder] });
  await editor.open(uriIn(folder, 'b.json'), SHOP);
  const { files, found } = await editor.request<CheckAnswer>('ecsDefender/checkWorkspace', {});
  assert.equal(files, 2);
  const unprotected = found.map(({ uri, diagnostics }) => [
    uri,
    diagnostics.filter(({ code }) => code === 'task-unprotected').length,
  ]);
  assert.deepEqual(unprotected, [
    [uriIn(folder, 'a.json'), 1],
    [uriIn(folder, 'b.json'), 2],
  ]);
});

test('progress is told, and a look can be cancelled', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.json`, JOB]));
  const editor = await Editor.start(t, { folders: [folderWith(t, files)] });
  const told: { id: string; done: number; all: number }[] = [];
  editor.connection.onNotification('ecsDefender/progress', (one) => void told.push(one));
  const all = await editor.request<WorkspaceTask[]>('ecsDefender/workspaceTasks', { id: 'mine' });
  assert.equal(all.length, 300);
  assert.ok(told.length >= 50 && told.length <= 101, `${told.length} times`);
  assert.ok(told.every(({ id, done, all: files }) => id === 'mine' && done < files));
  const { CancellationTokenSource } = await import('vscode-languageserver/node');
  const source = new CancellationTokenSource();
  const cancelled = editor.connection.sendRequest('ecsDefender/workspaceTasks', { id: 'no' }, source.token);
  await eventually(() => told.some(({ id }) => id === 'no'), 'the beginning');
  source.cancel();
  await assert.rejects(cancelled, { code: -32800 });
  // It is not gone on with either, while others are answered.
  await tasks(editor);
  const late = told.filter(({ id }) => id === 'no');
  assert.ok(late.length < 50, `${late.length} times`);
});

test('who asks for something else is answered before a look is over', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.json`, JOB]));
  const folder = folderWith(t, files);
  const editor = await Editor.start(t, { folders: [folder] });
  const answered: string[] = [];
  await Promise.all([
    tasks(editor).then(() => answered.push('look')),
    editor.request('ecsDefender/state', { uri: uriIn(folder, '7.json') }).then(() => answered.push('state')),
  ]);
  assert.deepEqual(answered, ['state', 'look']);
});

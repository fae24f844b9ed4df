import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { MessageType } from 'vscode-languageserver/node';
import { merge, PULLING } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { JOB, PROFILE, SHOP } from './support/texts';
import { eventually } from './support/wait';

const PROTECTED = readFileSync('test/golden/lsp/shop-protected.json', 'utf8');
const URI = 'file:///project/task.json';

interface Answer {
  applied: boolean;
  done: string[];
  refusals: string[];
  notes: string[];
  placeholders: unknown[];
}
const protect = (editor: Editor, ...args: unknown[]): Promise<Answer | null> =>
  editor.request('workspace/executeCommand', { command: 'ecsDefender.server.protect', arguments: args });
const showRule = (editor: Editor, code: unknown): Promise<unknown> =>
  editor.request('workspace/executeCommand', { command: 'ecsDefender.server.showRule', arguments: [code] });

async function told(editor: Editor): Promise<[number, string]> {
  await eventually(() => editor.messages.length > 0, 'a message');
  const [{ type, message }] = editor.messages;
  return [type, message];
}

test('what a document says is no link in a notification', async (t) => {
  const editor = await Editor.start(t);
  const name = '[x](command:workbench.action.terminal.new)';
  await editor.open(
    URI,
    JSON.stringify({ family: 'f', containerDefinitions: [{ name, image: 'a:1', entryPoint: '/run it' }] }),
  );
  assert.equal((await protect(editor, { uri: URI }))?.refusals.length, 1);
  const [, message] = await told(editor);
  assert.ok(message.includes('[x]\u200b(command:'), message);
  assert.ok(!message.includes(']('), message);
});

test('the command protects the whole task through the editor, and says what it did', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), SHOP);
  const answer = await protect(editor, { uri: document.uri });
  assert.equal(document.text, PROTECTED);
  assert.equal(editor.applied[0].label, 'Protect all containers with Defender');
  assert.equal(answer?.applied, true);
  assert.deepEqual(answer.done, [
    'Container "web" is wrapped and wired.',
    'Container "api" is wrapped and wired.',
    'The sidecar TwistlockDefender is added.',
  ]);
  assert.deepEqual([answer.refusals, answer.placeholders, editor.messages], [[], [], []]);
  assert.ok(answer.notes.some((note) => note.includes('Linux platform version 1.4.0')));
});

test('the command takes a bare URI too', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  assert.equal((await protect(editor, URI))?.applied, true);
  assert.match(document.text, /TwistlockDefender/);
});

test('it says that there is nothing to do', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), PROTECTED);
  const answer = await protect(editor, { uri: document.uri });
  assert.deepEqual([answer?.applied, editor.applied], [false, []]);
  assert.deepEqual(await told(editor), [
    MessageType.Info,
    'Nothing to do: every container is protected already or left alone.',
  ]);
});

test('it says why it refuses, as a warning', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(URI, '{"family":"f","containerDefinitions":[]}');
  assert.deepEqual((await protect(editor, { uri: URI }))?.refusals, ['The task has no containers.']);
  assert.deepEqual(await told(editor), [MessageType.Warning, 'The task has no containers.']);
});

test('it does what can be done, and says what it refused', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP.replace('["node", "server.js"]', '"node server.js"'));
  const answer = await protect(editor, { uri: URI });
  assert.equal(answer?.applied, true);
  assert.match(document.text, /"TW_CONTAINER_NAME",\n *"value": "web"/);
  assert.match(document.text, /"entryPoint": "node server\.js"/);
  const [type, text] = await told(editor);
  assert.equal(type, MessageType.Warning);
  assert.match(text, /^Container "api": entryPoint must be a list/);
});

test('it says that a document holds no task definition, is not open, or is left out', async (t) => {
  const settings = { files: { exclude: ['**/old/**'] } };
  const cases: [string, string, string][] = [
    ['file:///project/other.json', '{}', 'There is no ECS task definition in this document.'],
    [
      'file:///project/old/task.json',
      JOB,
      "This document is left out by files.exclude (in the editor's settings or in the profile).",
    ],
  ];
  for (const [uri, text, expected] of cases) {
    const editor = await Editor.start(t, { initializationOptions: { settings } });
    await editor.open(uri, text);
    assert.equal(await protect(editor, { uri }), null);
    assert.deepEqual(await told(editor), [MessageType.Info, expected]);
  }
  for (const args of [[{ uri: 'file:///nowhere.json' }], ['file:///nowhere.json'], [null], [{}], [7], []]) {
    const editor = await Editor.start(t);
    assert.equal(await protect(editor, ...args), null);
    assert.match((await told(editor))[1], /^The document is not open in this editor\./);
  }
});

test('it says so where the editor does not apply the change', async (t) => {
  const editor = await Editor.start(t, { appliesEdits: false });
  const document = await editor.open(URI, JOB);
  const answer = await protect(editor, { uri: URI });
  assert.deepEqual([answer?.applied, answer?.placeholders, document.text], [false, [], JOB]);
  assert.deepEqual(await told(editor), [MessageType.Warning, 'The editor did not apply the change.']);
});

test('an editor that cannot apply edits is not asked to', async (t) => {
  const { applyEdit: _, ...workspace } = PULLING.workspace!;
  const editor = await Editor.start(t, { capabilities: { ...PULLING, workspace } });
  await editor.open(URI, JOB);
  assert.equal((await protect(editor, { uri: URI }))?.applied, false);
  assert.deepEqual(await told(editor), [MessageType.Warning, 'The editor did not apply the change.']);
  assert.deepEqual(editor.applied, []);
});

test('a rule’s page is opened, or its place is said where the editor opens nothing', async (t) => {
  const page = `${pathToFileURL(resolve('dist/rules')).href}/en/task-unprotected.md`;
  const editor = await Editor.start(t);
  await showRule(editor, 'task-unprotected');
  assert.deepEqual([editor.shown, editor.messages], [[page], []]);

  const plain = await Editor.start(t, {
    capabilities: merge(PULLING, { window: { showDocument: { support: false } } }),
  });
  await showRule(plain, 'task-unprotected');
  assert.deepEqual(await told(plain), [MessageType.Info, page]);
  assert.deepEqual(plain.shown, []);
});

test('what is no rule or no command is an error of the request, and changes nothing', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(URI, JOB);
  for (const code of ['../../../etc/hosts', undefined, {}])
    await assert.rejects(showRule(editor, code), { code: -32803 });
  const unknown = { command: 'ecsDefender.server.register', arguments: [{ uri: URI }] };
  await assert.rejects(editor.request('workspace/executeCommand', unknown), { code: -32803 });
  assert.deepEqual([editor.applied, editor.shown], [[], []]);
});

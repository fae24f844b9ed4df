import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeLens, InlayHint } from 'vscode-languageserver/node';
import type { StateAnswer } from '../../server/src/lsp/features/state';
import { merge, PULLING } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn } from './support/files';
import { PROFILE, SHOP } from './support/texts';
import { eventually } from './support/wait';

const URI = 'file:///project/task.json';

const lenses = (editor: Editor, uri: string): Promise<CodeLens[]> =>
  editor.request('textDocument/codeLens', { textDocument: { uri } });
const state = (editor: Editor, uri: string): Promise<StateAnswer | null> =>
  editor.request('ecsDefender/state', { uri });
const hints = (editor: Editor, uri: string): Promise<InlayHint[]> =>
  editor.request('textDocument/inlayHint', {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
  });

/** A lens as `line: title -> command arguments`. */
function shown({ range, command }: CodeLens): string {
  const { title, command: id, arguments: args } = command!;
  return `${range.start.line}: ${title} -> ${id} ${JSON.stringify(args?.[0] ?? null)}`;
}

test('a lens for the task, and one for each container that is not protected', async (t) => {
  const editor = await Editor.start(t, { initializationOptions: { previewCommand: 'my.preview' } });
  await editor.open(URI, SHOP);
  assert.deepEqual((await lenses(editor, URI)).map(shown), [
    `0: Containers protected: 0 of 2 -> my.preview {"uri":"${URI}","task":0}`,
    `4: Not protected by Defender -> my.preview {"uri":"${URI}","task":0,"container":0}`,
    `9: Not protected by Defender -> my.preview {"uri":"${URI}","task":0,"container":1}`,
  ]);
});

test('without a preview a click protects what the lens stands above; then nothing is left to click', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder], locale: 'ja' });
  const document = await editor.open(uriIn(folder, 'task.json'), SHOP);
  const [, , api] = await lenses(editor, document.uri);
  assert.equal(api.command!.command, 'ecsDefender.server.protect');
  await editor.request('workspace/executeCommand', api.command);
  assert.match(document.text, /"TW_CONTAINER_NAME",\s+"value": "api"/);
  assert.doesNotMatch(document.text, /"TW_CONTAINER_NAME",\s+"value": "web"/);
  const [task] = await lenses(editor, document.uri);
  assert.equal(task.command!.title, '2 個中 1 個のコンテナを保護済み');
  await editor.request('workspace/executeCommand', task.command);
  assert.deepEqual((await lenses(editor, document.uri)).map(shown), [
    '0: 2 個中 2 個のコンテナを保護済み ->  null',
  ]);
});

test('no lens where the setting says no', async (t) => {
  const editor = await Editor.start(t, { initializationOptions: { settings: { codeLens: false } } });
  await editor.open(URI, SHOP);
  assert.deepEqual(await lenses(editor, URI), []);
});

test('what is left alone is counted, also where it is all there is', async (t) => {
  const editor = await Editor.start(t);
  const titles = async (text: string): Promise<string[]> => {
    const uri = `file:///project/${text.length}.json`;
    await editor.open(uri, text);
    return (await lenses(editor, uri)).map(({ command }) => command!.title);
  };
  const router = '{ "name": "log", "image": "fluent/fluent-bit:3" }';
  const beside = SHOP.replace('"containerDefinitions": [', `"containerDefinitions": [${router},`);
  assert.equal((await titles(beside))[0], 'Containers protected: 0 of 2, left alone: 1');
  assert.deepEqual(await titles(SHOP.replace('FARGATE', 'EC2')), ['Containers left alone: 2']);
  assert.deepEqual(await titles(`{ "family": "shop", "containerDefinitions": [${router}] }`), [
    'Containers left alone: 1',
  ]);
  assert.deepEqual(await titles('{ "family": "shop", "containerDefinitions": [] }'), []);
});

test('how the tasks stand: in a few words, and a line for each', async (t) => {
  const editor = await Editor.start(t);
  const router = '"name": "log", "image": "fluent-bit:3", "firelensConfiguration": { "type": "fluentbit" }';
  await editor.open(
    URI,
    SHOP.replace('"containerDefinitions": [', `"containerDefinitions": [{ ${router} },`),
  );
  assert.deepEqual(await state(editor, URI), {
    text: 'Defender: 0 of 2',
    detail: [
      'shop: 0 of 2 protected',
      'Left alone: "log" is a FireLens router. To wrap it, add it to containers.include.',
    ],
    standing: 'open',
  });
  const broken = 'file:///project/broken.json';
  await editor.open(broken, '{"containerDefinitions": [');
  const { text: short, standing } = (await state(editor, broken))!;
  assert.deepEqual([short, standing], ['Defender: faults in the document', 'unknown']);
  const policy = 'file:///project/policy.json';
  await editor.open(policy, '{"policyType": "appEmbeddedRuntime", "rules": [{');
  assert.equal(await state(editor, policy), null);
  const unrelated = 'file:///project/other.json';
  await editor.open(unrelated, '{}');
  assert.equal(await state(editor, unrelated), null);
});

test('a family that looks like a link is none', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(
    URI,
    SHOP.replace('"family": "shop"', '"family": "[2](command:workbench.action.terminal.new)"'),
  );
  const { detail } = (await state(editor, URI))!;
  assert.ok(detail[0].startsWith('[2]\u200b(command:'), detail[0]);
});

test('behind an image stands what it runs, where the profile knows; a stated command takes CMD’s place', async (t) => {
  const rows = { entryPoints: [{ image: 'api', entryPoint: ['/init'], command: ['serve'] }] };
  const folder = folderWith(t, { '.ecs-defender.json': JSON.stringify(rows) });
  const editor = await Editor.start(t, { folders: [folder] });
  const containers = [
    '{"name":"a","image":"api:1"}',
    '{"name":"b","image":"api:2","command":["work"]}',
    '{"name":"c","image":"api:3","entryPoint":["/own"]}',
    '{"name":"d","image":"other:1"}',
  ];
  const text = `{"family":"f","containerDefinitions":[\n${containers.join(',\n')}\n]}`;
  const { uri } = await editor.open(uriIn(folder, 'task.json'), text);
  assert.deepEqual(
    (await hints(editor, uri)).map(({ position, label }) => [position.line, position.character, label]),
    [
      [1, 27, 'runs /init serve'],
      [2, 27, 'runs /init'],
    ],
  );
});

test('lenses and hints are asked for anew when the profile changes', async (t) => {
  const capabilities = merge(PULLING, {
    workspace: { codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } },
  });
  const folder = folderWith(t, {});
  const editor = await Editor.start(t, { folders: [folder], capabilities });
  const asked: string[] = [];
  for (const method of ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh'])
    editor.connection.onRequest(method, () => {
      asked.push(method);
      return null;
    });
  await editor.open(uriIn(folder, '.ecs-defender.json'), '{}');
  await eventually(() => asked.length === 2, 'both are asked for anew');
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { FULL, merge, PULLING } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, protectedByCommandLine, uriIn } from './support/files';
import { JOB, PROFILE, SHOP } from './support/texts';

const PROTECTED = readFileSync('test/golden/lsp/shop-protected.json', 'utf8');
const URI = 'file:///project/task.json';

const titled = (actions: CodeAction[], title: string): CodeAction => {
  const found = actions.find((one) => one.title === title);
  assert.ok(found, `"${title}" is offered; there are: ${actions.map((one) => one.title).join(', ')}`);
  return found;
};
const titles = (actions: CodeAction[]): string[] => actions.map(({ title }) => title);

test('an open container offers to protect it, to protect all, and its rule’s page', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  const [web, api] = await document.pull();
  const actions = await document.actions(web.range);
  assert.deepEqual(
    actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred ?? false]),
    [
      ['Protect with Defender', 'quickfix', true],
      ['Protect all containers with Defender', 'quickfix', false],
      ['Show documentation for task-unprotected', 'quickfix', false],
    ],
  );
  const [one, all, page] = actions;
  assert.deepEqual(one.diagnostics, [web]);
  assert.deepEqual(all.diagnostics, [web, api]);
  assert.deepEqual(page.command, {
    title: 'Show documentation for task-unprotected',
    command: 'ecsDefender.server.showRule',
    arguments: ['task-unprotected'],
  });
});

test('a task with one open container does not offer to protect all of one', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, JOB);
  assert.deepEqual(titles(await document.actions(document.rangeOf('"job"', 2))), [
    'Protect with Defender',
    'Show documentation for task-unprotected',
  ]);
});

test('where nothing is wrong nothing is offered unasked', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  assert.deepEqual(await document.actions(document.rangeOf('"requiresCompatibilities"')), []);
});

test('an editor that sends the diagnostics of the line along gets their fixes anywhere in it', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  const [web] = await document.pull();
  const { line } = web.range.start;
  const start = { start: { line, character: 0 }, end: { line, character: 0 } };
  assert.deepEqual(await document.actions(start), []);
  assert.deepEqual(await document.actions(start, undefined, [web]), await document.actions(web.range));
  const foreign = { ...web, source: 'another server' };
  assert.deepEqual(await document.actions(start, undefined, [foreign]), []);
});

test('"Protect all" makes the document what the command line writes, byte for byte', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE, 'task.json': SHOP });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), SHOP);
  const actions = await document.actions(document.rangeOf('"api"'));
  await document.apply(titled(actions, 'Protect all containers with Defender').edit!);
  assert.equal(document.text, PROTECTED);
  assert.equal(protectedByCommandLine(join(folder, 'task.json')), PROTECTED);
  assert.deepEqual(await document.pull(), []);
});

test('"Protect with Defender" on one container after the other ends at the same text', async (t) => {
  const folder = folderWith(t, { '.ecs-defender.json': PROFILE });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, 'task.json'), SHOP);
  const protect = async (name: string): Promise<void> => {
    const actions = await document.actions(document.rangeOf(name));
    await document.apply(titled(actions, 'Protect with Defender').edit!);
  };
  await protect('"web"');
  assert.deepEqual(await document.codes(), ['container-unwrapped @ "api"']);
  assert.match(document.text, /"entryPoint": \["node", "server\.js"\]/);
  await protect('"api"');
  assert.equal(document.text, PROTECTED);
});

test('the refactoring is offered anywhere in the task, but only when asked for', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, SHOP);
  const range = document.rangeOf('"requiresCompatibilities"');
  const kind = 'refactor.rewrite.protectWithDefender';
  for (const only of ['refactor', 'refactor.rewrite', kind]) {
    const actions = await document.actions(range, [only]);
    assert.deepEqual(
      actions.filter((one) => !one.disabled).map((one) => [one.title, one.kind]),
      [['Protect all containers with Defender', kind]],
      only,
    );
  }
  const others = (await document.actions(range, ['refactor'])).filter((one) => one.disabled);
  assert.deepEqual(
    others.map((one) => [one.title, one.disabled?.reason]),
    [
      [
        'Upgrade Defender wiring',
        'Left alone: the task carries no Defender wiring that could be upgraded. Protect it instead.',
      ],
      ['Remove Defender wiring', 'Nothing to do: the task carries no Defender wiring.'],
      ['Toggle file system monitoring', 'The task carries no FILESYSTEM_MONITORING that could be switched.'],
    ],
  );
  assert.deepEqual(await document.actions(range, ['refactor.extract', 'source']), []);
  assert.deepEqual(await document.actions(document.rangeOf('"web"'), ['refactor.extract', 'source']), []);
  const quick = await document.actions(document.rangeOf('"web"'), ['quickfix']);
  assert.ok(quick.length === 3 && quick.every((one) => one.kind === 'quickfix'));
});

test('edits name the version they are for where the editor can hold them to it', async (t) => {
  const versioned = await Editor.start(t);
  const document = await versioned.open(URI, JOB);
  await document.replace('"image":"job:1"', '"image":"job:2"');
  const { edit } = titled(await document.actions(document.rangeOf('"job"', 2)), 'Protect with Defender');
  assert.equal(edit?.changes, undefined);
  const [change] = edit?.documentChanges ?? [];
  assert.ok(TextDocumentEdit.is(change));
  assert.deepEqual(change.textDocument, { uri: URI, version: 2 });
});

test('edits are plain changes where the editor knows nothing else', async (t) => {
  const capabilities = merge(PULLING, { workspace: { applyEdit: true } });
  const { workspaceEdit: _, ...workspace } = capabilities.workspace ?? {};
  const editor = await Editor.start(t, { capabilities: { ...capabilities, workspace } });
  const document = await editor.open(URI, JOB);
  const { edit } = titled(await document.actions(document.rangeOf('"job"', 2)), 'Protect with Defender');
  assert.equal(edit?.documentChanges, undefined);
  assert.deepEqual(Object.keys(edit?.changes ?? {}), [URI]);
});

const WINDOWS = SHOP.replace(
  '"family"',
  '"runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" },\n  "family"',
);

test('what cannot be done is offered with its reason where the editor shows reasons', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, WINDOWS);
  const actions = await document.actions(document.rangeOf('"web"'));
  const fix = titled(actions, 'Protect with Defender');
  assert.equal(fix.edit, undefined);
  assert.equal(
    fix.disabled?.reason,
    'Windows containers cannot be protected: the App-Embedded Defender for Fargate is for Linux.',
  );
});

test('what cannot be done is not offered where the editor knows no reasons', async (t) => {
  const { codeAction, ...others } = PULLING.textDocument!;
  const plain = { ...codeAction, disabledSupport: false };
  const editor = await Editor.start(t, {
    capabilities: { ...PULLING, textDocument: { ...others, codeAction: plain } },
  });
  const document = await editor.open(URI, WINDOWS);
  assert.deepEqual(titles(await document.actions(document.rangeOf('"web"'))), [
    'Show documentation for task-unprotected',
  ]);
});

test('titles are in the language of the reader', async (t) => {
  const editor = await Editor.start(t, { locale: 'ja-JP' });
  const document = await editor.open(URI, SHOP);
  assert.deepEqual(titles(await document.actions(document.rangeOf('"web"'))), [
    'Defender で保護',
    'すべてのコンテナを Defender で保護',
    'task-unprotected の説明を表示',
  ]);
});

test('a range of a text that has passed meanwhile gets no actions', async (t) => {
  let answer!: (settings: unknown) => void;
  const settings = new Promise((resolve) => (answer = resolve));
  const editor = await Editor.start(t, { capabilities: FULL, settings: () => settings });
  const document = await editor.open(URI, SHOP);
  const late = document.actions(document.rangeOf('"web"'));
  await document.replace('"family"', '"tags": [],\n\n\n  "family"');
  await editor.request('ecsDefender/placeholders', { uri: URI });
  answer({});
  await assert.rejects(late, { code: -32801 });
});

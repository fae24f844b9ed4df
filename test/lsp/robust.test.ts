import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { PUSHED } from './support/capabilities';
import { Editor } from './support/editor';
import { JOB, SHOP } from './support/texts';

const URI = 'file:///project/task.json';
const DEEP = 100_000;

/** Documents that begin like a task definition and then go wrong. */
const MALFORMED: Record<string, string> = {
  'nothing after the key': '{"containerDefinitions"',
  'a number for the list': '{"containerDefinitions": 7}',
  'null for the list': '{"containerDefinitions": null}',
  'items that are no objects': '{"containerDefinitions": [1, "x", null, [], {}]}',
  'a lone surrogate': '{"containerDefinitions":[{"name":"\ud800","image":"i"}]}',
  'control characters': '{"containerDefinitions":[{"name":"a\u0000b","image":"\u0007"}]}',
  'open brackets': `{"containerDefinitions":${'['.repeat(DEEP)}`,
  'open and closed brackets': `{"containerDefinitions":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
  'open objects': '{"containerDefinitions":'.repeat(DEEP / 2),
  'a deep entry point': `{"containerDefinitions":[{"name":"a","image":"i","entryPoint":${'['.repeat(DEEP)}`,
  'quotes without end': `{"containerDefinitions":["${'\\"'.repeat(DEEP)}`,
  'commas only': `{"containerDefinitions":[${','.repeat(DEEP)}]}`,
  'placeholders without end': `{"containerDefinitions":[${'${'.repeat(DEEP)}`,
};

test('malformed, deep and endless documents get an answer to every request, and the server goes on', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  for (const [name, text] of Object.entries(MALFORMED)) {
    const document = await editor.open(`file:///project/${encodeURIComponent(name)}.json`, text);
    assert.ok(Array.isArray(await document.pull()), name);
    const end = { line: 0, character: text.length };
    await document.actions({ start: { line: 0, character: 0 }, end });
    await document.actions({ start: end, end }, ['refactor']);
    const command = 'ecsDefender.server.protect';
    await editor.request('workspace/executeCommand', { command, arguments: [{ uri: document.uri }] });
    await editor.request('ecsDefender/placeholders', { uri: document.uri });
    await document.close();
  }
  const internal = editor.messages.filter(({ message }) => message.includes('internal error'));
  assert.deepEqual([internal, editor.log, editor.errors], [[], [], '']);
  const document = await editor.open(URI, JOB);
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
});

test('100,000 nested brackets are one diagnostic that says so', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const document = await editor.open(URI, MALFORMED['open brackets']);
  const messages = (await document.pull()).map(({ message }) => message);
  assert.ok(messages.includes('Nested too deeply; what follows is not read.'), String(messages.slice(0, 3)));
  assert.ok(messages.length < 10);
});

test('a document cut off anywhere is answered, whatever is cut', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const document = await editor.open(URI, SHOP);
  for (let length = SHOP.length - 1; length >= 0; length -= 3) {
    await document.change({ text: SHOP.slice(0, length) });
    const end = { line: 99, character: 0 };
    await Promise.all([document.pull(), document.actions({ start: { line: 0, character: 0 }, end })]);
  }
  assert.deepEqual([editor.messages, editor.log, editor.errors], [[], [], '']);
});

test('a large task definition is answered as it is typed in', async (t) => {
  const editor = await Editor.start(t, { alone: true, capabilities: PUSHED });
  const container = (_: unknown, n: number): string =>
    `{"name":"c${n}","image":"i","entryPoint":["/x"],"environment":[{"name":"A","value":"B"}]}`;
  const containers = Array.from({ length: 2000 }, container).join(',\n');
  const text = `{"family":"big","containerDefinitions":[\n${containers}\n]}`;
  const document = await editor.open(URI, text);
  for (let n = 0; n < 30; n++) await document.replace('"family":"b', '"family":"bb');
  const { diagnostics } = await editor.publishedFor(URI, 31);
  assert.equal(diagnostics.length, 2000);
  assert.match(String(diagnostics[1999].message), /^Task "b{31}ig"/);
});

test('unrelated JSON of some megabytes has no findings, however often it is asked about', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const text = `[\n${'{"name":"x","kind":"row","values":[1,2,3]},\n'.repeat(150_000)}{}]`;
  const document = await editor.open('file:///project/rows.json', text);
  for (let n = 0; n < 5; n++) assert.deepEqual(await document.pull(), []);
});

test('messages that break the protocol do not take the server down', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const document = await editor.open(URI, JOB);
  await editor.notify('textDocument/didChange', null);
  await editor.notify('textDocument/didChange', { textDocument: { uri: 'file:///x' }, contentChanges: [{}] });
  await editor.notify('workspace/didChangeConfiguration', null);
  await editor.notify('workspace/didChangeWatchedFiles', null);
  await editor.notify('workspace/didChangeWorkspaceFolders', { event: {} });
  await editor.notify('textDocument/didOpen', { textDocument: { uri: 7 } });
  await editor.notify('nobody/knows', {});
  for (const method of ['textDocument/codeAction', 'textDocument/diagnostic', 'ecsDefender/placeholders'])
    await editor.request(method, {}).catch(() => 'an error will do');
  await assert.rejects(editor.request('textDocument/nobodyKnows', {}), { code: -32601 });
  assert.deepEqual(
    editor.messages.filter(({ message }) => message.includes('configuration')),
    [],
  );
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
});

test('a change of what is not there is one of the nearest that is; what is no change leaves the document as it is', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const document = await editor.open(URI, JOB);
  const beyond = { line: 2_000_000, character: 2_000_000 };
  const before = { line: -1, character: -1 };
  const tell = (text: string, version: number, start: object, end: object, put: unknown): Promise<void> =>
    document.tell(text, version, [{ range: { start, end }, text: put } as TextDocumentContentChangeEvent]);
  const end = { ...beyond, line: beyond.line + 1 };
  await tell(`${JOB}\n`, 7, beyond, end, '\n');
  await tell(`\n${JOB}\n`, 7, before, before, '\n');
  await tell(`\n${JOB}\n`, -3, { line: 0.5, character: 'x' }, {}, 'x');
  await tell(`\n${JOB}\n`, 2, before, before, 7);
  assert.deepEqual(await document.codes(), ['task-unprotected @ "job"']);
  await document.replace('"name":"job"', '"name":"end"');
  assert.deepEqual(await document.codes(), ['task-unprotected @ "end"']);
  await document.tell('{}', 1, [{ range: { start: beyond, end: before }, text: '{}' }]);
  assert.deepEqual(await document.codes(), []);
});

test('URIs that are encoded badly, or of any scheme, are names like others', async (t) => {
  const editor = await Editor.start(t, {
    alone: true,
    folders: ['/project', 'file://server/share', 'file:///pro%2fject'],
  });
  for (const uri of [
    'file:///project/100%.json',
    'file://server/share/task.json',
    'file:///pro%2fject/task.json',
    'file:///project/%00.json',
    'file:///',
    'x:y',
    'vscode-vfs://github/a/b.json',
    'task.json',
    '',
  ]) {
    const document = await editor.open(uri, JOB);
    assert.deepEqual(await document.codes(), ['task-unprotected @ "job"'], uri);
  }
  assert.deepEqual([editor.messages, editor.log], [[], []]);
});

test('two servers side by side know nothing of each other', async (t) => {
  const one = await Editor.start(t, { alone: true, locale: 'ja' });
  const two = await Editor.start(t, {
    alone: true,
    initializationOptions: { settings: { rules: { 'task-unprotected': 'hint' } } },
  });
  const [first, second] = [await one.open(URI, SHOP), await two.open(URI, JOB)];
  assert.equal((await first.pull()).length, 2);
  const [found] = await second.pull();
  assert.equal(found.severity, 4);
  assert.equal(await one.end(), 0);
  await second.replace('"name":"job"', '"name":"alone"');
  assert.deepEqual(await second.codes(), ['task-unprotected @ "alone"']);
});

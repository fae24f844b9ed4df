import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ClientCapabilities,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type Location,
  type LocationLink,
  type PrepareRenameResult,
  ResponseError,
  type SelectionRange,
  type SymbolInformation,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { SHOP, TEMPLATE, TERRAFORM } from '../navigation/documents';
import { merge, PULLING } from './support/capabilities';
import { Editor } from './support/editor';

const RICH: ClientCapabilities = merge(PULLING, {
  textDocument: {
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    documentLink: { tooltipSupport: true },
  },
});
const URI = 'file:///task.json';

test('a container is renamed everywhere it is named, for this version of the document', async (t) => {
  const editor = await Editor.start(t, { capabilities: RICH });
  assert.deepEqual(editor.initialized.capabilities.renameProvider, { prepareProvider: true });
  const document = await editor.open(URI, SHOP);
  const { end: position } = document.rangeOf('"sourceContainer": "web');
  const at = { textDocument: { uri: URI }, position };
  const prepared = await editor.request<{ range: Location['range']; placeholder: string }>(
    'textDocument/prepareRename',
    at,
  );
  assert.equal(document.textIn(prepared.range), 'web');
  assert.equal(prepared.placeholder, 'web');
  const edit = await editor.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'front' });
  const [change] = edit.documentChanges!;
  assert.ok(TextDocumentEdit.is(change));
  assert.equal(change.textDocument.version, 1);
  assert.deepEqual(
    change.edits.map((one) => ('newText' in one ? `${document.textIn(one.range)} -> ${one.newText}` : '')),
    ['web -> front', 'web -> front', 'web -> front'],
  );
  assert.ok(await document.apply(edit));
  assert.equal(
    document.text,
    SHOP.replace('"name": "web"', '"name": "front"')
      .replace('"value": "web"', '"value": "front"')
      .replace('"sourceContainer": "web"', '"sourceContainer": "front"'),
  );
});

test('a template and Terraform are renamed too; an old editor gets plain changes', async (t) => {
  const editor = await Editor.start(t, { capabilities: {} });
  for (const [name, text, part] of [
    ['file:///template.yaml', TEMPLATE.replace('!Ref Other', 'web'), '- ContainerName: web'],
    ['file:///ecs.tf', TERRAFORM, 'container_name = "web'],
  ]) {
    const document = await editor.open(name, text, '');
    const { end: position } = document.rangeOf(part);
    const edit = await editor.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri: name },
      position,
      newName: 'front',
    });
    assert.equal(edit.documentChanges, undefined);
    assert.ok(await document.apply(edit));
    assert.equal(document.text, text.replaceAll(/\bweb\b/g, 'front'), name);
  }
});

test('what cannot be renamed is answered with the reason, in the reader’s language', async (t) => {
  const editor = await Editor.start(t, { capabilities: RICH, locale: 'ja' });
  const document = await editor.open(URI, SHOP);
  const ask = (method: string, part: string, newName?: string): Promise<unknown> => {
    const { end: position } = document.rangeOf(part);
    return editor.request(method, { textDocument: { uri: URI }, position, newName });
  };
  const isRefused = (text: RegExp) => (error: unknown) =>
    error instanceof ResponseError && text.test(error.message);
  await assert.rejects(
    ask('textDocument/prepareRename', 'nginx'),
    isRefused(/^ここにはコンテナ、ボリューム、ファミリーのいずれの名前もありません。$/),
  );
  await assert.rejects(
    ask('textDocument/rename', '"name": "web', 'my web'),
    isRefused(/^「my web」はコンテナの名前にできません。/),
  );
  assert.deepEqual(editor.messages, []);
});

test('definitions, references and highlights', async (t) => {
  const editor = await Editor.start(t, { capabilities: RICH });
  const document = await editor.open(URI, SHOP);
  const { end: position } = document.rangeOf('"containerName": "db');
  const at = { textDocument: { uri: URI }, position };
  const [link] = await editor.request<LocationLink[]>('textDocument/definition', at);
  assert.deepEqual(link, {
    originSelectionRange: document.rangeOf('db', 2),
    targetUri: URI,
    targetRange: document.rangeOf('db', 4),
    targetSelectionRange: document.rangeOf('db', 4),
  });
  const references = await editor.request<Location[]>('textDocument/references', {
    ...at,
    context: { includeDeclaration: false },
  });
  assert.deepEqual(references, [
    { uri: URI, range: document.rangeOf('db') },
    { uri: URI, range: document.rangeOf('db', 2) },
  ]);
  const highlights = await editor.request<DocumentHighlight[]>('textDocument/documentHighlight', at);
  assert.deepEqual(
    highlights.map(({ kind }) => kind),
    [2, 2, 3],
  );
});

test('an old editor gets plain locations and a flat outline', async (t) => {
  const editor = await Editor.start(t, { capabilities: {} });
  const document = await editor.open(URI, SHOP);
  const { end: position } = document.rangeOf('"containerName": "db');
  const textDocument = { uri: URI };
  const definition = await editor.request<Location[]>('textDocument/definition', { textDocument, position });
  assert.deepEqual(definition, [{ uri: URI, range: document.rangeOf('db', 4) }]);
  const symbols = await editor.request<SymbolInformation[]>('textDocument/documentSymbol', { textDocument });
  assert.deepEqual(
    symbols.map(({ name, containerName }) => [name, containerName ?? null]),
    [
      ['shop', null],
      ['data', 'shop'],
      ['tmp', 'shop'],
      ['web', 'shop'],
      ['db', 'shop'],
      ['envoy', 'shop'],
    ],
  );
});

test('the outline, wider selections and links', async (t) => {
  const editor = await Editor.start(t, { capabilities: RICH, locale: 'ja' });
  const document = await editor.open(URI, SHOP);
  const textDocument = { uri: URI };
  const [task] = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  assert.deepEqual(
    task.children!.map(({ name, detail, selectionRange }) => [name, detail, document.textIn(selectionRange)]),
    [
      ['data', undefined, '"data"'],
      ['tmp', undefined, '"tmp"'],
      ['web', 'nginx:1.27', '"web"'],
      ['db', 'postgres:16', '"db"'],
      ['envoy', 'envoyproxy/envoy:v1.31', '"envoy"'],
    ],
  );
  const { end } = document.rangeOf('"image": "postgres');
  const [selection] = await editor.request<SelectionRange[]>('textDocument/selectionRange', {
    textDocument,
    positions: [end],
  });
  assert.equal(document.textIn(selection.range), 'postgres:16');
  assert.equal(document.textIn(selection.parent!.parent!.range), '"image": "postgres:16"');
  const links = await editor.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
  assert.deepEqual(
    links.map(({ range, target, tooltip }) => [document.textIn(range), target, tooltip]),
    [
      ['nginx:1.27', 'https://hub.docker.com/_/nginx', 'イメージのページを開く'],
      ['postgres:16', 'https://hub.docker.com/_/postgres', 'イメージのページを開く'],
      ['envoyproxy/envoy:v1.31', 'https://hub.docker.com/r/envoyproxy/envoy', 'イメージのページを開く'],
    ],
  );
});

test('a document without a task definition, and one that is not open, have none of it', async (t) => {
  const editor = await Editor.start(t, { capabilities: RICH });
  await editor.open('file:///other.json', '{"name":"web"}');
  for (const uri of ['file:///other.json', 'file:///closed.json']) {
    const at = { textDocument: { uri }, position: { line: 0, character: 10 } };
    assert.equal(await editor.request('textDocument/definition', at), null);
    assert.equal(await editor.request<PrepareRenameResult | null>('textDocument/prepareRename', at), null);
    assert.equal(await editor.request('textDocument/rename', { ...at, newName: 'x' }), null);
    for (const method of ['documentSymbol', 'documentLink', 'documentHighlight'])
      assert.deepEqual(await editor.request(`textDocument/${method}`, at), [], method);
  }
});

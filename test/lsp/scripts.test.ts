import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CompletionItem,
  Hover,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
} from 'vscode-languageserver/node';
import { FULL, merge, PULLING } from './support/capabilities';
import type { Document } from './support/document';
import { Editor } from './support/editor';

const SNIPPETS = merge(PULLING, {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
});
const RULE = `{
  "type": "network-outgoing",
  "script": "net.outgoing_ip => \\"1.1.1.1\\" and proc.nmae = \\"nc\\"",
  "message": "%proc.name"
}
`;
const FILE = '// type: waas-request\nreq.headers["A"]contains /x/ or\n';

async function opened(
  t: Parameters<typeof Editor.start>[0],
  text: string,
  language: string,
): Promise<[Editor, Document]> {
  const editor = await Editor.start(t, { capabilities: SNIPPETS });
  return [editor, await editor.open(`file:///work/rule.${language}`, text, language)];
}

function at(document: Document, part: string): object {
  return { textDocument: { uri: document.uri }, position: document.rangeOf(part).start };
}

test('a script in JSON is diagnosed through its escapes, and its fixes are written back as JSON', async (t) => {
  const [, document] = await opened(t, RULE, 'json');
  assert.deepEqual(await document.codes(), ['script-operator @ =>', 'script-unknown-name @ proc.nmae']);
  for (const [on, title] of [
    ['=>', 'Replace with >='],
    ['proc.nmae', 'Replace with proc.name'],
  ]) {
    const action = (await document.actions(document.rangeOf(on))).find((one) => one.title === title)!;
    assert.equal(action.isPreferred, true);
    assert.ok(await document.apply(action.edit!));
  }
  assert.equal(document.text, RULE.replace('=>', '>=').replace('nmae', 'name'));
  assert.deepEqual(await document.codes(), []);
});

test('a file of its own is diagnosed, laid out and coloured', async (t) => {
  const [editor, document] = await opened(t, FILE, 'pcrule');
  assert.deepEqual(await document.codes(), ['script-syntax @ or']);
  const tokens = await editor.request<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument: { uri: document.uri },
  });
  // A comment; then, on the next line: a property, a string, a keyword, a regular expression and a keyword.
  assert.deepEqual(tokens.data, [
    ...[0, 0, 21, 0, 0],
    ...[1, 0, 11, 6, 0],
    ...[0, 12, 3, 3, 0],
    ...[0, 4, 8, 1, 0],
    ...[0, 9, 3, 5, 0],
    ...[0, 4, 2, 1, 0],
  ]);
  const edits = await editor.request<TextEdit[]>('textDocument/formatting', {
    textDocument: { uri: document.uri },
    options: { tabSize: 2, insertSpaces: true },
  });
  await document.apply({ changes: { [document.uri]: edits } });
  assert.equal(document.text, '// type: waas-request\nreq.headers["A"] contains /x/ or\n');
});

test('the script of a rule can be laid out where it stands, and JSON is left to the editor', async (t) => {
  const text = '{ "type": "processes", "script":   "proc.name=\\"nc\\"" }';
  const [editor, document] = await opened(t, text, 'json');
  const edits = await editor.request<TextEdit[]>('textDocument/formatting', {
    textDocument: { uri: document.uri },
    options: { tabSize: 2, insertSpaces: true },
  });
  assert.deepEqual(edits, []);
  const [action] = await document.actions(document.rangeOf('proc.name'), ['refactor.rewrite.layOutScript']);
  assert.ok(await document.apply(action.edit!));
  assert.equal(document.text, text.replace('=', ' = '));
});

test('completion, hover and signatures land on the place in JSON', async (t) => {
  const text = '{ "type": "waas-request", "script": "lowercase(req.hea) = \\"\\"", "message": "%" }';
  const [editor, document] = await opened(t, text, 'json');
  const items = await editor.request<CompletionItem[]>('textDocument/completion', at(document, ') ='));
  const item = items.find(({ label }) => label === 'req.headers')!;
  assert.deepEqual(item.textEdit, {
    range: document.rangeOf('req.hea'),
    newText: 'req.headers[\\\\"$1\\\\"]',
  });
  assert.equal(item.insertTextFormat, 2);
  const hover = await editor.request<Hover>('textDocument/hover', at(document, 'lowercase'));
  assert.deepEqual(hover.range, document.rangeOf('lowercase'));
  const help = await editor.request<SignatureHelp>('textDocument/signatureHelp', at(document, 'req.hea'));
  assert.equal(help.signatures[0].label, 'lowercase(text)');
  const macros = await editor.request<CompletionItem[]>('textDocument/completion', at(document, '" }'));
  assert.ok(macros.some(({ label }) => label === '%regexMatches'));
});

test('an editor without snippets gets plain text', async (t) => {
  const editor = await Editor.start(t, { capabilities: PULLING });
  const document = await editor.open(
    'file:///work/rule.json',
    '{ "type": "kubernetes-audit", "script": "" }',
    'json',
  );
  const items = await editor.request<CompletionItem[]>('textDocument/completion', at(document, '" }'));
  const [jpath] = items;
  assert.deepEqual([jpath.label, jpath.insertTextFormat], ['jpath', 1]);
  assert.equal(jpath.textEdit?.newText, 'jpath(\\"\\")');
});

test('an editor that registers later is offered to lay out scripts, and nothing else', async (t) => {
  const editor = await Editor.start(t, {
    capabilities: merge(FULL, { textDocument: { formatting: { dynamicRegistration: true } } }),
  });
  assert.deepEqual(await editor.registered('textDocument/formatting'), {
    documentSelector: [{ language: 'pcrule' }, { pattern: '**/*.pcrule' }],
  });
});

test('commands for task definitions say that there is none', async (t) => {
  const [editor, document] = await opened(t, RULE, 'json');
  await editor.request('workspace/executeCommand', {
    command: 'ecsDefender.server.protect',
    arguments: [{ uri: document.uri }],
  });
  assert.deepEqual(
    editor.messages.map(({ message }) => message),
    ['There is no ECS task definition in this document.'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range } from 'vscode-languageserver/node';
import type { Document } from './support/document';
import { Editor } from './support/editor';

const URI = 'file:///project/task.json';
const UNKNOWN = `{
\t"family": "shop",
\t"containerDefinitions": [
\t\t{ "name": "web🦀", "image": "nginx" }
\t]
}
`;
/** In the order in which they stand in the protected document. */
const ALL = ['<entry-point>', '<ws-address>', '<defender-image>', '<install-bundle>'];

const left = (editor: Editor): Promise<Range[]> => editor.request('ecsDefender/placeholders', { uri: URI });
const textsIn = (document: Document, ranges: Range[]): string[] => ranges.map((one) => document.textIn(one));

test('an action that leaves placeholders runs the client’s command with where they will stand', async (t) => {
  const placeholderCommand = 'editor.fillIn';
  const editor = await Editor.start(t, { initializationOptions: { placeholderCommand } });
  const document = await editor.open(URI, UNKNOWN);
  const [fix] = await document.actions(document.rangeOf('"web🦀"'));
  assert.equal(fix.title, 'Protect with Defender');
  assert.equal(fix.command?.command, placeholderCommand);
  const [uri, ranges] = fix.command!.arguments as [string, Range[]];
  assert.equal(uri, URI);
  await document.apply(fix.edit!);
  assert.deepEqual(textsIn(document, ranges), ALL);
});

test('without such a command the action is only its edit', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, UNKNOWN);
  const [fix] = await document.actions(document.rangeOf('"web🦀"'));
  assert.equal(fix.command, undefined);
  assert.ok(fix.edit);
});

test('the command answers where the placeholders stand now', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, UNKNOWN);
  const { placeholders } = await editor.request<{ placeholders: Range[] }>('workspace/executeCommand', {
    command: 'ecsDefender.server.protect',
    arguments: [{ uri: URI }],
  });
  assert.deepEqual(textsIn(document, placeholders), ALL);
});

test('the request tells which are left after some were typed over, wherever that has moved them', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, UNKNOWN);
  assert.deepEqual(await left(editor), []);
  const [fix] = await document.actions(document.rangeOf('"web🦀"'));
  await document.apply(fix.edit!);
  assert.deepEqual(textsIn(document, await left(editor)), ALL);
  await document.replace('<entry-point>', 'nginx');
  await document.replace('\t"family"', '\n\n\t"family"');
  assert.deepEqual(textsIn(document, await left(editor)), ALL.slice(1));
});

test('each one that is left is reported, with where its value is to be found', async (t) => {
  const editor = await Editor.start(t);
  const document = await editor.open(URI, UNKNOWN);
  const [fix] = await document.actions(document.rangeOf('"web🦀"'));
  await document.apply(fix.edit!);
  const found = (await document.pull()).filter(({ code }) => code === 'placeholder-left');
  assert.deepEqual(
    found.map(({ range }) => document.textIn(range)),
    ALL.map((text) => `"${text}"`),
  );
  assert.match(found[1].message, /Console: Manage > System > Utilities/);
});

test('a document that is not open has none', async (t) => {
  const editor = await Editor.start(t);
  assert.deepEqual(await left(editor), []);
});

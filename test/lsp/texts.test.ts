import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TEXTS } from '../../server/src/lsp/texts';

const at = (line: unknown, character: unknown) => ({ line, character });
const change = (value: unknown) => [value as TextDocumentContentChangeEvent];

test('what an editor opens is a text with a name, whatever it sends', () => {
  for (const odd of [7, null, undefined, {}, ['a']]) {
    const document = TEXTS.create(odd as string, odd as string, 1, odd as string);
    assert.equal(typeof document.uri, 'string');
    assert.equal(typeof document.languageId, 'string');
    assert.equal(document.getText(), String(odd));
    assert.equal(document.lineCount, 1);
  }
});

test('what is no change is refused, and the text stays', () => {
  const document = TEXTS.create('file:///a.json', 'json', 1, 'one\ntwo');
  const range = { start: at(0, 0), end: at(0, 1) };
  const none = [
    ...[7, null, undefined, {}, []].flatMap((text) => [{ text }, { text, range }]),
    ...['0', null, 0.5, Number.NaN].map((line) => ({
      text: 'x',
      range: { start: at(line, 0), end: at(0, 1) },
    })),
    { text: 'x', range: { start: at(0, 0) } },
    { text: 'x', range: null },
    null,
    7,
  ];
  for (const one of none) assert.throws(() => TEXTS.update(document, change(one), 2), JSON.stringify(one));
  assert.equal(document.getText(), 'one\ntwo');
  TEXTS.update(document, change({ text: 'x', range: { start: at(1, 3), end: at(9, 9) } }), 3);
  TEXTS.update(document, change({ text: '!', range: { start: at(-1, -1), end: at(0, 1) } }), 4);
  assert.equal(document.getText(), '!ne\ntwox');
  TEXTS.update(document, change({ text: 'whole' }), 5);
  assert.deepEqual([document.getText(), document.version], ['whole', 5]);
});

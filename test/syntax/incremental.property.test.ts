import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readJson } from '../../server/src/syntax/json/reader';
import { mutations, SAMPLES } from './samples';
import { assertSound, dump } from './trees';

const place = fc.double({ min: 0, max: 1, noNaN: true });
const typing = fc.record({
  from: place,
  to: place,
  /** Whether the whole text is sent, as some clients do now and then. */
  whole: fc.boolean(),
  text: fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      '\r\n',
      '\r',
      '"',
      '{',
      '}',
      ',',
      '"a": ${x},',
      '// c\n',
      '/*',
      'é',
      '😀',
      '\u2028',
      '\ufeff',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(...SAMPLES),
  ),
});

test('a document kept in step by incremental changes is read as its full text is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SAMPLES),
      mutations,
      fc.array(fc.array(typing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      (sample, mutate, versions) => {
        let expected = mutate(sample);
        const document = TextDocument.create('file:///task.json', 'json', 0, expected);
        for (const [version, changes] of versions.entries()) {
          const events = changes.map(({ from, to, whole, text }) => {
            if (whole) {
              expected = text;
              return { text };
            }
            const offsets = [from, to].map((fraction) => Math.round(fraction * expected.length));
            const [start, end] = offsets.sort((a, b) => a - b).map((offset) => outsidePair(expected, offset));
            // Positions are worked out here, on plain lines, and not by the class that is on trial.
            const range = { start: positionAt(expected, start), end: positionAt(expected, end) };
            expected = expected.slice(0, start) + text + expected.slice(end);
            return { range, text };
          });
          // One notification may hold several changes, each made to the text that the ones before it left.
          TextDocument.update(document, events, version + 1);
          assert.equal(document.getText(), expected);
          const tree = readJson(document.getText());
          assertSound(tree);
          // A copy that shares nothing with the text that was put together piece by piece.
          const full = Buffer.from(expected, 'utf16le').toString('utf16le');
          assert.equal(dump(tree), dump(readJson(full)));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

/** An editor never puts its cursor between the halves of a line break or of a character. */
function outsidePair(text: string, offset: number): number {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(offset - 1, offset + 1))
    ? offset - 1
    : offset;
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines[lines.length - 1].length };
}

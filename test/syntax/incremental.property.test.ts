import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Dialect } from '../../server/src/syntax/dialect';
import { readAgain } from '../../server/src/syntax/json/again';
import { readJson } from '../../server/src/syntax/json/reader';
import type { Tree } from '../../server/src/syntax/tree';
import { fraction } from '../support/fraction';
import { mutations, SAMPLES } from './samples';
import { assertSound, dump } from './trees';

const typing = fc.record({
  from: fraction,
  to: fraction,
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
            const offsets = [from, to].map((place) => Math.round(place * expected.length));
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

/** Texts in which objects stand in objects, and what may decide about strings far away. */
const NESTED: readonly (readonly [Dialect, string])[] = [
  ...SAMPLES.map((sample) => ['api', sample] as const),
  ['api', '{ "a": { "b": { "c": "d" } }, "e": [{ "f": { "g": [1, {}] } }, {}], "h": "${"i"}", "j": {} }'],
  ['api', '{ "a": { "b": "${" }, "c": "${x", "d": { "e": "${" f "}" }, "g": [<X>, { "h": "}" }] }'],
  ['api', '{ "c": "${"/*"}", "o": { "a": "b", "d": {} }, "e": "{%" }'],
  ['api', '[{ "z": "${", "o": { "b": "1" }, ":c":"${%{" "}", "d": <X>, "e": { "f": "g" } }]'],
  ['api', '[{"a":{"é":"日本語"},"b":{"c":"😀"}},{"d":{"e":1}}]'],
  [
    'cloudformation',
    `{ "Resources": { "T": { "Properties": { "Image": { "Ref": "I" }, "Environment": [{ "Name": "A", "Value": { "Fn::Sub":
      "\${X}" } }, { "Name": "B", "Value": "b", "Fn::If": ["C", {}, {}] }], "Labels": { "a": { "b": "c" } } } } } }`,
  ],
];
const stroke = fc.record({
  at: fraction,
  drop: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) }),
  insert: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('', 'x', ' ', '1', '", "n": "o', '"p": {}, ', '{ "q": 0 }, ', 'é'),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...'"{}[],:\\/',
        '${',
        '}"',
        '/*',
        '*/',
        '"Ref": "r", ',
        '<Y>',
        '*/}//',
        '*/%}}',
      ),
    },
  ),
});

test('what is read again of a text that was typed in is what is read of all of it', () => {
  let again = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...NESTED),
      fc.array(stroke, { minLength: 1, maxLength: 6 }),
      ([dialect, sample], strokes) => {
        let before = readJson(sample, dialect);
        for (const { at, drop, insert } of strokes) {
          const start = Math.round(at * before.text.length);
          const text = before.text.slice(0, start) + insert + before.text.slice(start + drop);
          const whole = readJson(text, dialect);
          const part = readAgain(before, text);
          if (part) {
            again++;
            assert.equal(part.text, text);
            assert.equal(dumpLinks(part), dumpLinks(whole));
          }
          // People mend what they have broken, by going back.
          if (whole.faults.length === 0) before = part ?? whole;
        }
      },
    ),
    { numRuns: 4000 },
  );
  // Of a property that speaks of few texts nobody would notice when it speaks of none.
  assert.ok(again > 300, `${again} texts were read again in part`);
});

function dumpLinks(tree: Tree): string {
  const links = Array.from({ length: tree.size }, (_, node) => tree.after(node));
  return `${dump(tree)}\n${links.join()}`;
}

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

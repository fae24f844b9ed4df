import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJson } from '../../server/src/syntax/json/reader';
import { Kind, type Tree } from '../../server/src/syntax/tree';
import { assertSound } from './trees';

/** Plain JSON is read by its bytes, everything else by its characters: a comment before each token hands every one of
 * them over. Both must see the same. */

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('é', '日本語', '😀', '\ud83d', 'a"b', '\\', '\u2028', '\u0000', ''),
);
const scalar = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  // Not escaped where JSON need not: halves of characters among them.
  text.map((value) => `"${value.replace(/["\\\p{Cc}\u2028\u2029]/gu, '')}"`),
  fc.constantFrom('0', '-1', '12.50', '1e3', '-0.1E+2', '01', '1.', 'true', 'false', 'null', 'nul'),
  fc.constantFrom('"\\x"', '"\\u12"', '"\\u00e9"', '"\\n"', '"open', '${a}', '<B>'),
);
const token = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom('{', '}', '[', ']', ',', ':') },
);
/** Whole documents, a token each. */
const { value: whole } = fc.letrec<{ value: string[] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar.map((one) => [one]),
    fc
      .array(tie('value'), { maxLength: 4 })
      .map((items) => ['[', ...items.flatMap((item, at) => (at > 0 ? [',', ...item] : item)), ']']),
    fc
      .array(fc.tuple(scalar, tie('value')), { maxLength: 4 })
      .map((members) => [
        '{',
        ...members.flatMap(([key, item], at) => [...(at > 0 ? [','] : []), key, ':', ...item]),
        '}',
      ]),
  ),
}));
/** The same with something taken out, put in, or said twice. */
const damaged = fc
  .tuple(whole, fc.array(fc.tuple(fc.nat(), fc.option(token)), { maxLength: 2 }))
  .map(([tokens, changes]) => {
    const all = [...tokens];
    for (const [place, put] of changes)
      all.splice(place % (all.length + 1), put === null ? 1 : 0, ...(put === null ? [] : [put]));
    return all;
  });

test('a comment before each token does not change what is read', () => {
  fc.assert(
    fc.property(damaged, (tokens) => {
      const plain = readJson(tokens.map((one) => `\n${one}`).join(''));
      assertSound(plain);
      const commented = readJson(tokens.map((one) => `\n/**/\n${one}`).join(''));
      assert.deepEqual(seen(plain), seen(commented));
    }),
    { numRuns: 2000 },
  );
});

/** All of a tree but its offsets. */
function seen(tree: Tree): unknown[] {
  const nodes = Array.from({ length: tree.size }, (_, node) => [
    Kind[tree.kind(node)],
    tree.parent(node),
    tree.after(node),
    ...(tree.kind(node) === Kind.Object || tree.kind(node) === Kind.Array ? [] : [tree.source(node)]),
  ]);
  return [...tree.faults.map(({ code }) => code), ...nodes];
}

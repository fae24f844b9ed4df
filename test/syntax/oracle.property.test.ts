import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { readJson } from '../../server/src/syntax/json/reader';
import { Kind, type NodeId, type Tree } from '../../server/src/syntax/tree';
import { fraction } from '../support/fraction';
import { mutations, SAMPLES } from './samples';
import { assertSound, valueIn } from './trees';
import { documents, write, writings } from './writing';

const RUNS = { numRuns: 1000 };

test('what JSON.stringify writes is read as JSON.parse reads it', () => {
  const indents = fc.oneof(
    fc.constantFrom(0, 2, 4, '\t', ' \t', '\r\n '),
    fc.stringMatching(/^[ \t\r\n]{0,10}$/),
  );
  fc.assert(
    fc.property(fc.jsonValue(), indents, (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const tree = readJson(text);
      assert.deepEqual(tree.faults, []);
      assert.deepEqual(valueIn(tree), JSON.parse(text));
      assertSound(tree);
    }),
    RUNS,
  );
});

test('any text is faultless where JSON.parse takes it, and faulty where jsonc-parser finds it wrong', () => {
  const characters = [
    ...'[]{}",:\\/*\n\t 01.-+eEtrufalsn\'x\u00a0',
    'true',
    'null',
    '"a"',
    '\\u0041',
    '//',
    '/*',
    '*/',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...characters), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      // Two braces begin a template's placeholder, which the oracle does not know.
      fc.pre(!text.includes('{{'));
      const tree = readJson(text);
      assertSound(tree);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        const errors: ParseError[] = [];
        parse(text, errors, { allowTrailingComma: true });
        assert.equal(tree.faults.length > 0, errors.length > 0, JSON.stringify(tree.faults));
        return;
      }
      assert.deepEqual(tree.faults, []);
      assert.deepEqual(valueIn(tree), value);
    }),
    { numRuns: 20_000 },
  );
});

test('comments, trailing commas and layout: every node stands where jsonc-parser finds it', () => {
  fc.assert(
    fc.property(documents, writings, (value, writing) => {
      const text = write(value, writing);
      const errors: ParseError[] = [];
      const expected = parseTree(text, errors, { allowTrailingComma: true })!;
      assert.deepEqual(errors, []);
      const tree = readJson(text);
      assert.deepEqual(tree.faults, []);
      assertSound(tree);
      assertSame(tree, 0, expected);
      assert.deepEqual(valueIn(tree), parse(text));
      assert.deepEqual(valueIn(tree), value);
    }),
    RUNS,
  );
});

test('a document cut or changed anywhere never throws and keeps its tree sound', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), mutations, (sample, mutate) => {
      assertSound(readJson(mutate(sample)));
    }),
    { numRuns: 2000 },
  );
});

test('every prefix of a document keeps its tree sound, and has a fault while something is open', () => {
  for (const sample of SAMPLES) {
    for (let end = 0; end < sample.length; end++) {
      const tree = readJson(sample.slice(0, end));
      assertSound(tree);
      const complete = sample.slice(end).trim() === '';
      assert.equal(tree.faults.length === 0, complete, `cut at ${end}`);
    }
  }
});

test('at() finds the innermost node that holds an offset', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), mutations, fraction, (sample, mutate, place) => {
      const text = mutate(sample);
      const tree = readJson(text);
      const offset = Math.round(place * text.length);
      const found = tree.at(offset);
      const holds = (node: NodeId): boolean => tree.start(node) <= offset && offset <= tree.end(node);
      assert.ok(holds(found) || found === 0);
      assert.deepEqual(tree.children(found).filter(holds), [], 'a child of it would be the answer');
    }),
    RUNS,
  );
});

const TYPES: Partial<Record<Kind, Node['type']>> = {
  [Kind.Object]: 'object',
  [Kind.Array]: 'array',
  [Kind.String]: 'string',
  [Kind.Number]: 'number',
  [Kind.True]: 'boolean',
  [Kind.False]: 'boolean',
  [Kind.Null]: 'null',
};

function assertSame(tree: Tree, node: NodeId, expected: Node): void {
  assert.deepEqual(
    { type: TYPES[tree.kind(node)], offset: tree.start(node), length: tree.end(node) - tree.start(node) },
    { type: expected.type, offset: expected.offset, length: expected.length },
  );
  // Its members are nodes of their own; ours are a key and a value.
  const parts = (expected.children ?? []).flatMap((child) =>
    child.type === 'property' ? child.children! : [child],
  );
  const children = tree.children(node);
  assert.equal(children.length, parts.length);
  for (const [place, child] of children.entries()) assertSame(tree, child, parts[place]);
}

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { parseToObject } from 'hcl2-parser';
import { applyEdits, type Change } from '../../server/src/syntax/edits';
import { readHcl } from '../../server/src/syntax/hcl/reader';
import { printChanges } from '../../server/src/syntax/print';
import { Kind, type NodeId, type Tree } from '../../server/src/syntax/tree';
import { loadTestGrammars } from '../support/grammars';
import { assertInOrder } from './editing';
import { untidy } from './fmt';
import { assertSpans, OPTIONS } from './hcl';
import { bodies, hclWritings, writeHclResource } from './hcl.writing';
import { changesOf, intents, valueAfter } from './model';
import { mutations } from './samples';

const RUNS = { numRuns: 300 };
const resources = fc.record({
  body: bodies.map(({ json, volume, ...body }) => ({ a: 1, ...body })),
  json: fc.array(bodies, { maxLength: 1 }),
  writing: hclWritings,
});

before(loadTestGrammars);

test('what is written is read as another parser reads it', () => {
  fc.assert(
    fc.property(resources, ({ body, json, writing }) => {
      const text = writeHclResource(body, json, writing);
      const tree = readHcl(text, OPTIONS);
      assert.deepEqual(tree.faults, []);
      assertSpans(tree);
      assert.deepEqual(normal(valueAfter(tree, [], 2, leafOf(tree))), parsed(text));
    }),
    RUNS,
  );
});

test('what is parsed after changes is what was parsed before with the changes made to it', () => {
  fc.assert(
    fc.property(resources, intents, ({ body, json, writing }, wishes) => {
      const text = writeHclResource(body, json, writing);
      const { tree, changes, after } = edited(text, wishes);
      assert.deepEqual(parsed(after), normal(valueAfter(tree, changes, 2, leafOf(tree))));
    }),
    RUNS,
  );
});

test('what was as its formatter writes it stays so', () => {
  fc.assert(
    fc.property(resources, intents, ({ body, json, writing }, wishes) => {
      const text = writeHclResource(body, json, { ...writing, isTidy: true });
      assert.deepEqual(untidy(text), []);
      assert.deepEqual(untidy(edited(text, wishes).after), []);
    }),
    RUNS,
  );
});

test('lines end as they did, and no edit reaches into what nobody changed', () => {
  fc.assert(
    fc.property(resources, intents, ({ body, json, writing }, wishes) => {
      const text = writeHclResource(body, json, writing);
      const { after } = edited(text, wishes);
      assert.deepEqual(new Set(after.match(/\r?\n/g)), new Set([writing.eol]));
      const same = edited(text, []);
      assert.equal(same.after, text);
    }),
    RUNS,
  );
});

test('no text, cut or changed anywhere, makes reading or printing throw', () => {
  fc.assert(
    fc.property(resources, mutations, intents, ({ body, json, writing }, mutate, wishes) => {
      const text = mutate(writeHclResource(body, json, writing));
      const tree = readHcl(text, OPTIONS);
      assertSpans(tree);
      printChanges(tree, changesOf(tree, wishes));
    }),
    RUNS,
  );
});

function edited(text: string, wishes: Parameters<typeof changesOf>[1]) {
  const tree = readHcl(text, OPTIONS);
  const changes = changesOf(tree, wishes, (op, node) => isPossible(tree, op, node));
  const edits = printChanges(tree, changes);
  assertInOrder(text, edits);
  return { tree, changes, after: applyEdits(text, edits) };
}

/** Blocks are removed and filled, but not written anew; the resource and the heredoc keep their names. */
function isPossible(tree: Tree, op: Change['op'], node: NodeId): boolean {
  if (node < 2) return false;
  const isBlock = tree.kind(node) === Kind.Object && tree.text[tree.start(node)] !== '{';
  const isBlockList = tree.kind(node) === Kind.Array && tree.text[tree.start(node)] !== '[';
  const isNamed = ['json', 'volumes'].includes(tree.string(node));
  switch (op) {
    case 'set':
      return true;
    case 'append':
      return !isBlockList;
    case 'rename':
      return !isNamed;
    case 'remove':
      return node > 2;
    default:
      return !isBlock && !isBlockList;
  }
}

/** What a value that is no list or object says; an expression stands for itself. */
function leafOf(tree: Tree): (node: NodeId) => unknown {
  return (node) => {
    if (tree.kind(node) === Kind.Opaque) return `\${${tree.source(node)}}`;
    return tree.kind(node) === Kind.String ? tree.string(node) : JSON.parse(tree.source(node));
  };
}

/** The resource as another parser has it, by the names that our tree uses. */
function parsed(text: string): unknown {
  const [file, fault] = parseToObject(text);
  assert.equal(fault, null, `${fault}\n${text}`);
  const { json, volume, ...body } = file.resource.t.n[0];
  return normal({
    ...body,
    ...(json === undefined ? {} : { json: JSON.parse(json) }),
    ...(volume === undefined ? {} : { volumes: volume }),
  });
}

/** HCL has every text in Unicode's composed form; a list of blocks that has become empty is nowhere. */
function normal(value: unknown): unknown {
  const { volumes, ...rest } = JSON.parse(JSON.stringify(value).normalize('NFC'));
  return volumes === undefined || volumes.length === 0 ? rest : { ...rest, volumes };
}

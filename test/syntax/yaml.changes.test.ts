import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { recognise } from '../../server/src/ecs/recognise';
import { applyEdits, type Change, type Value } from '../../server/src/syntax/edits';
import { printChanges } from '../../server/src/syntax/print';
import { Kind, type NodeId, type Tree } from '../../server/src/syntax/tree';
import { PARSERS } from '../corpus/parsers';
import { loadTestGrammars } from '../support/grammars';

/** Any change of any node, in YAML of every style: another parser reads what the same change of the value gives. */

// biome-ignore lint/suspicious/noExplicitAny: a template can hold anything
type Json = any;
const parse = PARSERS['cfn-yaml'];
const VALUES: Value[] = [
  'x',
  'a: b',
  'true',
  '80',
  '',
  5,
  true,
  ['p', 'q r'],
  [],
  { k: 'v' },
  { k: ['a', { b: 1 }], m: {} },
  [
    { n: 'A', v: '#1' },
    { n: 'B', v: '- x' },
  ],
];

before(loadTestGrammars);

for (const name of ['odd', 'flow', 'forEach']) {
  describe(name, () => {
    const written = readFileSync(`test/syntax/yaml/${name}.yaml`, 'utf8');
    const cases = fc.record({
      place: fc.nat(10_000),
      way: fc.nat(5),
      value: fc.constantFrom(...VALUES),
      crlf: fc.boolean(),
      trimmed: fc.boolean(),
    });
    test('a change of the text is the change of the value', () => {
      fc.assert(
        fc.property(cases, ({ place, way, value, crlf, trimmed }) => {
          let text = crlf ? written.replaceAll('\n', '\r\n') : written;
          if (trimmed) text = text.trimEnd();
          const { tree, tasks } = recognise(text)!;
          assert.deepEqual(tree.faults, []);
          const node = visible(tree, tasks[0].struct!.node)[place % 1000];
          const expected = parse(text);
          const change = node && changeOf(tree, node, way, value, expected);
          if (!change) return;
          const after = applyEdits(text, printChanges(tree, [change]));
          assert.deepEqual(parse(after), expected);
          if (crlf) assert.doesNotMatch(after, /[^\r]\n/);
          assert.doesNotMatch(after, /[ \t]+\r?\n/);
        }),
        { numRuns: 1500 },
      );
    });
  });
}

/** The nodes of a subtree that are not inside of an intrinsic function. */
function visible(tree: Tree, root: NodeId): NodeId[] {
  const found: NodeId[] = [];
  for (let node = root + 1; node < tree.after(root); ) {
    found.push(node);
    node = tree.kind(node) === Kind.Opaque ? tree.after(node) : node + 1;
  }
  return found;
}

/** One of the changes that fit a node; makes the same change in the value. Undefined where none fits. */
function changeOf(tree: Tree, node: NodeId, way: number, value: Value, root: Json): Change | undefined {
  const parent = tree.parent(node);
  const place = tree.children(parent).indexOf(node);
  const isMember = tree.kind(parent) === Kind.Object;
  if (isMember && place % 2 === 0) return changeOfKey(tree, node, way, at(tree, parent, root));
  const own = at(tree, node, root);
  if (tree.kind(node) === Kind.Object && way < 2) {
    own.NewKey = respelled(value);
    return { op: 'set', object: node, key: 'NewKey', value };
  }
  if (tree.kind(node) === Kind.Array && way < 2) {
    own.push(respelled(value));
    return { op: 'append', array: node, values: [value] };
  }
  const owner = at(tree, parent, root);
  if (isMember) {
    owner[tree.string(node - 1)] = respelled(value);
    return { op: 'replace', node, value };
  }
  if (way === 2) {
    owner.splice(place, 1);
    return { op: 'remove', node };
  }
  if (way === 3 || (value !== null && typeof value === 'object')) {
    owner.splice(place, 0, respelled(value), 'w');
    return { op: 'before', item: node, values: [value, 'w'] };
  }
  owner[place] = value;
  return { op: 'replace', node, value };
}

function changeOfKey(tree: Tree, key: NodeId, way: number, owner: Json): Change {
  const name = tree.string(key);
  if (way % 2 === 0) {
    delete owner[name];
    return { op: 'remove', node: key };
  }
  owner.Renamed = owner[name];
  delete owner[name];
  return { op: 'rename', key, name: 'Renamed' };
}

/** The value that a node stands for in the parsed document. */
function at(tree: Tree, node: NodeId, root: Json): Json {
  const path: (string | number)[] = [];
  for (let inner = node; tree.parent(inner) > 0; inner = tree.parent(inner)) {
    const place = tree.children(tree.parent(inner)).indexOf(inner);
    path.unshift(tree.kind(tree.parent(inner)) === Kind.Object ? tree.string(inner - 1) : place);
  }
  return path.reduce((value, step) => value[step], resourceIn(root));
}

function resourceIn(value: Json): Json {
  if (value === null || typeof value !== 'object') return undefined;
  if (value.Type === 'AWS::ECS::TaskDefinition') return value;
  return Object.values(value).map(resourceIn).find(Boolean);
}

function respelled(value: Value): Json {
  if (Array.isArray(value)) return value.map(respelled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key[0].toUpperCase() + key.slice(1), respelled(inner)]),
  );
}

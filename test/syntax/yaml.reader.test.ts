import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { recognise } from '../../server/src/ecs/recognise';
import { Kind, type NodeId, type Tree } from '../../server/src/syntax/tree';
import { Struct } from '../../server/src/syntax/view';
import { readYaml } from '../../server/src/syntax/yaml/reader';
import { loadTestGrammars } from '../support/grammars';

before(loadTestGrammars);

const read = (text: string): Tree => readYaml(text, { dialect: 'cloudformation' });

/** A tree in short: texts in quotes, what cannot be seen as it is written. */
function shown(tree: Tree, node: NodeId = 0): unknown {
  switch (tree.kind(node)) {
    case Kind.Object:
      return Object.fromEntries(
        new Struct(tree, node).keys.map((key) => [tree.string(key), shown(tree, key + 1)]),
      );
    case Kind.Array:
      return tree.children(node).map((item) => shown(tree, item));
    case Kind.String:
      return tree.string(node);
    case Kind.Missing:
      return undefined;
    default:
      return { [Kind[tree.kind(node)]]: tree.source(node) };
  }
}

describe('scalars', () => {
  const CASES: [written: string, read: unknown][] = [
    ['plain text', 'plain text'],
    ['over\n  two lines', 'over two lines'],
    ['over\n\n  an empty line', 'over\nan empty line'],
    ["'it''s'", "it's"],
    ['"a\\tb\\u0041\\x42\\\\"', 'a\tbAB\\'],
    ['"joined\\\n  up"', 'joinedup'],
    ['|\n  one\n  two\n', 'one\ntwo\n'],
    ['|-\n  one\n    two', 'one\n  two'],
    ['>-\n  one\n  two', 'one two'],
    ['80', { Number: '80' }],
    ['-1.5e3', { Number: '-1.5e3' }],
    ['true', { True: 'true' }],
    ['Yes', { True: 'Yes' }],
    ['off', { False: 'off' }],
    ['~', { Null: '~' }],
    ['null', { Null: 'null' }],
    ['!!str 80', '80'],
    ['!Sub "${A}-b"', { Opaque: '!Sub "${A}-b"' }],
    ['!Join ["", [a, !Ref B]]', { Opaque: '!Join ["", [a, !Ref B]]' }],
    ['# none', undefined],
    ['', undefined],
    ['{Ref: A}', { Opaque: '{Ref: A}' }],
    ['\n  Fn::Sub: a', { Opaque: 'Fn::Sub: a' }],
    ['{A: b, C: [d]}', { A: 'b', C: ['d'] }],
    ['[a, "b", [c]]', ['a', 'b', ['c']]],
    ['\n- a\n- - b\n  - c\n-', ['a', ['b', 'c'], { Opaque: '-' }]],
  ];
  for (const [written, expected] of CASES)
    test(JSON.stringify(written), () => {
      const tree = read(`Key: ${written}`);
      assert.deepEqual(tree.faults, []);
      assert.deepEqual(shown(tree), { Key: expected });
    });
});

test('a block ends with its last word, and comments are nobody’s value', () => {
  const tree = read('# top\nA: # a\n  # in\n  B: c # b\n  # after\n\nD: e\n');
  assert.deepEqual(shown(tree), { A: { B: 'c' }, D: 'e' });
  const a = new Struct(tree, 0).field('A').node;
  assert.equal(tree.source(a), 'B: c');
});

test('line breaks, a byte order mark and document markers', () => {
  for (const text of [
    '\ufeffA: b\r\nC:\r\n- d\r\n',
    '---\nA: b\nC: [d]\n...\n',
    '%YAML 1.1\n---\nA: b\nC:\n  - d',
  ])
    assert.deepEqual(shown(read(text)), { A: 'b', C: ['d'] });
});

describe('what an alias stands for', () => {
  test('is read in its place, and shared', () => {
    const tree = read('A: &a [x]\nB: *a\nC: &c y');
    assert.deepEqual(shown(tree), { A: ['x'], B: ['x'], C: 'y' });
    const { node } = new Struct(tree, 0).field('B');
    assert.ok(tree.isShared(node));
    assert.ok(!tree.isShared(new Struct(tree, 0).field('C').node));
    assert.equal(tree.text.slice(tree.placeStart(node), tree.placeEnd(node)), '*a');
  });
  test('the members of its own count before merged ones, and of those the first', () => {
    const tree = read('X: &x {A: 1x, B: 1y}\nY: &y {B: 2y, C: 2z}\nZ:\n  <<: [*x, *y]\n  A: own');
    const z = new Struct(tree, 0).field('Z').struct!;
    assert.deepEqual(
      ['A', 'B', 'C'].map((name) => z.field(name).text),
      ['own', '1y', '2z'],
    );
    assert.ok(tree.hasMerged(z.node));
  });
  test('never ends where it holds itself, is not there, or stands for too much', () => {
    assert.deepEqual(shown(read('A: &a\n  B: *a')), { A: { B: { Opaque: '*a' } } });
    assert.deepEqual(shown(read('A: *nobody')), { A: { Opaque: '*nobody' } });
    const bomb = Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`);
    assert.ok(read(`a-1: &a-1 x\n${bomb.join('\n')}`).size < 500_000);
  });
});

describe('text that cannot be read', () => {
  for (const text of [
    'A: [',
    'A: "',
    'A:\n\t- b',
    'A: b: c',
    '{',
    '[[[',
    'A: &a *b c',
    '- a\nb: c',
    '}'.repeat(5),
  ])
    test(JSON.stringify(text), () => assert.doesNotThrow(() => read(text)));
  test('100,000 brackets are a fault, not a crash', () => {
    const { tree } = recognise(`Type: AWS::ECS::TaskDefinition\nA: ${'['.repeat(100_000)}`)!;
    assert.ok(tree.faults.length > 0);
  });
});

describe('a template language in YAML', () => {
  test('a value that is all template code is a text to be filled in', () => {
    const tree = read('A: {{ name }}\nB: x-{{ .Tag }}');
    assert.deepEqual(shown(tree), { A: '{{ name }}', B: 'x-{{ .Tag }}' });
  });
  test('a line of control flow hides members of the mapping that it stands in, not of others', () => {
    const tree = read('A:\n  B: c\n  {{- if .X }}\n  D: e\n  {{- end }}\nF: g');
    const whole = new Struct(tree, 0);
    assert.ok(!whole.templateDecides(['F']));
    assert.ok(whole.field('A').struct!.templateDecides(['D']));
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { readHcl } from '../../server/src/syntax/hcl/reader';
import { Kind, type Tree } from '../../server/src/syntax/tree';
import { Struct } from '../../server/src/syntax/view';
import { loadTestGrammars } from '../support/grammars';
import { assertSpans, faultsIn, OPTIONS } from './hcl';
import { outline } from './trees';

before(loadTestGrammars);

/** What a resource holds, as one line: kinds, and what they stand on. */
function held(body: string, eol = '\n'): string {
  const tree = readHcl(`resource "t" "n" {\n${body}\n}\n`.replaceAll('\n', eol), OPTIONS);
  assert.deepEqual(tree.faults, []);
  assertSpans(tree);
  return outline(tree, 2);
}

function rows(table: readonly (readonly [body: string, expected: string])[]): void {
  for (const [body, expected] of table) test(body, () => assert.equal(held(body), expected));
}

/** What a quoted text says. */
function said(source: string): string {
  const tree = readHcl(`resource "t" "n" {\n  a = ${source}\n}\n`, OPTIONS);
  assert.deepEqual(tree.faults, []);
  return new Struct(tree, 2).field('a').text!;
}

describe('scalars', () => {
  rows([
    ['a = 1', '{a: Number(1)}'],
    ['a = 1.5e3', '{a: Number(1.5e3)}'],
    ['a = -1', '{a: Number(-1)}'],
    ['a = true', '{a: True(true)}'],
    ['a = false', '{a: False(false)}'],
    ['a = null', '{a: Null(null)}'],
    ['a = ""', '{a: ""}'],
    ['a = "é😀"', '{a: "é😀"}'],
    ['a = "x\\"y"', '{a: "x\\"y"}'],
    ['a = "x${var.b}y"', '{a: "x${var.b}y"}'],
    ['a = "${f("}", { b = "x" })}"', '{a: "${f("}", { b = "x" })}"}'],
    ['a = "%{ if x }a%{ endif }"', '{a: "%{ if x }a%{ endif }"}'],
    ['a = "$${x} %%{y}"', '{a: "$${x} %%{y}"}'],
  ]);
});

describe('what a text says', () => {
  for (const [source, text] of [
    ['""', ''],
    ['"a b"', 'a b'],
    ['"\\n\\r\\t\\"\\\\"', '\n\r\t"\\'],
    ['"\\u0041\\u00e9"', 'Aé'],
    ['"\\U0001F600"', '😀'],
    ['"a$b 5% {c}"', 'a$b 5% {c}'],
    // What Terraform fills in stays as it is written.
    ['"x${var.b}\\ty"', 'x${var.b}\ty'],
    ['"${f("a\\nb")}\\n"', '${f("a\\nb")}\n'],
    ['"${f("${g("}")}")}\\n"', '${f("${g("}")}")}\n'],
    ['"%{ if x }\\n%{ endif }"', '%{ if x }\n%{ endif }'],
    // A doubled sign stands for itself.
    ['"$${HOME}"', '${HOME}'],
    ['"%%{x}"', '%{x}'],
    ['"$$${HOME}"', '$${HOME}'],
    ['"$$"', '$$'],
  ]) {
    test(source, () => assert.equal(said(source), text));
  }
});

describe('lists and objects', () => {
  rows([
    ['a = []', '{a: []}'],
    ['a = {}', '{a: {}}'],
    ['a = [1, "b", null]', '{a: [Number(1), "b", Null(null)]}'],
    ['a = [\n  1,\n  2,\n]', '{a: [Number(1), Number(2)]}'],
    ['a = { b = 1, c = 2 }', '{a: {b: Number(1), c: Number(2)}}'],
    ['a = {\n  b = 1\n  c = 2\n}', '{a: {b: Number(1), c: Number(2)}}'],
    ['a = {\n  b = 1,\n  c = 2,\n}', '{a: {b: Number(1), c: Number(2)}}'],
    ['a = {\n  b : 1\n  "c d" : 2\n}', '{a: {b: Number(1), "c d": Number(2)}}'],
    ['a = {"b": {"c": []}}', '{a: {"b": {"c": []}}}'],
    ['a = { b-c = 1 }', '{a: {b-c: Number(1)}}'],
    ['a = { "b" = "c", d = "e" }', '{a: {"b": "c", d: "e"}}'],
    ['a = { B = "x", B = "y" }', '{a: {B: "x", B: "y"}}'],
  ]);
});

describe('what jsonencode is given', () => {
  rows([
    ['a = jsonencode([])', '{a: []}'],
    ['a = jsonencode({ b = 1 })', '{a: {b: Number(1)}}'],
    ['a = jsonencode([{ b = 1, "c" : 2\n d = 3 }])', '{a: [{b: Number(1), "c": Number(2), d: Number(3)}]}'],
    ['a = jsonencode(\n  [{\n    b = [\n      1,\n    ]\n  }]\n)', '{a: [{b: [Number(1)]}]}'],
    ['a = jsonencode([var.b, { c = d }])', '{a: [Opaque(var.b), {c: Opaque(d)}]}'],
    ['a = jsonencode(/* b */ [] # c\n)', '{a: []}'],
    // It takes one value, and a list that is spread out is not the value.
    ['a = jsonencode([], [])', '{a: Opaque(jsonencode([], []))}'],
    ['a = jsonencode([{}]...)', '{a: Opaque(jsonencode([{}]...))}'],
    ['a = jsonencode()', '{a: Opaque(jsonencode())}'],
    // Inside a value it makes a text.
    ['a = jsonencode([{ b = jsonencode({ c = 1 }) }])', '{a: [{b: Opaque(jsonencode({ c = 1 }))}]}'],
    ['a = { b = jsonencode([]) }', '{a: {b: Opaque(jsonencode([]))}}'],
  ]);
});

describe('expressions are opaque', () => {
  for (const source of [
    'var.b',
    'local.b',
    'data.x.y.z',
    'b[0]',
    'b[*].c',
    'b.*.c',
    'f(1)',
    'merge({ a = 1 }, b)',
    'concat([{ a = 1 }], var.b)',
    'b ? 1 : 2',
    '1 + 2',
    '-1 - 2',
    '-b',
    '!b',
    '(1)',
    '"a" == "b"',
    '[for x in y : x]',
    '[for x in y : { a = x } if x != ""]',
    '{ for x in y : x => 1 }',
    'templatefile("a.json", { b = 1 })',
    '<<EOF\nhello\nEOF',
    '<<-EOF\n  hello ${b}\n  EOF',
  ]) {
    test(source, () => assert.equal(held(`a = ${source}`), `{a: Opaque(${source})}`));
  }
});

describe('keys that are worked out', () => {
  rows([
    ['a = { (b) = 1, c = 2 }', '{a: {Directive((b) = 1): Missing, c: Number(2)}}'],
    ['a = { "${b}" = 1 }', '{a: {Directive("${b}" = 1): Missing}}'],
    ['a = { "b-${c}" : 1 }', '{a: {Directive("b-${c}" : 1): Missing}}'],
    ['a = { b.c = 1 }', '{a: {Directive(b.c = 1): Missing}}'],
    ['a = { f("b") = 1 }', '{a: {Directive(f("b") = 1): Missing}}'],
    ['a = { 1 = 2 }', '{a: {Directive(1 = 2): Missing}}'],
  ]);
});

describe('JSON in a heredoc', () => {
  rows([
    ['a = <<EOF\n[{"b": 1}]\nEOF', '{a: [{"b": Number(1)}]}'],
    ['a = <<-EOF\n  {\n    "b": "c"\n  }\n  EOF', '{a: {"b": "c"}}'],
    ['a = <<JSON\n{"b": "x-${var.c}"}\nJSON', '{a: {"b": "x-${var.c}"}}'],
    [
      'a = <<EOF\n{"b": ${var.c}, "d": ${jsonencode(e)}}\nEOF',
      '{a: {"b": Opaque(${var.c}), "d": Opaque(${jsonencode(e)})}}',
    ],
    ['a = <<EOF\n{"b": "${f("c")}"}\nEOF', '{a: {"b": "${f("c")}"}}'],
    ['a = <<EOF\n\n  []\n\nEOF', '{a: []}'],
    [
      'a = <<EOF\n[\n%{ for x in y }\n{"b": "${x}"},\n%{ endfor }\n{}]\nEOF',
      '{a: [Directive(%{ for x in y }), {"b": "${x}"}, Directive(%{ endfor }), {}]}',
    ],
    ['a = <<A\n[]\nA\nb = <<B\n{}\nB\nc = 1', '{a: [], b: {}, c: Number(1)}'],
    // Inside a value it is a text.
    ['a = [<<EOF\n{}\nEOF\n]', '{a: [Opaque(<<EOF\n{}\nEOF)]}'],
    ['a = { b = <<EOF\n{}\nEOF\n}', '{a: {b: Opaque(<<EOF\n{}\nEOF)}}'],
  ]);

  test('with lines that end as on Windows', () => {
    assert.equal(
      held('a = <<EOF\n[{\n  "b": ${c}\n}]\nEOF\nd = 1', '\r\n'),
      '{a: [{"b": Opaque(${c})}], d: Number(1)}',
    );
    assert.equal(held('a = <<-EOF\n  {\n  "b": "c"}\n  EOF', '\r\n'), '{a: {"b": "c"}}');
  });

  test('says what JSON says, and what is doubled stands for itself', () => {
    const text = 'resource "t" "n" {\n  a = <<EOF\n{"b": "\\u0041\\/$${c}${d}"}\nEOF\n}\n';
    const tree = readHcl(text, OPTIONS);
    assert.equal(new Struct(tree, 2).field('a').struct!.field('b').text, 'A/${c}${d}');
  });

  test('shows its own faults', () => {
    const tree = readHcl('resource "t" "n" {\n  a = <<EOF\n[{"b": }]\nEOF\n}\n', OPTIONS);
    assert.deepEqual(faultsIn(tree), ['value-expected @ }']);
  });
});

describe('blocks', () => {
  rows([
    ['b {\n  c = 1\n}', '{b: {c: Number(1)}}'],
    ['b {}', '{b: {}}'],
    ['b { c = 1 }', '{b: {c: Number(1)}}'],
    ['b "x" "y" {\n  c = 1\n}', '{b: {c: Number(1)}}'],
    ['b {\n  c {\n    d = 1\n  }\n}', '{b: {c: {d: Number(1)}}}'],
    // Those that stand there twice are a list, and those that are known for one.
    ['b {\n  c = 1\n}\nb {\n  c = 2\n}', '{b: [{c: Number(1)}, {c: Number(2)}]}'],
    ['volume {\n}', '{volume: [{}]}'],
    ['volume {\n  b = 1\n}\nc = 2\nvolume {\n}', '{c: Number(2), volume: [{b: Number(1)}, {}]}'],
    [
      'dynamic "volume" {\n  for_each = x\n}\nvolume {\n}',
      '{dynamic: Opaque(dynamic "volume" {\n  for_each = x\n}), volume: [{}]}',
    ],
  ]);

  test('arguments have the names of the API', () => {
    const tree = readHcl(
      'resource "t" "n" {\n  network_mode = "x"\n  volume {\n    host_path = "y"\n  }\n}\n',
      OPTIONS,
    );
    const resource = new Struct(tree, 2);
    assert.equal(resource.field('networkMode').text, 'x');
    assert.equal(resource.field('volumes').structs[0].field('hostPath').text, 'y');
  });
});

describe('comments', () => {
  rows([
    [
      '# b\na = 1 # c\n// d\ne = 2 // f\n/* g\n h */ i = /* j */ 3 /* k */',
      '{a: Number(1), e: Number(2), i: Number(3)}',
    ],
    ['a = [ # b\n  1, /* c */ 2, // d\n  # e\n  3 # f\n]', '{a: [Number(1), Number(2), Number(3)]}'],
    ['a = {\n  # b = 1\n  c = 2 // d = 3\n  /* e = 4 */\n}', '{a: {c: Number(2)}}'],
    ['b { # c\n  # d\n}', '{b: {}}'],
    ['a = "# b // c /* d"', '{a: "# b // c /* d"}'],
  ]);
});

describe('a file', () => {
  for (const [text, expected] of [
    ['', '{}'],
    ['\ufeff', '{}'],
    ['\ufeffresource "t" "n" {\n  a = 1\n}\n', '{"n": {a: Number(1)}}'],
    ['resource "t" "n" { a = 1 }', '{"n": {a: Number(1)}}'],
    ['resource t n {\n}\n', '{resource: {}}'],
    ['provider "t" {\n  a = 1\n}\nresource "t" "n" {\n}\n', '{"n": {}}'],
    ['resource "t" "n" {\n}\n\nresource "t" "m" {\r\n  a = 1\r\n}\r\n', '{"n": {}, "m": {a: Number(1)}}'],
    // What an argument is followed to.
    ['locals {\n  x = [1]\n}\nresource "t" "n" {\n  follows = local.x\n}\n', '{"n": {follows: [Number(1)]}}'],
    [
      'resource "t" "n" {\n  follows = local.x\n}\nlocals {\n  x = jsonencode([])\n}\n',
      '{"n": {follows: []}}',
    ],
    [
      'locals {\n  x = [1]\n}\nresource "t" "n" {\n  follows = jsonencode(local.x)\n}\n',
      '{"n": {follows: [Number(1)]}}',
    ],
    ['locals {\n  x = [1]\n}\nresource "t" "n" {\n  a = local.x\n}\n', '{"n": {a: Opaque(local.x)}}'],
    ['resource "t" "n" {\n  follows = local.y\n}\n', '{"n": {follows: Opaque(local.y)}}'],
  ] as const) {
    test(JSON.stringify(text), () => {
      const tree = readHcl(text, OPTIONS);
      assert.deepEqual(tree.faults, []);
      assert.equal(outline(tree), expected);
    });
  }

  test('tells a local that stands for several places', () => {
    const text = 'locals {\n  x = [1]\n}\nresource "t" "n" {\n  follows = local.x\n}\n';
    const listIn = (tree: Tree) => new Struct(tree, 2).field('follows').node;
    const once = readHcl(text, OPTIONS);
    assert.equal(once.isShared(listIn(once)), false);
    const twice = readHcl(`${text}output "y" {\n  value = local.x\n}\n`, OPTIONS);
    assert.equal(twice.isShared(listIn(twice)), true);
  });
});

test('a block is an object that begins with its name', () => {
  const text = 'resource "t" "n" {\n  b {\n  }\n}\n';
  const tree = readHcl(text, OPTIONS);
  const { node } = new Struct(tree, 2).field('b');
  assert.equal(tree.kind(node), Kind.Object);
  assert.equal(tree.source(node), 'b {\n  }');
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import { DEEPEST, parse } from '../../server/src/policy/customRules/parser';
import { shape } from './shape';

/** What a script is read as, and what is said of it: `the text that is marked: message`. */
const TABLE: readonly (readonly [script: string, tree: string, ...problems: string[]])[] = [
  // What is documented.
  ['proc.name = "nc"', '(= proc.name "nc")'],
  ['proc.name != proc.pname', '(!= proc.name proc.pname)'],
  ['proc.interactive', 'proc.interactive'],
  ['net.outgoing_port in (22, 21)', '(in net.outgoing_port {22, 21})'],
  ['req.ip in "10.0.0.0/8"', '(in req.ip "10.0.0.0/8")'],
  ['req.headers["Host"] contains /^a\\/b$/', '(contains req.headers."Host" /^a\\/b$/)'],
  ['jwtPayloadValue(req.headers["A"], "sub") = "x"', '(= jwtPayloadValue(req.headers."A", "sub") "x")'],
  [
    'lowercase(urlPathDecode(req.path)) startswith "/x"',
    '(startswith lowercase(urlPathDecode(req.path)) "/x")',
  ],
  ['lowercase(req.body) contains "{\\"a\\":1}"', '(contains lowercase(req.body) "{\\"a\\":1}")'],
  // From tightest to loosest: comparison, not, and, or.
  ['not jpath("verb") in ("get", "list")', '(not (in jpath("verb") {"get", "list"}))'],
  [
    'proc.name = "a" or proc.name = "b" and not proc.interactive or proc.user = "c"',
    '(or (= proc.name "a") (and (= proc.name "b") (not proc.interactive)) (= proc.user "c"))',
  ],
  ['not not proc.interactive and proc.interactive', '(and (not (not proc.interactive)) proc.interactive)'],
  ['not (a = 1 or b = 2)', '(not [(or (= a 1) (= b 2))])'],
  ['((proc.interactive))', '[[proc.interactive]]'],
  // White space and comments are free.
  ['// type: processes\n\nproc.name\n  = // why\n"nc"', '(= proc.name "nc")'],
  ['proc.name="nc"and proc.user="root"', '(and (= proc.name "nc") (= proc.user "root"))'],
  // Placeholders of other tools stand for anything.
  ['proc.name = ${NAME}', '(= proc.name ${NAME})'],
  ['{{ condition }} and proc.interactive', '(and {{ condition }} proc.interactive)'],

  // What another language writes is read as what it means.
  [
    'net.outgoing_ip => "1.1.1.1"',
    '(>= net.outgoing_ip "1.1.1.1")',
    '=>: => is not an operator of this language: write ">=".',
  ],
  [
    'a == 1 && !b',
    '(and (= a 1) (not b))',
    '==: == is not an operator of this language: write "=".',
    '&&: && is not an operator of this language: write "and".',
    '!: ! is not an operator of this language: write "not".',
  ],
  ["a = 'x'", "(= a 'x')", "'x': Texts stand in double quotes; ' does not begin one."],
  ['a = “x”', '(= a “x”)', '“x”: Texts stand in double quotes; “ does not begin one.'],
  ['a ＝ "x"', '(= a "x")', '＝: ＝ is not an operator of this language: write "=".'],
  [
    'A AND b',
    '(and A b)',
    'AND: AND is written "and" in every rule that is known; other spellings are not documented.',
  ],
  [
    'a startsWith "x"',
    '(startswith a "x")',
    'startsWith: startsWith is written "startswith" in every rule that is known; other spellings are not documented.',
  ],
  [
    'a endswith "x"',
    '(endswith a "x")',
    'endswith: There is no operator "endswith". There are = != > < >= <= in contains startswith.',
  ],
  [
    'a contain "x"',
    '(contains a "x")',
    'contain: There is no operator "contain". There are = != > < >= <= in contains startswith.',
  ],
  ['a = 10.0.0.1', '(= a "10.0.0.1")', '10.0.0.1: An address is written in double quotes.'],

  // What is missing has a place, and reading goes on behind it.
  ['', '?', ': This script is empty. It needs a condition, such as proc.name = "nc".'],
  [
    '  // only a comment',
    '?',
    '  // only a comment: This script is empty. It needs a condition, such as proc.name = "nc".',
  ],
  ['a =', '(= a ?)', '=: Something is missing after "=": a condition, or a value to compare with.'],
  ['= 1', '(= ? 1)', '=: A condition is missing before this.'],
  [
    'a = and b = 1',
    '(and (= a ?) (= b 1))',
    '=: Something is missing after "=": a condition, or a value to compare with.',
  ],
  [
    'a = 1 and',
    '(and (= a 1) ?)',
    'and: Something is missing after "and": a condition, or a value to compare with.',
  ],
  ['not', '(not ?)', 'not: Something is missing after "not": a condition, or a value to compare with.'],
  ['a = 1 b = 2', '(and (= a 1) (= b 2))', 'b: "and" or "or" is missing before b.'],
  ['a = 1 (b = 2)', '(and (= a 1) [(= b 2)])', '(: "and" or "or" is missing before (.'],
  ['(a = 1', '[(= a 1)]', '(: ( is not closed: ) is missing.'],
  ['a = 1)', '(= a 1)', '): ) cannot stand here.'],
  ['a = 1) or b = 2', '(and (= a 1) (= b 2))', '): ) cannot stand here.'],
  ['a in ("x", "y"', '(in a {"x", "y"})', '(: ( is not closed: ) is missing.'],
  ['a in ("x" "y")', '(in a {"x", "y"})', '"y": A comma is missing before this value.'],
  [
    'a in ("x",)',
    '(in a {"x", ?})',
    ',: Something is missing after ",": a condition, or a value to compare with.',
  ],
  ['a in ()', '(in a {})', '(): Something must stand between the brackets.'],
  ['a in', '(in a ?)', 'in: Something is missing after "in": a condition, or a value to compare with.'],
  ['f(', 'f(?)', '(: Something is missing after "(": a condition, or a value to compare with.'],
  ['m["a"', 'm."a"', '[: [ is not closed: ] is missing.'],
  ['m[a]', 'm', 'a: A value is selected by its name in double quotes.'],
  ['m["a", "b"]', 'm."a"', '"b": One name selects one value: nothing can stand beside it.'],
  ['a = "x', '(= a "x)', '"x: This text has no closing quote.'],
  ['a = "x\nand b = 1', '(and (= a "x) (= b 1))', '"x: This text has no closing quote.'],
  ['a contains /x', '(contains a /x)', '/x: This regular expression has no closing slash.'],
  [
    'a = b = 1',
    '(= a b)',
    '=: A comparison cannot be compared again: what stands behind = does not count. Join two comparisons with "and".',
  ],
  ['a = 1 ; b = 2', '(and (= a 1) (= b 2))', ';: ; has no meaning here.'],
  ['@', '?', '@: @ has no meaning here.'],
  ['a, b', '(and a b)', ',: , cannot stand here.'],
];

describe('a script is read', () => {
  for (const [script, tree, ...problems] of TABLE) {
    test(JSON.stringify(script), () => {
      const parsed = parse(script);
      assert.equal(shape(parsed.tree), tree);
      assert.deepEqual(
        parsed.problems.map(
          ({ start, end, message }) => `${script.slice(start, end)}: ${words(message, 'en')}`,
        ),
        problems,
      );
    });
  }
});

describe('noise', () => {
  for (const noise of ['@ ', ') ', 'word ', '" ', '=> ', '{{ '])
    test(`${noise.trim()} again and again is told a hundred times`, () => {
      assert.equal(parse(noise.repeat(5000)).problems.length, 100);
    });
});

describe('no depth exhausts the stack', () => {
  const deep = (times: number, open: string, inner: string, close: string): string =>
    open.repeat(times) + inner + close.repeat(times);
  const said = (script: string): string[] => parse(script).problems.map(({ message }) => message.key);

  test('what people write is read to its end', () => {
    assert.deepEqual(said(deep(DEEPEST, '(', 'proc.interactive', ')')), []);
    assert.deepEqual(said(Array(20_000).fill('proc.interactive').join(' and ')), []);
  });
  for (const script of [
    deep(DEEPEST + 1, '(', 'proc.interactive', ')'),
    deep(100_000, '(', 'proc.interactive', ')'),
    deep(100_000, 'not ', 'proc.interactive', ''),
    deep(100_000, 'lowercase(', 'req.path', ')'),
    '('.repeat(100_000),
  ])
    test(`${script.slice(0, 12)}… ${script.length} characters`, () => {
      assert.deepEqual(said(script), ['script.tooDeep']);
    });
});

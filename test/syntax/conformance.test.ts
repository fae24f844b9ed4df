import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ParseError, parse } from 'jsonc-parser';
import { readJson } from '../../server/src/syntax/json/reader';
import { INVALID } from './invalid';
import { assertSound, valueIn } from './trees';

const VALID = [
  '{}',
  '[]',
  '[[]]',
  ' \t\r\n{ \t\r\n} \t\r\n',
  '[{}, [], {"a": {}}]',
  'null',
  'true',
  'false',
  '"text"',
  '""',
  '0',
  '-0',
  '-1',
  '10',
  '1.5',
  '-0.0',
  '0.1e1',
  '1e9',
  '1E+2',
  '1e-2',
  '123456789012345678901234567890',
  '1e999',
  '-1e-999',
  '[1,2.5,-3e2,0]',
  '[0,-0,0.0]',
  '[null,true,false]',
  '{"":0}',
  '{"a":1,"a":2}',
  '{"a":{"a":{"a":[]}}}',
  '{"__proto__":{"a":1}}',
  '{"constructor":1,"toString":2}',
  '{"a b":1,"a\\"b":2}',
  '{"\\u0061":1}',
  '{ "a" : 1 , "b" : 2 }',
  '{\n\t"a"\n\t:\n\t1\n\t,\n\t"b":2\n}',
  '[\r1\r,\r2\r]',
  '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
  '["\\u0041\\u00e9\\u3042"]',
  '["\\u0000\\u001f\\u007f"]',
  '["\\\\u0041"]',
  '["\\\\", "\\\\\\""]',
  '["\\uD83D\\uDE00", "😀"]',
  '["\\ud800", "\\udfff", "\\ude00\\ud83d"]',
  '["\ud800", "\udc00x"]',
  '["\u007f\u0080\u00a0\u2028\u2029\ufeff\uffff"]',
  '["é日本語"]',
  '["/* no comment */", "// nor this", "http://x"]',
  '["a,b", "[", "{", "]", "}", ":"]',
  '["\'", "`", "#", "${", "}"]',
  '["${x}", "{{ y }}", "%Z%", "<W>", "$$", "$"]',
  '{"a": "${", "b": "}"}',
  '["${", ",", "}"]',
  '["${join(", ", list)}"]',
  '{"a": "{{", "b": "}}"}',
  '{"${a}": "${b}", "{{ c }}": {"<d>": "%e%"}}',
  `[${'"${x", '.repeat(50)}"}"]`,
  '['.repeat(400) + ']'.repeat(400),
  '{"a":'.repeat(400) + '1' + '}'.repeat(400),
  `["${'x'.repeat(10_000)}"]`,
  `[${'0,'.repeat(9_999)}0]`,
];

/** What only people and other tools write, and what it says. */
const TOLERATED: readonly (readonly [kind: string, text: string, value: unknown])[] = [
  ['a comma after the last item', '[1, 2,]', [1, 2]],
  ['a comma after the last member', '{"a": 1,\n}', { a: 1 }],
  ['a comma after an inner list', '{"a": [[],],}', { a: [[]] }],
  ['a line comment', '[1, // one\n2]', [1, 2]],
  ['a line comment before a Windows line break', '[1 // one\r\n, 2]', [1, 2]],
  ['a line comment that ends the text', '[] // end', []],
  ['a block comment', '/* a */{/* b */"a"/* c */:/* d */1/* e */,/* f */}/* g */', { a: 1 }],
  ['a block comment over lines', '[\n/* [\n "a" */\n1]', [1]],
  ['a comment that touches a literal', '[1/* one */,null// none\n]', [1, null]],
  ['stars and slashes in a comment', '[/***/ 1 /* / * // */]', [1]],
  ['a comment like an opened one', '[/*/ 1, /*/ 2]', [2]],
  ['quotes and brackets in a comment', '[1] // "}]', [1]],
  ['a byte order mark', '\ufeff{"a": 1}', { a: 1 }],
  ['a byte order mark before a comment', '\ufeff// first\n[]', []],
  ['template control flow around the document', '{% if a %}\n[1]\n{% endif %}', [1]],
];

describe('valid JSON', () => {
  for (const text of VALID) {
    test(short(text), () => {
      const tree = readJson(text);
      assert.deepEqual(tree.faults, []);
      assert.deepEqual(valueIn(tree), JSON.parse(text));
      assertSound(tree);
    });
  }
});

describe('tolerated', () => {
  for (const [kind, text, value] of TOLERATED) {
    test(kind, () => {
      assert.throws(() => JSON.parse(text), 'plain JSON has none of this');
      const tree = readJson(text);
      assert.deepEqual(tree.faults, []);
      assert.deepEqual(valueIn(tree), value);
      assertSound(tree);
    });
  }
});

for (const [kind, rows] of Object.entries(INVALID)) {
  describe(`invalid: ${kind}`, () => {
    for (const [text, ...faults] of rows) {
      test(short(text), () => {
        const errors: ParseError[] = [];
        parse(text.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
        assert.ok(errors.length > 0, 'an independent parser agrees that this is wrong');
        const tree = readJson(text);
        assert.deepEqual(
          tree.faults.map(({ code, start, end }) => `${code} @ ${text.slice(start, end)}`),
          faults,
        );
        assertSound(tree);
      });
    }
  });
}

describe('far too much', () => {
  const N = 100_000;
  const rows: readonly (readonly [kind: string, text: string, fault: string])[] = [
    ['opened arrays', '['.repeat(N), 'too-deep'],
    ['opened and closed arrays', '['.repeat(N) + ']'.repeat(N), 'too-deep'],
    ['closed arrays', ']'.repeat(N), 'unexpected'],
    ['opened objects', '{"a":'.repeat(N), 'too-deep'],
    ['opened and closed objects', '{"a":'.repeat(N) + '1' + '}'.repeat(N), 'too-deep'],
    ['objects in arrays', '[{"a":'.repeat(N), 'too-deep'],
    ['objects where keys belong', '{'.repeat(N), 'key-expected'],
    ['brackets that cross', '[{'.repeat(N) + ']}'.repeat(N), 'key-expected'],
  ];
  for (const [kind, text, fault] of rows) {
    test(`${N} ${kind} give a diagnostic`, () => {
      const { faults, size } = readJson(text);
      assert.equal(faults[0]?.code, fault);
      assert.ok(faults.length <= 100 && size < 2000);
    });
  }

  // Each of these once took the square of its length, or began to.
  const noise = [
    '${',
    '"${',
    '"${"a',
    '{{',
    '%{',
    'A',
    'A_',
    '__',
    '$',
    '<',
    '@@',
    '%a',
    '/*',
    '"',
    '\\',
    '{a/*',
  ];
  test(`${N} beginnings of a placeholder are read in a moment`, () => {
    for (const part of [...noise, ...noise.map((one) => one + ' ')]) {
      for (const text of [part.repeat(N), `{"a": "${part.repeat(N)}"}`]) {
        const start = performance.now();
        readJson(text);
        assert.ok(performance.now() - start < 4000, `slow: ${short(text)}`);
      }
    }
  });
});

function short(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

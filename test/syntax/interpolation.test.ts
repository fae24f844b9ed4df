import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson } from '../../server/src/syntax/json/reader';
import { VALUE_SHAPES } from './samples';
import { assertSound, faultless, outline } from './trees';

/** Strings whose placeholders hold quotes of their own. */
const QUOTED = [
  '"${join(",", list)}"',
  '"${join("\\",\\"", list)}"',
  '"${a ? "b" : "c"}-${d ? "e" : "f"}"',
  '"$${x}${lookup({ a = "}" }, "a")}"',
  '"%{ if a == "b" }x%{ endif }"',
  '"{{ x | default("y") }}"',
  '"{{ printf "%s:%s" .a .b }}"',
  '"{% if a == "b" %}x{% endif %}"',
];
for (const shape of QUOTED) {
  test(`${shape} is one string`, () => {
    assert.equal(faultless(`{"a": ${shape}, "b": "c"}`), `{"a": ${shape}, "b": "c"}`);
    assert.equal(faultless(`{"a": ${shape}}`), `{"a": ${shape}}`);
    assert.equal(faultless(`{${shape}: 1}`), `{${shape}: Number(1)}`);
    assert.equal(faultless(`{"x": [${shape}, "b"], "a": ${shape}}`), `{"x": [${shape}, "b"], "a": ${shape}}`);
  });
}

test('what is JSON as it stands is read as JSON, whatever its strings look like', () => {
  assert.equal(faultless('["${join(",", list)}"]'), '["${join(", ", list)}"]');
  assert.equal(faultless('{"a": "${", "b": "}"}'), '{"a": "${", "b": "}"}');
});

test('beside an unquoted placeholder the same text is a template', () => {
  const text = '{"a": ["${join(",", list)}"], "b": ${c}}';
  assert.equal(faultless(text), '{"a": ["${join(",", list)}"], "b": Opaque(${c})}');
});

/** Texts of strings that only begin like a placeholder, or hold one without quotes. */
const PLAIN = [
  '${',
  '${a',
  '}',
  '$',
  '$$',
  '%{',
  '{{',
  '}}',
  '{%',
  '<',
  '<a',
  '%',
  '%a',
  '@@',
  '#{',
  '__',
  '{#',
  '/*',
];
test('a string that only looks like one ends at its own quote', () => {
  for (const open of [...PLAIN, ...VALUE_SHAPES.filter((shape) => !shape.includes('"'))]) {
    assert.equal(faultless(`["${open}", "}", "%}"]`), `["${open}", "}", "%}"]`);
    assert.equal(
      faultless(`{"${open}": "${open}", "b": ${'${c}'}}`),
      `{"${open}": "${open}", "b": Opaque(\${c})}`,
    );
  }
});

test('a half-typed placeholder does not swallow the next line', () => {
  const text = '{\n  "a": "${join(",",\n  "b": "c"\n}';
  const tree = readJson(text);
  assertSound(tree);
  assert.match(outline(tree), /"b": "c"}$/);
  assert.ok(tree.faults.length > 0);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readJson } from '../../server/src/syntax/json/reader';
import { isDirective, nesting } from '../../server/src/syntax/placeholders';
import { VALUE_SHAPES } from './samples';
import { faultless } from './trees';

describe('an unquoted placeholder', () => {
  for (const shape of VALUE_SHAPES) {
    test(`${shape} is a value that cannot be seen`, () => {
      assert.equal(faultless(`{"a": ${shape}, "b": 1}`), `{"a": Opaque(${shape}), "b": Number(1)}`);
      assert.equal(faultless(`{"a":${shape}}`), `{"a": Opaque(${shape})}`);
      assert.equal(faultless(`[${shape}, 1]`), `[Opaque(${shape}), Number(1)]`);
      assert.equal(faultless(`[1,${shape}]`), `[Number(1), Opaque(${shape})]`);
    });

    test(`${shape} is a key where a colon follows, else whole members`, () => {
      assert.equal(faultless(`{ ${shape}: 1}`), `{Opaque(${shape}): Number(1)}`);
      const members = `{"a": Number(1), Directive(${shape}): Missing, "b": Number(2)}`;
      assert.equal(faultless(`{"a": 1, ${shape}, "b": 2}`), members);
      assert.equal(faultless(`{"a": 1, ${shape}\n"b": 2}`), members, 'it may bring its own commas');
    });
  }
});

const CONTROL = [
  ['{{ if .A }}', '{{ end }}'],
  ['{{- range .A -}}', '{{- end -}}'],
  ['{{#if a}}', '{{/if}}'],
  ['{% if a %}', '{% endif %}'],
  ['{%- for a in b -%}', '{%- endfor -%}'],
  ['%{ if a }', '%{ endif }'],
  ['%{ if a ~}', '%{ endif ~}'],
] as const;

describe('template control flow', () => {
  for (const [open, close] of CONTROL) {
    test(`${open} ... ${close} may decide about a value`, () => {
      const plain = `${open}1${close}`;
      assert.equal(faultless(`{"a": ${plain}, "b": 1}`), `{"a": Opaque(${plain}), "b": Number(1)}`);
      const object = `${open}{"x": [1]}${close}`;
      assert.equal(faultless(`{"a": ${object}, "b": 1}`), `{"a": Opaque(${object}), "b": Number(1)}`);
      const lines = `${open}\n  ["x"]\n${close}`;
      assert.equal(faultless(`{"a": ${lines}}`), `{"a": Opaque(${lines})}`);
    });

    test(`${open} ... ${close} may decide about items, with or without their commas`, () => {
      const items = `[Number(1), Directive(${open}), Number(2), Directive(${close}), Number(3)]`;
      assert.equal(faultless(`[1,\n${open}\n2,\n${close}\n3]`), items);
      assert.equal(faultless(`[1\n${open}\n, 2\n${close}\n, 3]`), items);
      assert.equal(
        faultless(`[ ${open} {"a": 1}, ${close} {"b": 2} ]`),
        `[Directive(${open}), {"a": Number(1)}, Directive(${close}), {"b": Number(2)}]`,
      );
    });

    test(`${open} ... ${close} may decide about members, with or without their commas`, () => {
      const [opened, closed] = [`Directive(${open}): Missing`, `Directive(${close}): Missing`];
      const members = `{"a": Number(1), ${opened}, "b": Number(2), ${closed}, "c": Number(3)}`;
      assert.equal(faultless(`{"a": 1,${open}"b": 2,${close}"c": 3}`), members);
      assert.equal(faultless(`{"a": 1\n${open}\n, "b": 2\n${close}\n, "c": 3}`), members);
    });

    test(`${open} ... ${close} open and close a region`, () => {
      assert.ok(isDirective(open) && isDirective(close));
      assert.deepEqual([nesting(open), nesting(close), nesting(`${open}1${close}`)], [1, -1, 0]);
    });
  }

  test('the other side of a condition neither opens nor closes', () => {
    const middle = [
      '{{ else }}',
      '{{ else if .B }}',
      '{% elif b %}',
      '%{ else }',
      '{{/* a note */}}',
      '{% set a = 1 %}',
    ];
    assert.deepEqual(middle.map(nesting), [0, 0, 0, 0, 0, 0]);
  });

  test('both sides of a condition are one value', () => {
    const value = '{{ if .A }}{"x": {{ if .B }}1{{ else }}2{{ end }}}{{ else }}null{{ end }}';
    assert.equal(faultless(`{"a": ${value}, "b": 1}`), `{"a": Opaque(${value}), "b": Number(1)}`);
  });

  test('a comma is missed where no control flow stands beside', () => {
    const text = '{"a": {"b": 1 {{ if .A }}, "c": 1 {{ end }} } "d": 1}';
    assert.deepEqual(
      readJson(text).faults.map(({ code, start }) => `${code} @ ${text.slice(start)}`),
      ['comma-expected @ "d": 1}'],
    );
  });

  test('a comment of Jinja’s is a comment', () => {
    const text = '{# a "]}\n #}[1, {# b #} 2 {# c #}, {"a": {# d #} 3}]';
    assert.equal(faultless(text), '[Number(1), Number(2), {"a": Number(3)}]');
    assert.deepEqual(
      readJson('[1] {# open').faults.map(({ code }) => code),
      ['unclosed'],
    );
  });
});

describe('what is no placeholder', () => {
  for (const shape of [
    '$',
    '${x',
    '$(X)',
    '<>',
    '< X>',
    '<X',
    '%X',
    'IMAGE',
    'xTEMPLATE_NAME',
    '@@X',
    '{{ x',
    '[[X]]',
  ]) {
    test(`${shape} is a fault`, () => {
      assert.notDeepEqual(readJson(`[${shape}]`).faults, []);
    });
  }
});

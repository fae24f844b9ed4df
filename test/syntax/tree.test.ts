import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readJson } from '../../server/src/syntax/json/reader';
import { Kind, NONE } from '../../server/src/syntax/tree';
import { Struct } from '../../server/src/syntax/view';

const fieldOf = (text: string, name: string) => new Struct(readJson(text), 0).field(name);

describe('a key', () => {
  test('is found by what it reads, not by how it is escaped', () => {
    assert.equal(fieldOf('{"n\\u0061me": "x"}', 'name').text, 'x');
    assert.equal(fieldOf('{"a\\"b": "x"}', 'a"b').text, 'x');
  });

  test('is found in another case where the right one is absent', () => {
    assert.equal(fieldOf('{"entrypoint": "x"}', 'entryPoint').text, 'x');
    assert.equal(fieldOf('{"entrypoint": "x", "entryPoint": "y"}', 'entryPoint').text, 'y');
    assert.equal(fieldOf('{"entryPoint": "y", "ENTRYPOINT": "x"}', 'entryPoint').text, 'y');
  });

  test('that stands twice counts where it stands last', () => {
    assert.equal(fieldOf('{"name": "x", "name": "y"}', 'name').text, 'y');
  });

  test('is not found by a part of it', () => {
    for (const key of ['"names"', '"nam"', '"xname"', '" name"', '"name\\n"', '"\\"name"']) {
      assert.equal(fieldOf(`{${key}: 1}`, 'name').node, NONE, key);
    }
  });

  test('is not found inside a placeholder', () => {
    for (const key of ['<name>', '%name%', '${name}', '{{name}}', '$name', '__name__']) {
      assert.equal(fieldOf(`{ ${key}: 1}`, 'name').node, NONE, key);
    }
  });

  test('that is half-typed is found by what is there', () => {
    assert.equal(fieldOf('{"name": 1, "na', 'na').state, 'absent');
    assert.ok(fieldOf('{"name": 1, "na', 'na').key > 0);
    assert.equal(fieldOf('{"names\n', 'name').key, NONE);
  });
});

describe('the text of a string', () => {
  const textOf = (text: string) => readJson(text).string(0);

  test('is decoded', () => {
    assert.equal(textOf('"\\u0041\\n\\\\n\\/\\"\\ud83d\\ude00"'), 'A\n\\n/"😀');
    assert.equal(textOf('"\\\\u0041"'), '\\u0041');
    assert.equal(textOf('""'), '');
  });

  test('keeps a broken escape as it is written', () => {
    assert.equal(textOf('"\\x\\u12\\"'), '\\x\\u12"');
  });

  test('ends with the text where the closing quote is missing', () => {
    assert.equal(textOf('"abc'), 'abc');
    assert.equal(textOf('"'), '');
    assert.equal(textOf('"abc\\"'), 'abc"');
    assert.equal(textOf('"abc\\\\"'), 'abc\\');
    assert.equal(textOf('"abc\\'), 'abc\\');
  });
});

describe('a field', () => {
  test('is absent, null, opaque or known', () => {
    const text = '{"a": null, "b": ${x}, "c": "${x}", "d": 0, "e": nonsense, "f": }';
    const states = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => fieldOf(text, name).state);
    assert.deepEqual(states, ['null', 'opaque', 'known', 'known', 'opaque', 'absent', 'absent']);
  });

  test('is a placeholder where any part of it is decided elsewhere', () => {
    for (const value of ['${x}', '"a-${x}"', '"<X>"', '"%X%"', '"{{ x }}"', '"$X"', '"__X__"']) {
      assert.ok(fieldOf(`{"a": ${value}}`, 'a').isPlaceholder, value);
    }
    for (const value of ['"a"', '1', '"100%"', '"a < b"', '"$"', '"a__b__c"', '"50% of 100%"']) {
      assert.ok(!fieldOf(`{"a": ${value}}`, 'a').isPlaceholder, value);
    }
  });

  test('gives the items of a list and nothing of anything else', () => {
    assert.deepEqual(fieldOf('{"a": ["x", 1, ${y}, null]}', 'a').strings, [
      'x',
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(fieldOf('{"a": "x"}', 'a').strings, []);
    assert.deepEqual(
      fieldOf('{"a": [{}, [], {}]}', 'a').structs.map((struct) => struct.tree.kind(struct.node)),
      [Kind.Object, Kind.Object],
    );
  });
});

describe('a template decides about a member', () => {
  const decides = (text: string) => new Struct(readJson(text), 0).templateDecides(['b']);

  test('that stands inside control flow', () => {
    assert.ok(decides('{ {{ if .A }} "b": 1, {{ end }} "c": 2 }'));
    assert.ok(decides('{ %{ if a } %{ if c } "x": 1, %{ endif } "B": 1, %{ endif } "c": 2 }'));
    assert.ok(!decides('{ {% if a %} "x": 1, {% endif %} "b": 2 }'));
    assert.ok(!decides('{ {% if a %} {% if c %} "x": 1, {% endif %} {% endif %} "b": 2 }'));
    assert.ok(!decides('{ {% if a %} "x": 1, {% else %} "y": 1, {% endif %} "b": 2 }'));
  });

  test('where a placeholder stands for whole members, or control flow comes last', () => {
    assert.ok(decides('{ ${members}, "c": 2 }'));
    assert.ok(decides('{ "c": 2 {{ if .A }}, "d": 1 {{ end }} }'));
    assert.ok(!decides('{ "c": ${x}, ${k}: 1 }'));
    assert.ok(!decides('{ {# a comment #} "c": 1 {# and another #} }'));
  });
});

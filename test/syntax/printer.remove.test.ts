import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { append, before, edited, remove, set } from './editing';

const LINES = `[
  "a", // ay
  "b",
  "c" // cee
]`;

describe('remove takes out an item', () => {
  test('of a list on one line, with one comma', () => {
    const list = '["a", "b", "c"]';
    assert.equal(edited(list, remove([0])), '["b", "c"]');
    assert.equal(edited(list, remove([1])), '["a", "c"]');
    assert.equal(edited(list, remove([2])), '["a", "b"]');
    assert.equal(edited('[ "a", "b" ]', remove([0])), '[ "b" ]');
    assert.equal(edited('[ "a", "b" ]', remove([1])), '[ "a" ]');
    assert.equal(edited('["a","b"]', remove([0])), '["b"]');
  });

  test('of a list of lines, with its line', () => {
    const list = '[\r\n\t"a",\r\n\t"b",\r\n\t"c"\r\n]\r\n';
    assert.equal(edited(list, remove([0])), '[\r\n\t"b",\r\n\t"c"\r\n]\r\n');
    assert.equal(edited(list, remove([1])), '[\r\n\t"a",\r\n\t"c"\r\n]\r\n');
    assert.equal(edited(list, remove([2])), '[\r\n\t"a",\r\n\t"b"\r\n]\r\n');
  });

  test('of a list that wraps, without blanks left at the end of its line', () => {
    const list = '[\n  "a", "b",\n  "c", "d"\n]';
    assert.equal(edited(list, remove([1])), '[\n  "a",\n  "c", "d"\n]');
    assert.equal(edited(list, remove([2])), '[\n  "a", "b",\n  "d"\n]');
    assert.equal(edited(list, remove([3])), '[\n  "a", "b",\n  "c"\n]');
    assert.equal(edited('["a", "b",\r\n]', remove([1])), '["a",\r\n]');
  });

  test('that goes over several lines', () => {
    assert.equal(
      edited('[\n  {\n    "x": 1\n  },\n  {\n    "y": 2\n  }\n]', remove([0])),
      '[\n  {\n    "y": 2\n  }\n]',
    );
    assert.equal(
      edited('[\n  {\n    "x": 1\n  },\n  {\n    "y": 2\n  }\n]', remove([1])),
      '[\n  {\n    "x": 1\n  }\n]',
    );
    assert.equal(edited('[{\n  "x": 1\n}, {\n  "y": 2\n}]', remove([0])), '[{\n  "y": 2\n}]');
    assert.equal(edited('[{\n  "x": 1\n}, {\n  "y": 2\n}]', remove([1])), '[{\n  "x": 1\n}]');
  });

  test('and several at once', () => {
    assert.equal(edited('["a", "b", "c"]', remove([1]), remove([2])), '["a"]');
    assert.equal(edited('["a", "b", "c"]', remove([2]), remove([0])), '["b"]');
    assert.equal(edited('[\n  "a",\n  "b",\n  "c"\n]', remove([1]), remove([2])), '[\n  "a"\n]');
    assert.equal(edited('["a", "b", "c", "d"]', remove([1]), remove([2])), '["a", "d"]');
  });

  test('the only one, so that the list is empty', () => {
    assert.equal(edited('{"a": ["x"]}', remove(['a', 0])), '{"a": []}');
    assert.equal(
      edited('{\n  "a": [\n    "x",\n    "y"\n  ]\n}', remove(['a', 0]), remove(['a', 1])),
      '{\n  "a": []\n}',
    );
    assert.equal(edited('[\n  // ex\n  "x"\n]', remove([0])), '[\n  // ex\n]');
  });

  test('and keeps a trailing comma the habit', () => {
    assert.equal(edited('["a", "b",]', remove([1])), '["a",]');
    assert.equal(edited('[\n  "a",\n  "b",\n]', remove([0])), '[\n  "b",\n]');
    assert.equal(edited('["a",]', remove([0])), '[]');
  });

  test('and leaves every comment on its line', () => {
    assert.equal(edited(LINES, remove([0])), '[\n  // ay\n  "b",\n  "c" // cee\n]');
    assert.equal(edited(LINES, remove([1])), '[\n  "a", // ay\n  "c" // cee\n]');
    assert.equal(edited(LINES, remove([2])), '[\n  "a", // ay\n  "b"\n  // cee\n]');
    assert.equal(edited(LINES, remove([1]), remove([2])), '[\n  "a" // ay\n  // cee\n]');
    assert.equal(edited('["a" /* ay */, "b"]', remove([0])), '[ /* ay */ "b"]');
  });

  test('at the end of a list whose commas come first', () => {
    assert.equal(edited('[\n    "a"\n  , "b"\n]', remove([1])), '[\n    "a"\n]');
  });
});

describe('remove takes out a member', () => {
  test('with its key', () => {
    const text = '{\n  "a": 1,\n  "b": {\n    "c": 2\n  },\n  "d": 3\n}\n';
    assert.equal(edited(text, remove(['a'])), '{\n  "b": {\n    "c": 2\n  },\n  "d": 3\n}\n');
    assert.equal(edited(text, remove(['b'])), '{\n  "a": 1,\n  "d": 3\n}\n');
    assert.equal(edited(text, remove(['d'])), '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n');
    assert.equal(edited(text, remove(['b', 'c'])), '{\n  "a": 1,\n  "b": {},\n  "d": 3\n}\n');
    assert.equal(edited('{ "a": 1, "b": 2 }', remove(['b'])), '{ "a": 1 }');
  });

  test('whose key and value stand apart', () => {
    assert.equal(edited('{\n  "a"\n    : 1,\n  "b": 2\n}', remove(['a'])), '{\n  "b": 2\n}');
  });
});

describe('what is removed and what is added meet', () => {
  test('at the end', () => {
    assert.equal(edited('["a", "b"]', remove([1]), append([], 'c')), '["a", "c"]');
    assert.equal(
      edited('[\n  "a", // ay\n  "b"\n]', remove([1]), append([], 'c')),
      '[\n  "a", // ay\n  "c"\n]',
    );
    assert.equal(edited('["a", "b",]', remove([1]), append([], 'c')), '["a", "c",]');
    assert.equal(edited('{"a": 1, "b": 2}', remove(['b']), set([], 'c', 3)), '{"a": 1, "c": 3}');
  });

  test('where nothing stays', () => {
    assert.equal(edited('["a"]', remove([0]), append([], 'b', 'c')), '["b", "c"]');
    assert.equal(edited('[\n  "a",\n  "b"\n]', remove([0]), remove([1]), append([], 'c')), '[\n  "c"\n]');
    assert.equal(edited('["a", "b",]', remove([0]), remove([1]), append([], 'c')), '["c",]');
    assert.equal(edited('{\n  "a": 1 // one\n}', remove(['a']), set([], 'b', 2)), '{\n  "b": 2 // one\n}');
  });

  test('at the same item', () => {
    assert.equal(edited('["a", "b"]', before([0], 'x', 'y'), remove([0])), '["x", "y", "b"]');
    assert.equal(
      edited('[\n  "a", // ay\n  "b"\n]', remove([0]), before([0], 'x')),
      '[\n  "x", // ay\n  "b"\n]',
    );
    assert.equal(edited('["a", "b"]', remove([0]), before([1], 'x')), '["x", "b"]');
    assert.equal(edited('[\n  "a",\n  "b"\n]', remove([0]), before([1], 'x')), '[\n  "x",\n  "b"\n]');
  });
});

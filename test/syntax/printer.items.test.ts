import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { append, before, edited } from './editing';

const VARIABLE = { name: 'B', value: '2' };

describe('append', () => {
  test('adds items to a list on one line', () => {
    assert.equal(edited('{\n  "a": ["x", "y"]\n}', append(['a'], 'z', 1)), '{\n  "a": ["x", "y", "z", 1]\n}');
    assert.equal(edited('{\n  "a": [ "x" ]\n}', append(['a'], 'z')), '{\n  "a": [ "x", "z" ]\n}');
    assert.equal(edited('["x",]', append([], 'y')), '["x", "y",]');
  });

  test('adds items to a list of lines', () => {
    assert.equal(
      edited('{\n  "a": [\n    "x" // ex\n  ]\n}', append(['a'], 'y'), append(['a'], 'z')),
      '{\n  "a": [\n    "x", // ex\n    "y",\n    "z"\n  ]\n}',
    );
  });

  test('writes an object as the one before it is written', () => {
    const list =
      '{\n  "a": [\n    { "name": "A", "value": "1" }\n  ],\n  "b": [\n    {\n      "name": "A"\n    }\n  ]\n}';
    assert.equal(
      edited(list, append(['a'], VARIABLE), append(['b'], VARIABLE)),
      `{
  "a": [
    { "name": "A", "value": "1" },
    { "name": "B", "value": "2" }
  ],
  "b": [
    {
      "name": "A"
    },
    {
      "name": "B",
      "value": "2"
    }
  ]
}`,
    );
  });

  test('writes tight objects where the others are tight', () => {
    assert.equal(
      edited('[\n\t{"name":"A","value":"1"}\n]\n', append([], VARIABLE)),
      '[\n\t{"name":"A","value":"1"},\n\t{"name":"B","value":"2"}\n]\n',
    );
  });

  test('keeps brackets together where they are', () => {
    assert.equal(
      edited('{\n  "a": [{\n    "name": "A"\n  }]\n}', append(['a'], { name: 'B', list: [VARIABLE] })),
      `{
  "a": [{
    "name": "A"
  }, {
    "name": "B",
    "list": [{
      "name": "B",
      "value": "2"
    }]
  }]
}`,
    );
  });

  test('keeps small objects inside a large new one on one line, as elsewhere', () => {
    assert.equal(
      edited(
        '[\n  {\n    "list": [\n      { "name": "A" }\n    ]\n  }\n]',
        append([], { list: [VARIABLE, VARIABLE] }),
      ),
      `[
  {
    "list": [
      { "name": "A" }
    ]
  },
  {
    "list": [
      { "name": "B", "value": "2" },
      { "name": "B", "value": "2" }
    ]
  }
]`,
    );
  });

  test('gives an item its own line after a comment that ends the line', () => {
    assert.equal(
      edited('{\n  "a": [1, 2 // two\n  ]\n}', append(['a'], 3)),
      '{\n  "a": [1, 2, // two\n    3\n  ]\n}',
    );
  });

  test('after a block comment and a line comment', () => {
    assert.equal(
      edited('[\n  1 /* one */\n  // two\n]', append([], 2)),
      '[\n  1, /* one */\n  // two\n  2\n]',
    );
  });
});

describe('before', () => {
  test('puts items at the front of a list on one line', () => {
    assert.equal(edited('{"a": ["x"]}', before(['a', 0], 'v', 'w')), '{"a": ["v", "w", "x"]}');
    assert.equal(edited('["x","y"]', before([1], 'v')), '["x","v","y"]');
    assert.equal(edited('[ "x" ]', before([0], 'v')), '[ "v", "x" ]');
  });

  test('puts items on lines of their own', () => {
    assert.equal(
      edited('{\r\n\t"a": [\r\n\t\t"x" // ex\r\n\t]\r\n}', before(['a', 0], 'v', 'w')),
      '{\r\n\t"a": [\r\n\t\t"v",\r\n\t\t"w",\r\n\t\t"x" // ex\r\n\t]\r\n}',
    );
  });

  test('writes an object as the one after it is written', () => {
    assert.equal(
      edited('[\n  { "name": "A" }\n]', before([0], VARIABLE)),
      '[\n  { "name": "B", "value": "2" },\n  { "name": "A" }\n]',
    );
    assert.equal(
      edited('[{\n  "name": "A"\n}]', before([0], VARIABLE)),
      '[{\n  "name": "B",\n  "value": "2"\n}, {\n  "name": "A"\n}]',
    );
  });

  test('and append meet in one list', () => {
    assert.equal(
      edited('[\n  "x"\n]', append([], 'z'), before([0], 'a'), append([], 'zz'), before([0], 'b')),
      '[\n  "a",\n  "b",\n  "x",\n  "z",\n  "zz"\n]',
    );
  });
});

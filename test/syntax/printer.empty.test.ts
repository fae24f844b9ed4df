import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { append, edited, set } from './editing';

const VARIABLE = { name: 'B', value: '2' };

describe('an empty object', () => {
  test('on one line in a document of lines is drawn apart', () => {
    assert.equal(
      edited('{\n    "a": {},\n    "b": 1\n}', set(['a'], 'c', 1), set(['a'], 'd', { e: 2 })),
      `{
    "a": {
        "c": 1,
        "d": {
            "e": 2
        }
    },
    "b": 1
}`,
    );
  });

  test('loses the blanks in it', () => {
    assert.equal(edited('{\n\t"a": { }\n}', set(['a'], 'c', 1)), '{\n\t"a": {\n\t\t"c": 1\n\t}\n}');
    assert.equal(edited('{\n  "a": {\n\n  }\n}', set(['a'], 'c', 1)), '{\n  "a": {\n    "c": 1\n  }\n}');
    assert.equal(edited('{"a":{ }}', set(['a'], 'c', 1)), '{"a":{"c":1}}');
  });

  test('stays on its line in an object on one line', () => {
    assert.equal(
      edited('[\n  { "a": {}, "b": 1 }\n]', set([0, 'a'], 'c', 1)),
      '[\n  { "a": { "c": 1 }, "b": 1 }\n]',
    );
    assert.equal(edited('{"a":{},"b":[1,2]}', set(['a'], 'c', [3, 4])), '{"a":{"c":[3,4]},"b":[1,2]}');
  });

  test('as the whole document', () => {
    assert.equal(edited('{}', set([], 'a', 1)), '{"a": 1}');
    assert.equal(edited('{}\n', set([], 'a', 1), set([], 'b', 2)), '{\n  "a": 1,\n  "b": 2\n}\n');
    assert.equal(edited('{\r\n}\r\n', set([], 'a', [])), '{\r\n  "a": []\r\n}\r\n');
  });

  test('keeps the comments in it', () => {
    assert.equal(
      edited('{\n  "a": {\n    // nothing yet\n  }\n}', set(['a'], 'c', 1)),
      '{\n  "a": {\n    // nothing yet\n    "c": 1\n  }\n}',
    );
    assert.equal(
      edited('{\n  "a": { // nothing yet\n  }\n}', set(['a'], 'c', 1)),
      '{\n  "a": { // nothing yet\n    "c": 1\n  }\n}',
    );
    assert.equal(
      edited('{\n  "a": { /* nothing */ }\n}', set(['a'], 'c', 1)),
      '{\n  "a": { /* nothing */\n    "c": 1\n  }\n}',
    );
    assert.equal(edited('{"a": { /* nothing */ }}', set(['a'], 'c', 1)), '{"a": { /* nothing */ "c": 1 }}');
  });
});

describe('an empty list', () => {
  test('takes plain values on its line where other lists do', () => {
    assert.equal(
      edited('{\n  "a": [],\n  "b": ["x"]\n}', append(['a'], 'y', 'z')),
      '{\n  "a": ["y", "z"],\n  "b": ["x"]\n}',
    );
    assert.equal(
      edited('{\n  "a": [ ],\n  "b": [ "x" ]\n}', append(['a'], 'y')),
      '{\n  "a": [ "y" ],\n  "b": [ "x" ]\n}',
    );
  });

  test('takes plain values on lines of their own where other lists do', () => {
    assert.equal(
      edited('{\n  "a": [],\n  "b": [\n    "x"\n  ]\n}', append(['a'], 'y', 'z')),
      '{\n  "a": [\n    "y",\n    "z"\n  ],\n  "b": [\n    "x"\n  ]\n}',
    );
  });

  test('takes small objects as other lists hold them', () => {
    assert.equal(
      edited('{\n  "a": [],\n  "b": [\n    { "x": 1 }\n  ]\n}', append(['a'], VARIABLE, VARIABLE)),
      `{
  "a": [
    { "name": "B", "value": "2" },
    { "name": "B", "value": "2" }
  ],
  "b": [
    { "x": 1 }
  ]
}`,
    );
    assert.equal(
      edited('[{\n  "a": [],\n  "b": [{\n    "x": 1\n  }]\n}]', append([0, 'a'], VARIABLE)),
      `[{
  "a": [{
    "name": "B",
    "value": "2"
  }],
  "b": [{
    "x": 1
  }]
}]`,
    );
  });

  test('over lines keeps its brackets where they are', () => {
    assert.equal(
      edited('{\r\n\t"a": [\r\n\t]\r\n}', append(['a'], VARIABLE)),
      '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"name": "B",\r\n\t\t\t"value": "2"\r\n\t\t}\r\n\t]\r\n}',
    );
  });

  test('in a minified document stays minified', () => {
    assert.equal(
      edited('{"a":[],"b":{"c":[]}}', append(['a'], VARIABLE, 'x'), append(['b', 'c'], 1)),
      '{"a":[{"name":"B","value":"2"},"x"],"b":{"c":[1]}}',
    );
  });

  test('keeps the comments in it', () => {
    assert.equal(
      edited('{\n  "a": [\n    // "x",\n    // "y"\n  ]\n}', append(['a'], 'z')),
      '{\n  "a": [\n    // "x",\n    // "y"\n    "z"\n  ]\n}',
    );
    assert.equal(
      edited('{\n  "a": [] // none\n}', append(['a'], 'z')),
      '{\n  "a": [\n    "z"\n  ] // none\n}',
    );
    assert.equal(edited('[/* none */]', append([], 1, 2)), '[/* none */ 1, 2]');
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Raw } from '../../server/src/syntax/edits';
import { edited, rename, replace, set } from './editing';

describe('set writes a new member after the last one', () => {
  test('with two spaces', () => {
    assert.equal(
      edited('{\n  "a": 1\n}\n', set([], 'b', 2)),
      `{
  "a": 1,
  "b": 2
}
`,
    );
  });

  test('with four spaces, and what it holds drawn as the rest', () => {
    assert.equal(
      edited(
        `{
    "a": {
        "x": 1
    }
}`,
        set([], 'b', { y: [{ z: [true] }], w: {} }),
      ),
      `{
    "a": {
        "x": 1
    },
    "b": {
        "y": [
            {
                "z": [
                    true
                ]
            }
        ],
        "w": {}
    }
}`,
    );
  });

  test('with tabs', () => {
    assert.equal(
      edited('{\n\t"a": 1\n}', set([], 'b', { c: 1 })),
      '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 1\n\t}\n}',
    );
  });

  test('with Windows line breaks', () => {
    assert.equal(
      edited('{\r\n  "a": 1\r\n}\r\n', set([], 'b', ['x'])),
      '{\r\n  "a": 1,\r\n  "b": [\r\n    "x"\r\n  ]\r\n}\r\n',
    );
  });

  test('behind a byte order mark', () => {
    assert.equal(edited('\ufeff{\n  "a": 1\n}', set([], 'b', {})), '\ufeff{\n  "a": 1,\n  "b": {}\n}');
  });

  test('into a minified document', () => {
    assert.equal(
      edited('{"a":[1,2],"b":{}}', set([], 'c', { d: [{ e: null }, 'f'] })),
      '{"a":[1,2],"b":{},"c":{"d":[{"e":null},"f"]}}',
    );
    assert.equal(edited('{"a":1}', set([], 'b', [1, 2])), '{"a":1,"b":[1,2]}');
    assert.equal(edited('{"a": 1}\n', set([], 'b', [1, 2])), '{"a": 1, "b": [1, 2]}\n');
  });

  test('into an object on one line', () => {
    assert.equal(
      edited('[\n  { "name": "A" },\n  { "name": "B", "value": "1" }\n]', set([0], 'value', '1')),
      '[\n  { "name": "A", "value": "1" },\n  { "name": "B", "value": "1" }\n]',
    );
  });

  test('with a blank before the colon where that is the custom', () => {
    assert.equal(
      edited('{\n  "a" : 1\n}', set([], 'b', { c: 2 })),
      '{\n  "a" : 1,\n  "b" : {\n    "c" : 2\n  }\n}',
    );
  });

  test('after a trailing comma, which it then has too', () => {
    assert.equal(
      edited('{\n  "a": 1,\n}', set([], 'b', 2), set([], 'c', 3)),
      '{\n  "a": 1,\n  "b": 2,\n  "c": 3,\n}',
    );
  });

  test('and leaves every comment on its line', () => {
    assert.equal(
      edited(
        `{
  // the first
  "a": 1, /* one */
  "b": 2 // two
}`,
        set([], 'c', 3),
      ),
      `{
  // the first
  "a": 1, /* one */
  "b": 2, // two
  "c": 3
}`,
    );
    assert.equal(
      edited('{\n  "a": 1, // one\n  // "b": 2,\n}', set([], 'c', 3)),
      '{\n  "a": 1, // one\n  // "b": 2,\n  "c": 3,\n}',
    );
    assert.equal(
      edited('{\n  "a": 1 /* one */ // really\n\n  /* "b": 2 */\n\n}', set([], 'c', 3)),
      '{\n  "a": 1, /* one */ // really\n\n  /* "b": 2 */\n  "c": 3\n\n}',
    );
    assert.equal(edited('{ "a": 1 /* one */ }', set([], 'b', 2)), '{ "a": 1, /* one */ "b": 2 }');
  });

  test('lined up with the last member that starts a line', () => {
    assert.equal(
      edited('{\n    "a": 1, "b": 2,\n    "c": 3, "d": 4\n}', set([], 'e', 5)),
      '{\n    "a": 1, "b": 2,\n    "c": 3, "d": 4,\n    "e": 5\n}',
    );
  });

  test('on the line of a bracket that holds on to it', () => {
    assert.equal(
      edited('{ "a": {\n    "b": 1\n} }', set([], 'c', { d: 2 })),
      '{ "a": {\n    "b": 1\n}, "c": {\n    "d": 2\n} }',
    );
  });

  test('in place of the value where the key is there', () => {
    assert.equal(edited('{"a": 1, "b": 2, "a": 3}', set([], 'a', 'x')), '{"a": 1, "b": 2, "a": "x"}');
    assert.equal(edited('{"A": 1}', set([], 'a', 'x')), '{"A": 1, "a": "x"}');
  });
});

describe('replace and rename', () => {
  test('a null gives its place to a list', () => {
    assert.equal(
      edited('{\n  "a": null, // none\n  "b": ["x"]\n}', replace(['a'], ['y', 'z'])),
      '{\n  "a": ["y", "z"], // none\n  "b": ["x"]\n}',
    );
    assert.equal(
      edited('{\n    "a" : null\n}', replace(['a'], { b: [1] })),
      '{\n    "a" : {\n        "b" : [\n            1\n        ]\n    }\n}',
    );
    assert.equal(edited('{"a":null,"b":1}', replace(['a'], { b: [1, 2] })), '{"a":{"b":[1,2]},"b":1}');
    assert.equal(edited('[\n  null,\n  "x"\n]', replace([0], 'w')), '[\n  "w",\n  "x"\n]');
  });

  test('a value that is copied stays as it is written', () => {
    assert.equal(edited('{"a": ${x}}', set([], 'b', new Raw('${x}'))), '{"a": ${x}, "b": ${x}}');
    assert.equal(
      edited('{"a": "\\u0041"}', set([], 'b', new Raw('"\\u0041"'))),
      '{"a": "\\u0041", "b": "\\u0041"}',
    );
  });

  test('texts are escaped', () => {
    assert.equal(edited('{"a": 1}', replace(['a'], '"\\\n')), '{"a": "\\"\\\\\\n"}');
    assert.equal(edited('{"a": 1}', set([], '"', 'é')), '{"a": 1, "\\"": "é"}');
  });

  test('a key is renamed where it stands', () => {
    assert.equal(
      edited('{\n  "entrypoint" : []\n}', rename(['entrypoint'], 'entryPoint')),
      '{\n  "entryPoint" : []\n}',
    );
  });

  test('a renamed key, a replaced value and a new member go together', () => {
    assert.equal(
      edited('{"A": null}', rename(['A'], 'a'), replace(['A'], []), set([], 'b', 1)),
      '{"a": [], "b": 1}',
    );
  });
});

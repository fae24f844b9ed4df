import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognise } from '../../server/src/ecs/recognise';
import { readAgain } from '../../server/src/syntax/json/again';
import { readJson } from '../../server/src/syntax/json/reader';
import { dump } from './trees';

const again = (before: string, after: string) => readAgain(readJson(before), after);

test('a change inside of an object is read by itself', () => {
  const tree = again('{ "a": [{ "b": 1 }, 2] }', '{ "a": [{ "b": 1, "c": {} }, 2] }');
  assert.equal(
    tree && dump(tree),
    `-1 Object 0-33
0 String 2-5
0 Array 7-31
2 Object 8-27
3 String 10-13
3 Number 15-16
3 String 18-21
3 Object 23-25
2 Number 29-30`,
  );
});

const deep = (value: string): string => `${'['.repeat(495)}{ "a": ${value} }${']'.repeat(495)}`;

for (const [what, before, after] of [
  ['what opens an object has changed', '[{ "a": 1 }]', '[["a", 1 }]'],
  ['what closes an object has changed', '[{ "a": 1 }, 2]', '[{ "a": 1 , 2]'],
  ['a bracket closes it before its end', '{ "o": { "a": 1 }\n}', '{ "o": { "a": 1} // }\n}'],
  ['it is not closed', '{ "o": { "a": 1 } }', '{ "o": { "a": "1 } }'],
  ['a comma lacks', '{ "o": { "a": 1, "b": 2 } }', '{ "o": { "a": 1 "b": 2 } }'],
  ['something lacked elsewhere', '{ "o": { "a": 1 } "b": 2 }', '{ "o": { "a": 10 } "b": 2 }'],
  ['it is too deep there', deep('1'), deep('[[[[[[1]]]]]]')],
  // With `<X>` the text is a template, in which `${` begins what ends with the next `}`.
  [
    'a string begins a placeholder of a template',
    '{ "o": { "a": "b" }, "c": "}", "d": <X> }',
    '{ "o": { "a": "${" }, "c": "}", "d": <X> }',
  ],
  [
    'it held the only placeholder with quotes',
    '{ "o": { "a": "${"b"}" }, "c": "${", "d": "}" }',
    '{ "o": { "a": "b" }, "c": "${", "d": "}" }',
  ],
  [
    'a string elsewhere holds a placeholder with quotes, and the object now what goes on with it',
    '{ "c": "${"/*"}", "o": { "a": "b" } }',
    '{ "c": "${"/*"}", "o": { "a": "*/}//" } }',
  ],
  ['it is all of the text', '{ "a": { "b": 1 }, "c": 2 }', '{ "a": { "b": 1 }, "c": 3 }'],
  [
    'it held the only placeholder',
    '{ "o": { "a": <X> }, "c": "${", "d": "}" }',
    '{ "o": { "a": 1 }, "c": "${", "d": "}" }',
  ],
])
  test(`all of a text is read where ${what}`, () => {
    assert.equal(again(before, after), undefined);
  });

test('nothing is read again of another kind of document', () => {
  const containers = '[{ "name": "web", "image": "nginx" }]';
  const task = `{
  "Resources": { "Task": { "Type": "a", "Properties": { "ContainerDefinitions": ${containers} } } },
  "containerDefinitions": ${containers}
}`;
  const before = recognise(task)?.tree;
  assert.equal(before?.dialect, 'api');
  const template = recognise(task.replace('"a"', '"AWS::ECS::TaskDefinition"'), before);
  assert.equal(template?.tree.dialect, 'cloudformation');
});

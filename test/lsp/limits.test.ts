import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor } from './support/editor';
import { JOB } from './support/texts';
import { eventually } from './support/wait';

/** Documents that are too much to be read whole: each is told in one sentence, and the server goes on. */

const TOO_LONG = 'This document is longer than 20,000,000 characters and is not read.';
const TOO_MANY = 'There is more here than is read of one document.';
const TOO_DEEP = 'Nested too deeply; what follows is not read.';
const REFUSED =
  'The document was not read to its end, since it is too large or too deep. The syntax finding says where reading ended; divide the document.';

const container = (rest: string): string =>
  `{"family":"f","containerDefinitions":[{"name":"a","image":"i","entryPoint":["/x"],${rest}}]}`;
const template = (rest: string): string =>
  `Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: a\n          Image: i\n${rest}`;
const resource = (rest: string): string =>
  `resource "aws_ecs_task_definition" "a" {\n  family = "f"\n  container_definitions = jsonencode([{ name = "a", image = "i", ${rest} }])\n}\n`;
/** Each line stands for ten times the one before. */
const bomb = Array.from(
  { length: 12 },
  (_, n) => `      X${n}: &x${n} [${Array(10).fill(n === 0 ? 'x' : `*x${n - 1}`)}]\n`,
);

const CASES: [name: string, language: string, text: () => string, told: string][] = [
  ['50 MB', 'json', () => container(`"command":["${'x'.repeat(50_000_000)}"]`), TOO_LONG],
  ['a million containers', 'json', () => `{"containerDefinitions":[${'{},'.repeat(1_000_000)}{}]}`, TOO_MANY],
  ['three million items', 'json', () => container(`"command":[${'"",'.repeat(3_000_000)}""]`), TOO_MANY],
  [
    'a property a million times',
    'json',
    () => `{"containerDefinitions":[],${'"a":1,'.repeat(1_000_000)}"b":1}`,
    TOO_MANY,
  ],
  [
    '20,001 properties of a task',
    'json',
    () => `{"containerDefinitions":[]${',"a":1'.repeat(20_000)}}`,
    TOO_MANY,
  ],
  ['100,000 brackets in JSON', 'json', () => container(`"command":${'['.repeat(100_000)}`), TOO_DEEP],
  [
    '100,000 brackets in YAML',
    'yaml',
    () => template(`          Command: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`),
    TOO_DEEP,
  ],
  [
    '100,000 brackets in Terraform',
    'terraform',
    () => resource(`command = ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    TOO_DEEP,
  ],
  ['100,000 lines of YAML', 'yaml', () => template('          Cpu: 64\n'.repeat(100_000)), TOO_MANY],
  [
    'a million items in Terraform',
    'terraform',
    () => resource(`command = [${'"x",'.repeat(1_000_000)}]`),
    TOO_MANY,
  ],
  [
    'lists in lists on one line of YAML',
    'yaml',
    () => template(`          X:\n            ${'- '.repeat(300)}x\n`),
    TOO_DEEP,
  ],
  ['aliases of aliases', 'yaml', () => template(bomb.join('')), TOO_MANY],
];

for (const [name, language, text, told] of CASES) {
  test(`${name}: told, where the editor reports faults of syntax itself, too`, async (t) => {
    const editor = await Editor.start(t, {
      alone: true,
      initializationOptions: { editorValidates: ['json'] },
    });
    const document = await editor.open('file:///project/large', text(), language);
    const messages = (await document.pull()).map(({ message }) => message);
    assert.equal(messages.filter((message) => message === told).length, 1, String(messages.slice(0, 3)));
    await editor.request('workspace/executeCommand', {
      command: 'ecsDefender.server.protect',
      arguments: [{ uri: document.uri }],
    });
    await eventually(() => editor.messages.length > 0, 'a message');
    assert.deepEqual(
      editor.messages.map(({ message }) => message),
      [REFUSED],
    );
    const other = await editor.open('file:///project/task.json', JOB);
    assert.deepEqual(await other.codes(), ['task-unprotected @ "job"']);
    assert.deepEqual([editor.log, editor.errors], [[], '']);
  });
}

test('a million items and a line of five megabytes are read like any others', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  for (const command of [
    `"command":[${'"x",'.repeat(1_000_000)}"y"]`,
    `"command":["${'x'.repeat(5_000_000)}"]`,
  ]) {
    const document = await editor.open('file:///project/task.json', container(command));
    assert.deepEqual(await document.codes(), ['task-unprotected @ "a"']);
    await document.close();
  }
});

test('a policy of two million values is told as well', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const text = `{"_id":"appEmbeddedRuntime","rules":[${'{},'.repeat(2_000_000)}{}]}`;
  const document = await editor.open('file:///project/policy.json', text);
  assert.deepEqual(
    (await document.pull()).map(({ message }) => message),
    [TOO_MANY],
  );
});

test('of what is too long and none of ours nothing is said', async (t) => {
  const editor = await Editor.start(t, { alone: true });
  const document = await editor.open('file:///project/data.json', `{"a":"${'x'.repeat(21_000_000)}"}`);
  assert.deepEqual(await document.codes(), []);
});

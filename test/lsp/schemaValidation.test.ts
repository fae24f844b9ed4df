import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validatorsAmong } from '../../client/src/validators';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';

/** What a JSON Schema says as well is said once: by the editor's own validators, or by us. */

const TASK = 'file:///project/shop-ecs-task-def.json';
const OTHER = 'file:///project/task.json';
const TEMPLATE = 'file:///project/service.yaml';

const TEXT = `{
  "family": "shop",
  "networkMode": "bridg",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "memory": "lots", "privilege": true },
    { "name": "web", "image": "nginx", "memory": 128 }
  ]
}`;
const OF_SCHEMA = ['value-not-allowed', 'value-type', 'unknown-property'];
const ALWAYS = 'duplicate-container';
const YAML = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: bridg
      ContainerDefinitions: [{ Name: web, Image: nginx, Memory: 128 }]
`;

const TOOLKIT = { pattern: '*ecs-task-def.json', dialect: 'api' };
const LINTER = { pattern: '*', dialect: 'cloudformation' };

async function found(editor: Editor, uri: string, text: string, languageId?: string): Promise<string[]> {
  const document = await editor.open(uri, text, languageId);
  const codes = (await document.pull()).map((one) => String(one.code));
  await document.close();
  return [...OF_SCHEMA, ALWAYS].filter((code) => codes.includes(code));
}

test('nobody else validates: everything is said', async (t) => {
  const editor = await Editor.start(t);
  assert.deepEqual(await found(editor, TASK, TEXT), [...OF_SCHEMA, ALWAYS]);
});

test('auto leaves to others what they say, in their documents and dialects only', async (t) => {
  const initializationOptions = { schemaValidators: [TOOLKIT, LINTER] };
  const editor = await Editor.start(t, { initializationOptions });
  assert.deepEqual(await found(editor, TASK, TEXT), [ALWAYS]);
  assert.deepEqual(await found(editor, OTHER, TEXT), [...OF_SCHEMA, ALWAYS]);
  assert.deepEqual(await found(editor, TEMPLATE, YAML, 'yaml'), []);
});

test('on says it all the same, off never', async (t) => {
  for (const [schemaValidation, wanted] of [
    ['on', [...OF_SCHEMA, ALWAYS]],
    ['off', [ALWAYS]],
  ] as const) {
    const initializationOptions = { schemaValidators: [TOOLKIT], settings: { schemaValidation } };
    const editor = await Editor.start(t, { initializationOptions });
    assert.deepEqual(await found(editor, TASK, TEXT), wanted);
  }
});

test('a rule that has a level of its own is always heard', async (t) => {
  const settings = { schemaValidation: 'off', rules: { 'value-type': 'warning' } };
  const editor = await Editor.start(t, { initializationOptions: { settings } });
  assert.deepEqual(await found(editor, OTHER, TEXT), ['value-type', ALWAYS]);
});

test('who validates may change while the server runs', async (t) => {
  const editor = await Editor.start(t, { capabilities: FULL });
  assert.deepEqual(await found(editor, TASK, TEXT), [...OF_SCHEMA, ALWAYS]);
  await editor.notify('ecsDefender/schemaValidators', { validators: [TOOLKIT] });
  assert.deepEqual(await found(editor, TASK, TEXT), [ALWAYS]);
  await editor.notify('ecsDefender/schemaValidators', { validators: 'nonsense' });
  assert.deepEqual(await found(editor, TASK, TEXT), [...OF_SCHEMA, ALWAYS]);
});

const NONE = { json: [], yaml: {} };

test('VS Code’s side knows the AWS Toolkit’s schema by what it contributes', () => {
  const toolkit = {
    id: 'amazonwebservices.aws-toolkit-vscode',
    contributes: {
      jsonValidation: [
        { fileMatch: '*ecs-task-def.json', url: 'https://example.com/task-definition/schema.json' },
        { fileMatch: ['*.asl.json'], url: 'https://example.com/states.json' },
      ],
    },
  };
  assert.deepEqual(validatorsAmong([{ id: 'someone.else' }, toolkit], NONE), [
    { pattern: '*ecs-task-def.json', dialect: 'api' },
    { pattern: '*ecs-task-def.json', dialect: 'cloudformation' },
  ]);
});

test('it knows what the user has associated, and cfn-lint', () => {
  const associations = {
    json: [{ fileMatch: ['deploy/*.json', '!deploy/x.json'] }, {}],
    yaml: { 'https://example.com/cfn.json': ['*.cfn.yaml'] },
  };
  assert.deepEqual(validatorsAmong([], associations), [
    { pattern: '**/deploy/*.json', dialect: 'api' },
    { pattern: '**/deploy/*.json', dialect: 'cloudformation' },
  ]);
  assert.deepEqual(
    validatorsAmong([{ id: 'redhat.vscode-yaml' }, { id: 'kddejong.vscode-cfn-lint' }], {
      ...associations,
      json: [],
    }),
    [
      { pattern: '*.cfn.yaml', dialect: 'cloudformation' },
      { pattern: '*', dialect: 'cloudformation' },
    ],
  );
});

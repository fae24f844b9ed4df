import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { read } from '../../server/src/service/documents';
import { loadTestGrammars } from '../support/grammars';
import { english, modelOf } from '../support/harness';
import { TASK } from './wired';

before(loadTestGrammars);

/** The documents by which CodePipeline and CodeDeploy put images into a task definition. */

const CODE = 'pipeline-image-name';
const PLACEHOLDER = TASK.replace('"image":"registry.example.com/web:1"', '"image":"<IMAGE1_NAME>"');
const BOTH = PLACEHOLDER.replace('"value":"registry.example.com/web:1"', '"value":"<IMAGE1_NAME>"');
const APPSPEC = (more = ''): string => `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: "<TASK_DEFINITION>"
${more}`;
const AS_JSON = JSON.stringify({
  version: 0.0,
  Resources: [
    {
      TargetService: {
        Type: 'AWS::ECS::Service',
        Properties: { TaskDefinition: 'arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:3' },
      },
    },
  ],
});
const DETAIL = (image: string): string => JSON.stringify({ ImageSizeInBytes: '1', ImageURI: image });
const definitions = (...rows: [name: string, image: string][]): string =>
  JSON.stringify(rows.map(([name, imageUri]) => ({ name, imageUri })));

describe('what could be a task definition as well', () => {
  for (const [kind, text] of [
    ['imageDetail', '{"ImageURI": "a:2", "containerDefinitions": []}'],
    ['imageDefinitions', '[{"name": "web", "imageUri": "a:2", "image": "a:1", "essential": true}]'],
  ])
    test(`is a pipeline’s: ${kind}`, () => {
      const document = TextDocument.create('file:///x.json', 'json', 1, text);
      const { pipeline, tasks } = read(document)!;
      assert.equal(pipeline?.kind, kind);
      assert.deepEqual(tasks, []);
    });
});

describe('what is found', () => {
  const rows: [what: string, text: string, task: string, ...found: string[]][] = [
    ['another image', definitions(['web', 'a:2']), TASK, '"a:2"'],
    [
      'several containers, of which one is wired and changes',
      definitions(['bare', 'a:2'], ['old', 'registry.example.com/old:1'], ['web', 'b:2']),
      TASK,
      '"b:2"',
    ],
    ['the same image', definitions(['web', 'registry.example.com/web:1']), TASK],
    ['a container that is not there', definitions(['api', 'a:2']), TASK],
    ['the sidecar', definitions(['TwistlockDefender', 'a:2']), TASK],
    ['a placeholder for the image alone', DETAIL('a:2'), PLACEHOLDER, '"a:2"'],
    ['the image that the variable says', DETAIL('registry.example.com/web:1'), PLACEHOLDER],
    ['a placeholder in both places', DETAIL('a:2'), BOTH],
    ['no placeholder, so that nothing is replaced', DETAIL('a:2'), TASK],
    ['an AppSpec', APPSPEC(), PLACEHOLDER, '"<TASK_DEFINITION>"'],
    ['an AppSpec with the placeholder in both places', APPSPEC(), BOTH],
    [
      'an AppSpec in JSON',
      AS_JSON,
      PLACEHOLDER,
      '"arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:3"',
    ],
    [
      'an AppSpec with hooks',
      APPSPEC('Hooks:\n  - AfterInstall: Validate\n'),
      PLACEHOLDER,
      '"<TASK_DEFINITION>"',
    ],
  ];
  for (const [what, text, task, ...found] of rows) {
    test(what, () => {
      const { findings } = modelOf(text, {}, 'json', { 'taskdef.json': task });
      assert.deepEqual(
        findings.map(({ code, start, end }) => `${code} @ ${text.slice(start, end)}`),
        found.map((one) => `${CODE} @ ${one}`),
      );
    });
  }
});

test('both ends lead to each other', () => {
  const text = definitions(['web', 'a:2']);
  const [there] = modelOf(text, {}, 'json', { 'taskdef.json': TASK }).findings;
  const [{ uri, start, end }] = there.related!;
  assert.equal(`${uri} ${TASK.slice(start, end)}`, 'file:///taskdef.json "registry.example.com/web:1"');
  assert.deepEqual(there.fixes ?? [], []);

  const here = modelOf(TASK, {}, 'json', { 'imagedefinitions.json': text }).findings.find(
    ({ code }) => code === CODE,
  )!;
  assert.equal(here.severity, 'information');
  assert.match(english(here), /CodePipeline's ECS action puts another image into container "web"/);
  assert.equal(here.related![0].uri, 'file:///imagedefinitions.json');
  assert.equal(text.slice(here.related![0].start, here.related![0].end), '"a:2"');
});

test('other documents with such words are not ours', () => {
  const others = [
    '[{ "name": "web", "imageUri": "a" }, { "name": "api" }]',
    '{ "functions": [{ "imageUri": "a" }] }',
    '# TargetService of AWS::ECS::Service\nversion: 0.0\n',
  ];
  for (const text of others) assert.throws(() => modelOf(text), /not recognised/);
});

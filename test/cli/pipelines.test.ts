import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { folderWith, run, VALUES } from './run';

/** What pipelines do to a protected file, judged by our own check, and the recipe that keeps it true. */

const OPEN = JSON.stringify(
  {
    family: 'shop',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/ecs-exec',
    containerDefinitions: [
      { name: 'web', image: 'registry.example.com/web:1', entryPoint: ['/web'], essential: true },
    ],
  },
  undefined,
  2,
);

const workflow = (variables: string): string => `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: render
        uses: aws-actions/amazon-ecs-render-task-definition@v1
        with:
          task-definition: deploy/task.json
          container-name: web
          image: registry.example.com/web:\${{ github.sha }}
${variables}`;
const LINE = `          environment-variables: |
            TW_IMAGE_NAME=registry.example.com/web:\${{ github.sha }}
`;

interface Inputs {
  readonly image: string;
  readonly environmentVariables?: string;
  readonly command?: string;
}

/** A stand-in for aws-actions/amazon-ecs-render-task-definition, which no package registry has: what it is documented
 * to do with these inputs, and does at release 1.9.0. */
function standInForRender(text: string, name: string, inputs: Inputs): string {
  const task = JSON.parse(text);
  const container = task.containerDefinitions.find((one: { name: string }) => one.name === name);
  container.image = inputs.image;
  if (inputs.command) container.command = inputs.command.split(' ');
  for (const line of (inputs.environmentVariables ?? '').split('\n')) {
    if (line.trim() === '') continue;
    const [, variable, value] = /^([^=]*)=(.*)$/.exec(line.trim())!;
    container.environment ??= [];
    const own = container.environment.find((one: { name: string }) => one.name === variable);
    if (own) own.value = value;
    else container.environment.push({ name: variable, value });
  }
  return JSON.stringify(task, undefined, 2);
}

/** What `protect` makes of it. */
let whole: string;
before(() => {
  const cwd = folderWith({ 'task.json': OPEN });
  whole = run(['protect', 'task.json', ...VALUES], { cwd }).out;
  assert.equal(run(['check', '-'], { cwd, input: whole }).code, 0);
});

/** A repository with a protected task definition in it. */
function repository(files: Record<string, string> = {}): string {
  return folderWith({ '.git/HEAD': '', 'deploy/task.json': whole, ...files });
}

describe('a render step over a protected file', () => {
  const image = 'registry.example.com/web:8f2c1d0';
  const rendered = (cwd: string, inputs: Inputs): string => {
    const text = readFileSync(join(cwd, 'deploy/task.json'), 'utf8');
    writeFileSync(join(cwd, 'rendered.json'), standInForRender(text, 'web', inputs));
    return 'rendered.json';
  };

  test('breaks the wiring without the line, and keeps it true with it', () => {
    const cwd = repository();
    const broken = run(['check', '--format', 'json', rendered(cwd, { image })], { cwd });
    assert.equal(broken.code, 1);
    assert.deepEqual(codesIn(broken.out), ['image-drift']);

    const file = rendered(cwd, { image, environmentVariables: `LOG=info\nTW_IMAGE_NAME=${image}\n` });
    const kept = run(['check', file], { cwd });
    assert.equal(kept.code, 0);
    const { environment } = JSON.parse(readFileSync(join(cwd, file), 'utf8')).containerDefinitions[0];
    const named = environment.filter((one: { name: string }) => one.name === 'TW_IMAGE_NAME');
    assert.deepEqual(named, [{ name: 'TW_IMAGE_NAME', value: image }]);
  });

  test('render, fix, check: the recipe', () => {
    const cwd = repository();
    const file = rendered(cwd, { image });
    const fixed = run(['fix', '--write', file], { cwd });
    assert.equal(fixed.code, 0);
    assert.match(fixed.err, /image-drift/);
    assert.equal(run(['check', file], { cwd }).code, 0);
    const once = readFileSync(join(cwd, file), 'utf8');
    assert.ok(once.includes(`"value": "${image}"`));
    assert.equal(run(['fix', '--write', file], { cwd }).code, 0);
    assert.equal(readFileSync(join(cwd, file), 'utf8'), once);
  });
});

describe('check over a repository', () => {
  const found = (variables: string, ...operands: string[]) => {
    const cwd = repository({ '.github/workflows/deploy.yml': workflow(variables) });
    const { code, out } = run(['check', '--format', 'json', ...operands], { cwd });
    const files = reportsIn(out);
    const list = files.flatMap(({ file, findings }) =>
      findings.map((one) => `${file} ${one.code} ${one.severity}`),
    );
    return { code, list };
  };
  const IN_TASK = 'deploy/task.json render-image-name information';
  const IN_WORKFLOW = '.github/workflows/deploy.yml render-image-name warning';

  test('tells both ends', () =>
    assert.deepEqual(found('', '.'), { code: 1, list: [IN_WORKFLOW, IN_TASK].sort() }));
  test('tells the workflow alone what stands in the file that it renders', () =>
    assert.deepEqual(found('', '.github/workflows/deploy.yml'), { code: 1, list: [IN_WORKFLOW] }));
  test('tells the task definition alone what the workflow makes of it', () =>
    assert.deepEqual(found('', 'deploy/task.json'), { code: 0, list: [IN_TASK] }));
  test('is silent with the line', () => assert.deepEqual(found(LINE, '.'), { code: 0, list: [] }));
});

describe('image files', () => {
  const IMAGES = JSON.stringify([{ name: 'web', imageUri: 'registry.example.com/web:2' }]);
  const rows: [what: string, files: Record<string, string>, ...list: string[]][] = [
    [
      'beside the task definition',
      { 'deploy/imagedefinitions.json': IMAGES },
      'deploy/imagedefinitions.json pipeline-image-name warning',
      'deploy/task.json pipeline-image-name information',
    ],
    [
      'at the root of the repository, for a task definition below',
      { 'imagedefinitions.json': IMAGES },
      'deploy/task.json pipeline-image-name information',
    ],
  ];
  for (const [what, files, ...list] of rows) {
    test(what, () => {
      const { out } = run(['check', '--format', 'json'], { cwd: repository(files) });
      const found = reportsIn(out).flatMap(({ file, findings }) =>
        findings.map((one) => `${file} ${one.code} ${one.severity}`),
      );
      assert.deepEqual(found, list);
    });
  }
});

test('fix --write puts the line into the workflow, once', () => {
  const cwd = repository({ '.github/workflows/deploy.yml': workflow('') });
  const path = '.github/workflows/deploy.yml';
  for (const _ of [1, 2]) {
    assert.equal(run(['fix', '--write', path], { cwd }).code, 0);
    assert.equal(readFileSync(join(cwd, path), 'utf8'), workflow(LINE));
  }
});

test('a workflow that is given on standard input stands where --as says', () => {
  const cwd = repository();
  const args = ['check', '-', '--as', '.github/workflows/deploy.yml', '--format', 'json'];
  const { code, out } = run(args, { cwd, input: workflow('') });
  assert.equal(code, 1);
  assert.deepEqual(codesIn(out), ['render-image-name']);
});

describe('docs/pipelines', () => {
  const blocksOf = (file: string): string[] =>
    [...readFileSync(`docs/pipelines/${file}`, 'utf8').matchAll(/^```(?:\w+)\n([\s\S]*?)^```$/gm)].map(
      ([, block]) => block,
    );
  const blocks = blocksOf('README.md');
  const image = 'registry.example.com/web:8f2c1d0';

  test('shows the same in both languages', () => assert.deepEqual(blocksOf('README.ja.md'), blocks));

  for (const tool of ['jq', 'sed', 'envsubst']) {
    const isThere = spawnSync(tool, ['--version']).status === 0;
    test(`${tool} as it is shown keeps the wiring true`, {
      skip: !isThere && `there is no ${tool} here`,
    }, () => {
      const script = blocks
        .find((block) => block.startsWith('jq') === (tool === 'jq') && block.includes(`${tool} `))!
        .split('\n')
        .filter((line) => tool === 'jq' || line.startsWith(tool))
        .join('\n');
      const placeholder = tool === 'sed' ? 'IMAGE_PLACEHOLDER' : '${IMAGE}';
      const cwd = folderWith({
        'task-definition.json': whole,
        'template.json': whole.replaceAll('registry.example.com/web:1', placeholder),
      });
      const env = { PATH: process.env.PATH, IMAGE: image };
      assert.equal(spawnSync('sh', ['-c', script], { cwd, env }).status, 0);
      assert.equal(readFileSync(join(cwd, 'rendered.json'), 'utf8').split(image).length, 3);
      assert.equal(run(['check', 'rendered.json'], { cwd }).code, 0);
    });
  }
});

function codesIn(out: string): string[] {
  return reportsIn(out).flatMap(({ findings }) => findings.map(({ code }) => code));
}

function reportsIn(out: string): { file: string; findings: { code: string; severity: string }[] }[] {
  return JSON.parse(out);
}

describe('a workflow that nobody can read', () => {
  const broken = `${workflow(LINE)}     image: [\n`;

  test('is told where GitHub would look for it', () => {
    const cwd = folderWith({ '.github/workflows/deploy.yml': broken, 'deploy/task.json': OPEN });
    const { code, out } = run(['check', '.', '--format', 'json'], { cwd });
    assert.equal(code, 1);
    const [report] = JSON.parse(out) as { file: string; findings: { code: string }[] }[];
    assert.equal(report.file, '.github/workflows/deploy.yml');
    assert.deepEqual([...new Set(report.findings.map((one) => one.code))], ['syntax']);
  });

  test('is nothing of ours elsewhere, or where it renders nothing', () => {
    const other = broken.replaceAll('aws-actions/amazon-ecs-render-task-definition', 'actions/setup-node');
    const cwd = folderWith({ 'docs/deploy.yml': broken, '.github/workflows/test.yml': other });
    assert.match(run(['check', '.'], { cwd }).err, /No ECS task definition/);
  });
});

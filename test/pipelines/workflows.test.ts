import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { givenVariables } from '../../server/src/pipelines/variables';
import { workflowIn } from '../../server/src/pipelines/workflow';
import { fixSafely } from '../../server/src/service/fixAll';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { english, modelOf } from '../support/harness';
import { findingsIn, foundIn, TASK } from './wired';

before(loadTestGrammars);

/** Workflows in the shapes that people write. */

const RENDER = 'aws-actions/amazon-ecs-render-task-definition@v1';
const job = (steps: string, above = ''): string => `name: deploy
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
${above}    steps:
      - uses: actions/checkout@v4
${steps}`;
const step = (inputs: string): string => `      - name: Render
        uses: ${RENDER}
        with:
${inputs}`;
const render = (inputs: string, above = ''): string => job(step(inputs), above);

describe('what is found', () => {
  const rows: [what: string, workflow: string, ...found: string[]][] = [
    [
      'a plain step',
      render(`          task-definition: task.json
          container-name: web
          image: \${{ steps.build.outputs.image }}
`),
      'render-image-name @ ${{ steps.build.outputs.image }}',
    ],
    [
      'the action in another case of letters',
      render(`          task-definition: task.json
          container-name: web
          image: \${{ env.IMAGE }}
`).replace(RENDER, 'AWS-Actions/Amazon-ECS-render-task-definition@v1'),
      'render-image-name @ ${{ env.IMAGE }}',
    ],
    [
      'quoted values and a path with a dot',
      render(`          task-definition: "./task.json"
          container-name: 'web'
          image: "registry.example.com/web:\${{ github.sha }}"
`),
      'render-image-name @ "registry.example.com/web:${{ github.sha }}"',
    ],
    [
      'inputs in braces',
      render(`          { task-definition: task.json, container-name: web, image: "\${{ env.IMAGE }}" }
`),
      'render-image-name @ "${{ env.IMAGE }}"',
    ],
    [
      'the names come from env, as in the starter workflow',
      `env:
  ECS_TASK_DEFINITION: task.json
  CONTAINER_NAME: web
${render(`          task-definition: \${{ env.ECS_TASK_DEFINITION }}
          container-name: \${{ env.CONTAINER_NAME }}
          image: \${{ steps.build-image.outputs.image }}
`)}`,
      'render-image-name @ ${{ steps.build-image.outputs.image }}',
    ],
    [
      'env of the job over that of the workflow',
      `env: { NAME: bare }
${render(
  `          task-definition: task.json
          container-name: \${{ env.NAME }}
          image: a
`,
  '    env: { NAME: web }\n',
)}`,
      'render-image-name @ a',
    ],
    [
      'the same image by its value and by its variable',
      `env: { IMAGE: registry.example.com/web:2 }
${render(`          task-definition: task.json
          container-name: web
          image: \${{ env.IMAGE }}
          environment-variables: TW_IMAGE_NAME=registry.example.com/web:2
`)}`,
    ],
    [
      'a variable that a step may write',
      `env: { IMAGE: registry.example.com/web:2 }
${job(`      - run: echo "IMAGE=registry.example.com/web:3" >> $GITHUB_ENV
      - uses: ${RENDER}
        with:
          task-definition: task.json
          container-name: web
          image: \${{ env.IMAGE }}
          environment-variables: TW_IMAGE_NAME=registry.example.com/web:2
`)}`,
      'render-image-name @ ${{ env.IMAGE }}',
    ],
    [
      'a matrix of containers and paths',
      render(
        `          task-definition: \${{ matrix.service }}/task.json
          container-name: \${{ matrix.service }}
          image: \${{ matrix.service }}:\${{ github.sha }}
`,
        '    strategy: { matrix: { service: [api, web] } }\n',
      ),
      'render-image-name @ ${{ matrix.service }}:${{ github.sha }}',
    ],
    [
      'a matrix that is only included',
      render(
        `          task-definition: \${{ matrix.file }}
          container-name: \${{ matrix.name }}
          image: \${{ matrix.image }}
`,
        `    strategy:
      matrix:
        include:
          - { file: web/task.json, name: bare, image: a }
          - { file: web/task.json, name: web, image: b }
`,
      ),
      'render-image-name @ ${{ matrix.image }}',
    ],
    [
      'an alias of inputs',
      job(`      - uses: ${RENDER}
        with: &inputs
          task-definition: task.json
          container-name: web
          image: a
      - uses: ${RENDER}
        with: *inputs
`),
      'render-image-name @ a',
    ],
    [
      'an alias of variables that say it',
      job(`      - uses: ${RENDER}
        with:
          task-definition: task.json
          container-name: bare
          image: \${{ env.I }}
          environment-variables: &variables |
            TW_IMAGE_NAME=\${{ env.I }}
      - uses: ${RENDER}
        with:
          task-definition: task.json
          container-name: web
          image: \${{ env.I }}
          environment-variables: *variables
`),
    ],
    [
      'the last of two lines counts',
      render(`          task-definition: task.json
          container-name: web
          image: b
          environment-variables: |
            TW_IMAGE_NAME=b
            TW_IMAGE_NAME=a
`),
      'render-image-name @ b',
    ],
    [
      'folded lines are one variable',
      render(`          task-definition: task.json
          container-name: web
          image: b
          environment-variables: >-
            LOG_LEVEL=info
            TW_IMAGE_NAME=b
`),
      'render-image-name @ b',
    ],
    [
      'variables that only the run knows',
      render(`          task-definition: task.json
          container-name: web
          image: b
          environment-variables: \${{ vars.ENVIRONMENT }}
`),
      'render-image-unseen @ b',
    ],
    [
      'several containers with one image',
      render(`          task-definition: task.json
          container-name: bare,web
          image: b
`),
      'render-image-name @ b',
    ],
    [
      'a chain of renders',
      job(`      - id: first
        uses: ${RENDER}
        with:
          task-definition: task.json
          container-name: bare
          image: a
      - uses: ${RENDER}
        with:
          task-definition: \${{steps.first.outputs.task-definition}}
          container-name: web
          image: b
`),
      'render-image-name @ b',
    ],
    [
      'a chain that bites its tail',
      job(`      - id: first
        uses: ${RENDER}
        with:
          task-definition: \${{ steps.first.outputs.task-definition }}
          container-name: web
          image: a
`),
      'render-image-unseen @ a',
    ],
    [
      'the output of something else',
      render(`          task-definition: \${{ steps.download.outputs.path }}
          container-name: web
          image: a
`),
      'render-image-unseen @ a',
    ],
    [
      'what is deployed already',
      render(`          task-definition-family: shop
          container-name: web
          image: a
`),
      'render-image-unseen @ a',
    ],
    [
      'a file that the run makes',
      render(`          task-definition: made.json
          container-name: web
          image: a
`),
      'render-image-unseen @ a',
    ],
    [
      'a file that the run makes, with everything given',
      render(`          task-definition: made.json
          container-name: web
          image: \${{ env.I }}
          environment-variables: TW_IMAGE_NAME=\${{ env.I }}
`),
    ],
    [
      'a checkout into a folder',
      job(`      - uses: actions/checkout@v4
        with: { path: source }
      - uses: ${RENDER}
        with:
          task-definition: source/task.json
          container-name: web
          image: a
`),
      'render-image-name @ a',
    ],
    [
      'a composite action',
      `name: deploy
inputs: { image: { required: true } }
runs:
  using: composite
  steps:
    - uses: ${RENDER}
      with:
        task-definition: task.json
        container-name: web
        image: \${{ inputs.image }}
`,
      'render-image-name @ ${{ inputs.image }}',
    ],
    [
      'a reusable workflow',
      `on: { workflow_call: { inputs: { file: { type: string }, image: { type: string } } } }
${job(`      - uses: ${RENDER}
        with:
          task-definition: \${{ inputs.file }}
          container-name: web
          image: \${{ inputs.image }}
`).replace('on: push\n', '')}`,
      'render-image-unseen @ ${{ inputs.image }}',
    ],
    [
      'containers without the Defender, and the sidecar',
      job(`      - uses: ${RENDER}
        with: { task-definition: task.json, container-name: bare, image: a, command: /x }
      - uses: ${RENDER}
        with: { task-definition: task.json, container-name: TwistlockDefender, image: a }
`),
    ],
    [
      'a command in place of the Defender',
      render(`          task-definition: task.json
          container-name: old
          image: registry.example.com/old:1
          command: /old --verbose
`),
      'render-command @ command',
    ],
    [
      'a command behind the Defender',
      render(`          task-definition: task.json
          container-name: web
          image: registry.example.com/web:1
          command: --verbose
`),
    ],
    [
      'secrets of an old release by its commit',
      job(`      - uses: aws-actions/amazon-ecs-render-task-definition@0123456789abcdef # v1.8.4
        with: { task-definition: task.json, container-name: bare, image: a, secrets: A=arn }
`),
      'render-secrets @ secrets',
    ],
  ];
  const beside = { 'task.json': TASK, 'web/task.json': TASK };
  for (const [what, workflow, ...found] of rows)
    test(what, () => assert.deepEqual(foundIn(workflow, beside), found));
});

test('related information leads to what the task definition says', () => {
  const [finding] = findingsIn(
    render(`          task-definition: task.json
          container-name: web
          image: a
`),
    { 'task.json': TASK },
  );
  const [{ uri, start, end }] = finding.related!;
  assert.equal(uri, 'file:///task.json');
  assert.equal(TASK.slice(start, end), '"registry.example.com/web:1"');
  assert.equal(TASK.lastIndexOf('TW_IMAGE_NAME', start) > TASK.lastIndexOf('"image"', start), true);
});

test('in the task definition it leads to the step', () => {
  const workflow = render(`          task-definition: task-definition.json
          container-name: web
          image: a
`);
  const { findings } = modelOf(TASK, {}, 'json', { '.github/workflows/deploy.yml': workflow });
  const finding = findings.find(({ code }) => code === 'render-image-name')!;
  assert.equal(finding.severity, 'information');
  assert.match(english(finding), /wrong once it is deployed/);
  const [{ uri, start, end }] = finding.related!;
  assert.equal(uri, 'file:///.github/workflows/deploy.yml');
  assert.equal(workflow.slice(start, end), 'a');
});

describe('what the fix makes', () => {
  const rows: [what: string, inputs: string, fixed: string][] = [
    [
      'a block that is there, with its blank lines and comments below',
      `          environment-variables: |
            LOG_LEVEL=info

            STAGE=prod
          # the task's own role
          task-role-arn: arn:aws:iam::123456789012:role/web
`,
      `          environment-variables: |
            LOG_LEVEL=info

            STAGE=prod
            TW_IMAGE_NAME=b
          # the task's own role
          task-role-arn: arn:aws:iam::123456789012:role/web
`,
    ],
    [
      'a block that keeps or drops its end, indented further',
      `          environment-variables: |-
              LOG_LEVEL=info
`,
      `          environment-variables: |-
              LOG_LEVEL=info
              TW_IMAGE_NAME=b
`,
    ],
    [
      'a line that says another image',
      `          environment-variables: |
            TW_IMAGE_NAME=a
            LOG_LEVEL=info
`,
      `          environment-variables: |
            TW_IMAGE_NAME=b
            LOG_LEVEL=info
`,
    ],
    [
      'one variable on the line of its key',
      `          environment-variables: "LOG_LEVEL=info"
`,
      `          environment-variables: |
            LOG_LEVEL=info
            TW_IMAGE_NAME=b
`,
    ],
    [
      'folded lines, which stay the one variable that they are',
      `          environment-variables: >
            WORDS=one
            two
`,
      `          environment-variables: >
            WORDS=one
            two

            TW_IMAGE_NAME=b
`,
    ],
    [
      'folded lines with empty ones between them, one of which says another image',
      `          environment-variables: >-
            TW_IMAGE_NAME=a

            WORDS=one
            two
`,
      `          environment-variables: >-
            TW_IMAGE_NAME=b

            WORDS=one
            two
`,
    ],
    [
      'another image with a variable folded behind it, of which nothing may be lost: the last line counts',
      `          environment-variables: >
            TW_IMAGE_NAME=a
            STAGE=prod
`,
      `          environment-variables: >
            TW_IMAGE_NAME=a
            STAGE=prod

            TW_IMAGE_NAME=b
`,
    ],
    [
      'folded lines of which some are indented further, and so are lines of their own',
      `          environment-variables: >
            A=1
              B=2
`,
      `          environment-variables: >
            A=1
              B=2

            TW_IMAGE_NAME=b
`,
    ],
    [
      'a block with a comment in its first line',
      `          environment-variables: | # one a line
            A=1
`,
      `          environment-variables: | # one a line
            A=1
            TW_IMAGE_NAME=b
`,
    ],
    [
      'a comment behind the value, which must not become part of it',
      `          environment-variables: A=1 # the first
`,
      `          environment-variables: "A=1\\nTW_IMAGE_NAME=b" # the first
`,
    ],
    [
      'a comment where a value could be',
      `          environment-variables: # none yet
`,
      `          environment-variables: TW_IMAGE_NAME=b # none yet
`,
    ],
    [
      'an escape for the line break',
      `          environment-variables: "A=1\\nB=2"
`,
      `          environment-variables: |
            A=1
            B=2
            TW_IMAGE_NAME=b
`,
    ],
    [
      'nothing',
      '',
      `          environment-variables: |
            TW_IMAGE_NAME=b
`,
    ],
    [
      'a key without a value',
      `          environment-variables:
`,
      `          environment-variables: |
            TW_IMAGE_NAME=b
`,
    ],
  ];
  const inputs = `          task-definition: task.json
          container-name: web
          image: b
`;
  for (const [what, before, after] of rows) {
    for (const eol of ['\n', '\r\n']) {
      test(`${what}${eol === '\n' ? '' : ', with the line breaks of Windows'}`, () => {
        const write = (more: string): string =>
          `${render(inputs + more)}      - run: echo done\n`.replaceAll('\n', eol);
        assert.equal(fixed(write(before)), write(after));
        assert.deepEqual(foundIn(write(after)), []);
      });
    }
  }

  test('inputs in braces stay there', () => {
    const flow =
      render(`          { task-definition: task.json, container-name: web, image: b, environment-variables: "A=1" }
`);
    assert.equal(fixed(flow), flow.replace('"A=1"', '"A=1\\nTW_IMAGE_NAME=b"'));
  });

  test('what other places share is left to its author', () => {
    const shared = job(`      - uses: ${RENDER}
        with: &inputs
          task-definition: task.json
          container-name: web
          image: a
      - uses: ${RENDER}
        with: *inputs
`);
    assert.equal(fixed(shared), shared);
  });
});

test('whatever variables a step has, the fix keeps them and gives the name', () => {
  const line = fc
    .tuple(fc.stringMatching(/^[A-Z][A-Z_0-9]{0,8}$/), fc.stringMatching(/^[!-~]([ -~]{0,12}[!-~])?$/))
    .filter(([name, value]) => name !== 'TW_IMAGE_NAME' && !value.includes('${{'))
    .map((pair) => pair.join('='));
  const shapes: ((lines: readonly string[]) => string)[] = [
    (lines) => `|\n${lines.map((one) => `            ${one}\n`).join('')}`,
    (lines) => `|+\n${lines.map((one) => `              ${one}\n\n`).join('')}`,
    (lines) => `>\n${lines.map((one) => `            ${one}\n`).join('')}`,
    (lines) => `>-\n${lines.map((one) => `            ${one}\n\n\n\n`).join('')}`,
    (lines) => `${JSON.stringify(lines.join('\n'))}\n`,
    (lines) => `'${lines[0].replaceAll("'", "''")}'\n`,
  ];
  const property = fc.property(
    fc.array(line, { minLength: 1 }),
    fc.constantFrom(...shapes),
    (lines, shape) => {
      const before = render(`          task-definition: task.json
          container-name: web
          image: \${{ env.I }}
          environment-variables: ${shape(lines)}      - run: echo done
`);
      const after = fixed(before);
      const given = variablesOf(before);
      assert.deepEqual(variablesOf(after), new Map([...given, ['TW_IMAGE_NAME', '${{ env.I }}']]));
      assert.ok(after.startsWith(before.slice(0, before.indexOf('environment-variables:'))));
      assert.ok(after.endsWith('\n      - run: echo done\n'));
      assert.equal(fixed(after), after);
    },
  );
  fc.assert(property, { numRuns: 200 });
});

function variablesOf(workflow: string): ReadonlyMap<string, string> {
  return givenVariables(workflowIn(workflow)!.steps[0].inputs).values;
}

function fixed(workflow: string): string {
  const model = modelOf(workflow, {}, 'yaml', { 'task.json': TASK });
  return applyEdits(workflow, fixSafely(model).edits);
}

describe('a container that the task definition does not have', () => {
  const inputs = (name: string, file = 'task.json'): string => `          task-definition: ${file}
          container-name: ${name}
          image: \${{ env.I }}
          environment-variables: TW_IMAGE_NAME=\${{ env.I }}
`;
  const lost = (workflow: string, task = TASK): string[] =>
    findingsIn(workflow, { 'task.json': task })
      .filter(({ code }) => code === 'render-container')
      .map(english);
  const SAID =
    'The task definition has no container "wbe", so that the action ends here. It has: web, old, bare, TwistlockDefender.';

  test('is told, however the step names it', () => {
    assert.deepEqual(lost(render(inputs('wbe'))), [SAID]);
    assert.deepEqual(lost(`env: { NAME: wbe }\n${render(inputs('${{ env.NAME }}'))}`), [SAID]);
    assert.deepEqual(lost(render(inputs('Web'))), [SAID.replace('wbe', 'Web')]);
    assert.deepEqual(lost(render(inputs('a,b'))), [SAID.replace('wbe', 'a,b')]);
  });

  const silent: [what: string, workflow: string, task?: string][] = [
    ['it is there', render(inputs('bare'))],
    ['one of several is there', render(inputs('web,gone'))],
    ['only the run knows it', render(inputs('${{ inputs.name }}'))],
    ['the file is not there', render(inputs('wbe', 'made.json'))],
    ['a script names the file', job(`      - run: jq . t > ./task.json\n${step(inputs('wbe'))}`)],
    [
      'a script names the variable that holds its path',
      `env: { FILE: task.json }\n${job(`      - run: aws ecs x > $FILE\n${step(inputs('wbe', '${{ env.FILE }}'))}`)}`,
    ],
    ['something is downloaded', job(`      - uses: actions/download-artifact@v4\n${step(inputs('wbe'))}`)],
    ['a template decides names', render(inputs('wbe')), TASK.replace('"bare"', '"${NAME}"')],
    [
      'a template adds containers',
      render(inputs('wbe')),
      TASK.replace('{"name":"bare"', '{{ more }},{"name":"bare"'),
    ],
    ['the file is broken', render(inputs('wbe')), TASK.slice(0, -2)],
  ];
  for (const [what, workflow, task] of silent)
    test(`nothing is told where ${what}`, () => assert.deepEqual(lost(workflow, task), []));
});

test('YAML without the action is not read as a workflow', () => {
  for (const text of ['jobs: {}', `# uses: ${RENDER}\nsteps: []`, `- uses: ${RENDER}`])
    assert.throws(() => modelOf(text, {}, 'yaml'), /not recognised/);
});

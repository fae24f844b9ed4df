import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TASK } from '../pipelines/wired';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { eventually } from './support/wait';

/** A workflow and the task definition that it renders, as two documents of one editor. */

const workflow = (variables: string): string => `on: push
jobs:
  deploy:
    steps:
      - uses: aws-actions/amazon-ecs-render-task-definition@v1
        with:
          task-definition: deploy/task.json
          container-name: web
          image: \${{ steps.build.outputs.image }}
${variables}`;
const LINE = `          environment-variables: |
            TW_IMAGE_NAME=\${{ steps.build.outputs.image }}
`;
const PLACE = '.github/workflows/deploy.yml';

test('a workflow is told what its step does, while the task definition is not open', async (t) => {
  const folder = folderWith(t, { '.git/HEAD': '', 'deploy/task.json': TASK, [PLACE]: workflow('') });
  const editor = await Editor.start(t, { folders: [folder] });
  const document = await editor.open(uriIn(folder, PLACE), workflow(''), 'github-actions-workflow');
  const [finding] = await document.pull();
  assert.equal(finding.code, 'render-image-name');
  assert.equal(document.textIn(finding.range), '${{ steps.build.outputs.image }}');
  const [related] = finding.relatedInformation!;
  assert.equal(related.location.uri, uriIn(folder, 'deploy/task.json'));

  const [fix] = await document.actions(finding.range);
  assert.match(fix.title, /^Set TW_IMAGE_NAME to the image/);
  assert.equal(fix.isPreferred, true);
  assert.ok(await document.apply(fix.edit!));
  assert.equal(document.text, workflow(LINE));
  assert.deepEqual(await document.codes(), []);
});

test('both documents count as they stand in the editor', async (t) => {
  const folder = folderWith(t, { '.git/HEAD': '', 'deploy/task.json': TASK });
  const editor = await Editor.start(t, { folders: [folder], capabilities: FULL });
  const task = await editor.open(uriIn(folder, 'deploy/task.json'), TASK);
  const own = async (): Promise<string[]> => (await task.codes()).filter((one) => one.startsWith('render-'));
  assert.deepEqual(await own(), []);
  write(folder, PLACE, workflow(''));
  assert.equal((await own()).length, 1);
  const { refreshes } = editor;
  const document = await editor.open(uriIn(folder, PLACE), workflow(LINE), 'yaml');
  await eventually(() => editor.refreshes > refreshes, 'the editor is told');
  assert.deepEqual(await own(), []);
  assert.deepEqual(await document.codes(), []);
});

test('what is only for task definitions has nothing to say in a workflow', async (t) => {
  const folder = folderWith(t, { '.git/HEAD': '', 'deploy/task.json': TASK, [PLACE]: workflow('') });
  const editor = await Editor.start(t, { folders: [folder], capabilities: FULL });
  const { uri } = await editor.open(uriIn(folder, PLACE), workflow(''), 'yaml');
  const textDocument = { uri };
  const at = { textDocument, position: { line: 6, character: 14 } };
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const requests: [method: string, params: object][] = [
    ['textDocument/hover', at],
    ['textDocument/completion', at],
    ['textDocument/definition', at],
    ['textDocument/documentSymbol', { textDocument }],
    ['textDocument/codeLens', { textDocument }],
    ['textDocument/documentLink', { textDocument }],
    ['textDocument/inlayHint', { textDocument, range }],
  ];
  for (const [method, params] of requests) {
    const answer = await editor.connection.sendRequest(method, params);
    const items = (answer as { items?: unknown[] } | null)?.items ?? answer ?? [];
    assert.deepEqual(items, [], method);
  }
});

test('other YAML is silent', async (t) => {
  const folder = folderWith(t, { 'deploy/task.json': TASK });
  const editor = await Editor.start(t, { folders: [folder] });
  const text = 'on: push\njobs: { a: { steps: [{ uses: actions/checkout@v4 }] } }\n';
  const document = await editor.open(uriIn(folder, PLACE), text, 'yaml');
  assert.deepEqual(await document.pull(), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientCapabilities, CompletionItem, MarkupContent } from 'vscode-languageserver/node';
import { merge, PULLING } from './support/capabilities';
import type { Document } from './support/document';
import { Editor } from './support/editor';

const SNIPPETS: ClientCapabilities = merge(PULLING, {
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } },
    },
  },
});
const URI = 'file:///task.json';

/** What is offered right behind a text. */
function complete(
  editor: Editor,
  document: Document,
  behind: string,
  context?: { triggerKind: number; triggerCharacter?: string },
): Promise<CompletionItem[]> {
  const { end: position } = document.rangeOf(behind);
  return editor.request('textDocument/completion', {
    textDocument: { uri: document.uri },
    position,
    context,
  });
}

async function take(document: Document, items: readonly CompletionItem[], label: string): Promise<void> {
  const item = items.find((one) => one.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is offered`);
  const edits = [item.textEdit, ...(item.additionalTextEdits ?? [])];
  assert.ok(await document.apply({ changes: { [document.uri]: edits } }));
}

test('a document that is no JSON yet is completed key by key, value by value', async (t) => {
  const editor = await Editor.start(t, { capabilities: {} });
  assert.deepEqual(editor.initialized.capabilities.completionProvider, {
    triggerCharacters: ['"', ':', ' ', '.', '%'],
    resolveProvider: true,
  });
  const document = await editor.open(
    URI,
    '{\n  "containerDefinitions": [\n    { "name": "db", "image": "postgres:16" },\n    { "name": "web" "',
  );
  await take(document, await complete(editor, document, '"web" "'), 'dependsOn');
  assert.match(document.text, /\{ "name": "web", "dependsOn": $/);
  await document.replace('"dependsOn": ', '"dependsOn": [{ "containerName": "');
  await take(document, await complete(editor, document, '"containerName": "'), 'db');
  assert.match(document.text, /\{ "name": "web", "dependsOn": \[\{ "containerName": "db"$/);
  const items = await complete(editor, document, '"containerName": "d');
  assert.deepEqual(
    items.map(({ label, filterText }) => [label, filterText]),
    [['db', '"db']],
  );
});

test('an editor with snippets is given places to fill in, on lines that it moves', async (t) => {
  const editor = await Editor.start(t, { capabilities: SNIPPETS, locale: 'ja' });
  const document = await editor.open(URI, '{\n  "containerDefinitions": [\n    {\n      "\n    }\n  ]\n}');
  const items = await complete(editor, document, '{\n      "');
  const check = items.find(({ label }) => label === 'healthCheck')!;
  assert.equal(check.insertTextFormat, 2);
  assert.equal(check.insertTextMode, 2);
  assert.equal(items.find(({ label }) => label === 'image')!.detail, 'string（必須）');
});

test('what an item means comes when somebody looks at it', async (t) => {
  const editor = await Editor.start(t, { capabilities: SNIPPETS });
  const document = await editor.open(URI, '{"containerDefinitions":[{"');
  const items = await complete(editor, document, '[{"');
  const item = items.find(({ label }) => label === 'stopTimeout')!;
  assert.equal(item.documentation, undefined);
  const { documentation, ...rest } = await editor.request<CompletionItem>('completionItem/resolve', item);
  assert.deepEqual(rest, item);
  const { kind, value } = documentation as MarkupContent;
  assert.equal(kind, 'markdown');
  assert.match(value, /^Time duration \(in seconds\) to wait before the container is forcefully killed/);
  assert.match(value, /\n\nOn Fargate from 2 to 120\.\n\n/);
  assert.match(
    value,
    /\[AWS API reference\]\(https:\/\/docs\.aws\.amazon\.com\/AmazonECS\/latest\/APIReference\/API_ContainerDefinition\.html#ECS-Type-ContainerDefinition-stopTimeout\)$/,
  );
});

test('a template and Terraform are completed while their grammars are loaded for the first time', async (t) => {
  const editor = await Editor.start(t, { capabilities: {} });
  const yaml = await editor.open(
    'file:///template.yaml',
    'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: web\n          Ima\n',
    'yaml',
  );
  await take(yaml, await complete(editor, yaml, 'Ima'), 'Image');
  assert.match(yaml.text, /\n {10}Image: \n$/);
  const terraform = await editor.open(
    'file:///ecs.tf',
    'resource "aws_ecs_task_definition" "shop" {\n  cpu    = 256\n  memory = \n  container_definitions = jsonencode([{ name = "web" }])\n}\n',
    'terraform',
  );
  await take(terraform, await complete(editor, terraform, 'memory = '), '512');
  assert.match(terraform.text, /\n {2}memory = 512\n/);
});

test('a blank brings values only, and documents of others nothing', async (t) => {
  const editor = await Editor.start(t, { capabilities: {} });
  const document = await editor.open(URI, '{"containerDefinitions":[{"name":"web", "essential": }]}');
  const blank = { triggerKind: 2, triggerCharacter: ' ' };
  assert.deepEqual(await complete(editor, document, '"web", ', blank), []);
  assert.equal((await complete(editor, document, '"essential": ', blank)).length, 2);
  const other = await editor.open('file:///other.json', '{"name": "');
  assert.deepEqual(await complete(editor, other, '"name": "'), []);
});

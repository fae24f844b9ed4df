import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import type { Document } from './support/document';
import { Editor } from './support/editor';

async function hover(editor: Editor, document: Document, behind: string): Promise<string | undefined> {
  const { end: position } = document.rangeOf(behind);
  const textDocument = { uri: document.uri };
  const found = await editor.request<Hover | null>('textDocument/hover', { textDocument, position });
  return found ? (found.contents as MarkupContent).value : undefined;
}

test('a key is told in AWS’s words, in a document of any syntax and state', async (t) => {
  const editor = await Editor.start(t);
  const json = await editor.open(
    'file:///task.json',
    '{"containerDefinitions":[{"stopTimeout": 30, "name": "web"',
  );
  const said = (await hover(editor, json, '"stopT')) ?? '';
  assert.match(said, /^`stopTimeout`: `number`\n\nTime duration \(in seconds\) to wait/);
  assert.match(said, /\n\nOn Fargate from 2 to 120\.\n\nIn CloudFormation: `StopTimeout`\n\n/);
  const terraform = await editor.open(
    'file:///ecs.tf',
    'resource "aws_ecs_task_definition" "shop" {\n  cpu = 256\n  container_definitions = jsonencode([{ name = "web", stopTimeout = 30 }])\n}\n',
    'terraform',
  );
  assert.match((await hover(editor, terraform, 'stopT')) ?? '', /^`stopTimeout`: `number`\n\nTime duration/);
  assert.match((await hover(editor, terraform, 'cpu = 2')) ?? '', /^256 CPU units: 0\.25 vCPU\./);
});

test('ours is in the reader’s language, and no bundle is shown', async (t) => {
  const editor = await Editor.start(t, { locale: 'ja' });
  const bundle = 'eyJzZWNyZXRzIjp7InNlcnZpY2UtcGFyYW1ldGVyIjoieCJ9fQ==';
  const document = await editor.open(
    'file:///task.json',
    `{"containerDefinitions":[{"name":"TwistlockDefender","entryPoint":["/usr/local/bin/defender","fargate","sidecar"],"environment":[{"name":"INSTALL_BUNDLE","value":"${bundle}"}]}]}`,
  );
  for (const part of ['"INSTALL_B', '"value":"eyJ']) {
    const said = (await hover(editor, document, part)) ?? '';
    assert.match(said, /^Defender がコンソールに接続するための情報です。/);
    assert.ok(!said.includes(bundle));
  }
});

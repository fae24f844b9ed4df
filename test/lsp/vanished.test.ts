import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { FULL } from './support/capabilities';
import { Editor } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { JOB } from './support/texts';

/** Files and folders that are not what they were, or no text. */

test('a folder that vanishes while it is open: what is open is judged as ever, and nothing else is there', async (t) => {
  const profile = '{ "rules": { "task-unprotected": "error" } }';
  const folder = folderWith(t, { '.ecs-defender.json': profile, 'a.json': JOB, 'b/c.json': JOB });
  const settings = () => ({ workspaceDiagnostics: true });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder], settings });
  const document = await editor.open(uriIn(folder, 'a.json'), JOB);
  const workspace = () =>
    editor.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
  const severities = async () => (await document.pull()).map(({ severity }) => severity);
  assert.deepEqual([await severities(), (await workspace()).items.length], [[1], 1]);
  rmSync(folder, { recursive: true });
  await editor.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriIn(folder, 'b/c.json'), type: 3 }],
  });
  assert.deepEqual([await severities(), (await workspace()).items], [[2], []]);
  write(folder, 'd.json', JOB);
  assert.deepEqual(
    (await workspace()).items.map(({ uri }) => uri),
    [uriIn(folder, 'd.json')],
  );
  assert.deepEqual([editor.messages, editor.log, editor.errors], [[], [], '']);
});

test('a file that is read-only, or no UTF-8, is looked at as far as it can be, and never in the way of others', async (t) => {
  const folder = folderWith(t, { 'a.json': JOB, 'z.json': JOB });
  chmodSync(join(folder, 'a.json'), 0o444);
  writeFileSync(join(folder, 'm.json'), Buffer.concat([Buffer.from([0xff, 0xc3]), Buffer.from(JOB)]));
  writeFileSync(join(folder, 'n.json'), Buffer.from(`\ufeff${JOB}`, 'utf16le'));
  const settings = () => ({ workspaceDiagnostics: true });
  const editor = await Editor.start(t, { capabilities: FULL, folders: [folder], settings });
  const { items } = await editor.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
  });
  const named = ['a.json', 'n.json', 'z.json'].map((name) => uriIn(folder, name));
  assert.deepEqual(items.map(({ uri }) => uri).sort(), named);
  assert.deepEqual([editor.messages, editor.log, editor.errors], [[], [], '']);
});

test('bytes that are no UTF-8 inside of a message are read as what cannot be read, and the next message is whole', async (t) => {
  const editor = await Editor.start(t);
  const uri = 'file:///project/task.json';
  const text = JOB.replace('"job:1"', '"job:\u00e9"');
  const said = JSON.stringify({
    jsonrpc: '2.0',
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'json', version: 1, text } },
  });
  // One byte a letter, so that the é is the beginning of something longer that does not come.
  const bytes = Buffer.from(said, 'latin1');
  editor.server.stdin.write(`Content-Length: ${bytes.length}\r\n\r\n`);
  editor.server.stdin.write(bytes);
  const report = await editor.request<{ items: { code: string }[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  const codes = report.items.map(({ code }) => code);
  assert.ok(codes.includes('task-unprotected'), String(codes));
  assert.deepEqual([editor.messages, editor.log, editor.errors], [[], [], '']);
});

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FULL, PUSHED } from './support/capabilities';
import { Editor, type EditorOptions } from './support/editor';
import { folderWith, uriIn, write } from './support/files';
import { PROFILE, SHOP } from './support/texts';

/** Most tests start servers inside of a thread. What people start is a process. */

const TEMPLATE = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - { Name: web, Image: nginx, EntryPoint: [/web] }
`;

const EDITORS: Record<string, EditorOptions> = {
  'an editor that can do everything': {
    capabilities: FULL,
    settings: () => ({ workspaceDiagnostics: true }),
  },
  'an editor of old, in Japanese': { capabilities: PUSHED, environment: { LC_ALL: 'ja_JP.UTF-8' } },
  'an editor that says what language it wants on the command line': { arguments: ['--lang', 'ja'] },
};

for (const [name, options] of Object.entries(EDITORS)) {
  test(`${name}: a server in a process of its own says the same, and ends alike`, async (t) => {
    const folder = folderWith(t, { 'a.json': SHOP, 'b.yaml': TEMPLATE });
    const [inside, alone] = [
      await session(await Editor.start(t, { ...options, folders: [folder] }), folder),
      await session(await Editor.start(t, { ...options, folders: [folder], alone: true }), folder),
    ];
    assert.deepEqual(inside, alone);
    assert.deepEqual([alone.code, alone.errors, alone.ofTemplate], [0, '', ['task-unprotected @ web']]);
    assert.notEqual(alone.text, SHOP);
  });
}

/** What an editor sees of a folder, and makes of it. */
async function session(editor: Editor, folder: string) {
  rmSync(join(folder, '.ecs-defender.json'), { force: true });
  const document = await editor.open(uriIn(folder, 'a.json'), SHOP);
  const template = await editor.open(uriIn(folder, 'b.yaml'), TEMPLATE, 'yaml');
  const first = await document.pull();
  const actions = await document.actions(document.rangeOf('web'));
  const textDocument = { uri: document.uri };
  const position = document.rangeOf('"entryPoint"').end;
  const asked = [
    await editor.request('textDocument/hover', { textDocument, position }),
    await editor.request('textDocument/completion', { textDocument, position }),
    await editor.request('textDocument/documentSymbol', { textDocument }),
    await editor.request('textDocument/codeLens', { textDocument }),
    await editor.request('ecsDefender/checkWorkspace', {}),
  ];
  write(folder, '.ecs-defender.json', PROFILE);
  const changes = [{ uri: uriIn(folder, '.ecs-defender.json'), type: 1 }];
  await editor.notify('workspace/didChangeWatchedFiles', { changes });
  await editor.request('workspace/executeCommand', {
    command: 'ecsDefender.server.protect',
    arguments: [textDocument],
  });
  const last = await document.pull();
  const ofTemplate = await template.codes();
  await assert.rejects(editor.request('nobody/knows'), { code: -32601 });
  const code = await editor.end();
  const { initialized, registrations, messages, log, errors, applied, asked: folders } = editor;
  const said = { initialized, registrations, messages, log, errors, applied, folders };
  const registered = registrations.map(({ method, registerOptions }) => ({ method, registerOptions }));
  return {
    ...said,
    registrations: registered,
    first,
    actions,
    asked,
    last,
    ofTemplate,
    code,
    text: document.text,
  };
}

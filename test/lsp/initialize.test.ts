import assert from 'node:assert/strict';
import { test } from 'node:test';
import { version } from '../../package.json';
import { FULL, PULLING, PUSHED } from './support/capabilities';
import { Editor } from './support/editor';

const ALWAYS = {
  textDocumentSync: { openClose: true, change: 2, save: true },
  codeActionProvider: {
    codeActionKinds: [
      'quickfix',
      'refactor.rewrite.protectWithDefender',
      'refactor.rewrite.upgradeDefender',
      'refactor.rewrite.removeDefender',
      'refactor.rewrite.toggleFilesystemMonitoring',
      'refactor.rewrite.layOutScript',
      'source.fixAll.ecsDefender',
    ],
  },
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['"', ':', ' ', '.', '%'], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  semanticTokensProvider: {
    legend: {
      tokenTypes: [
        'comment',
        'keyword',
        'operator',
        'string',
        'number',
        'regexp',
        'property',
        'function',
        'macro',
      ],
      tokenModifiers: [],
    },
    full: true,
  },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: true,
  documentSymbolProvider: { label: 'ECS' },
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: {},
  inlayHintProvider: true,
  executeCommandProvider: {
    commands: [
      'ecsDefender.server.protect',
      'ecsDefender.server.upgrade',
      'ecsDefender.server.unprotect',
      'ecsDefender.server.toggleFilesystemMonitoring',
      'ecsDefender.server.showRule',
    ],
  },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

test('an editor that pulls diagnostics and registers nothing later is told of them at the start', async (t) => {
  const { initialized } = await Editor.start(t, { alone: true, capabilities: PULLING });
  assert.deepEqual(initialized, {
    serverInfo: { name: 'ecs-defender', version },
    capabilities: {
      ...ALWAYS,
      diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
    },
  });
});

test('an editor that cannot pull diagnostics is not told of them', async (t) => {
  const { initialized, registrations } = await Editor.start(t, { alone: true, capabilities: PUSHED });
  assert.deepEqual(initialized.capabilities, ALWAYS);
  assert.deepEqual(registrations, []);
});

test('an editor that registers later is asked for diagnostics, settings and changed profiles', async (t) => {
  const editor = await Editor.start(t, { alone: true, capabilities: FULL });
  assert.deepEqual(editor.initialized.capabilities, ALWAYS);
  await editor.registered('textDocument/diagnostic');
  assert.deepEqual(
    editor.registrations.map(({ method, registerOptions }) => [method, registerOptions]),
    [
      ['workspace/didChangeConfiguration', { section: 'ecsDefender' }],
      [
        'workspace/didChangeWatchedFiles',
        {
          watchers: [
            { globPattern: '**/.ecs-defender.json' },
            { globPattern: '**/.ecs-defender.images.json' },
          ],
        },
      ],
      [
        'textDocument/diagnostic',
        { documentSelector: null, interFileDependencies: false, workspaceDiagnostics: false },
      ],
    ],
  );
});

test('an editor without code action literals gets no code actions it could not read', async (t) => {
  const { initialized } = await Editor.start(t, { alone: true, capabilities: {} });
  assert.equal(initialized.capabilities.codeActionProvider, undefined);
  assert.deepEqual(initialized.capabilities.executeCommandProvider, ALWAYS.executeCommandProvider);
});

test('options of a wrong type count as not given', async (t) => {
  for (const initializationOptions of [
    7,
    [],
    { editorValidates: 'json', rulesBaseUri: 1, placeholderCommand: {}, settings: 'x' },
  ]) {
    const editor = await Editor.start(t, { alone: true, initializationOptions });
    const document = await editor.open('file:///task.json', '{"containerDefinitions":[{"name":"a"');
    assert.ok((await document.codes()).length > 0, JSON.stringify(initializationOptions));
    assert.deepEqual(editor.messages, []);
  }
});

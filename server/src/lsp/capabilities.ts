import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { version } from '../../../package.json';
import { LOCK_NAME } from '../images/lock';
import { PROFILE_NAME } from '../profile/read';
import { LAYOUT_KIND, REFACTOR_KINDS } from '../service/codeActions';
import { FIX_ALL_KIND } from '../service/fixAll';
import { Command } from './features/commands';
import { COMPLETION_TRIGGERS } from './features/completion';
import { SEMANTIC_LEGEND } from './features/scripts';
import type { Client } from './options';
import { readEditorSettings } from './settings';

/** What the server says of itself, as far as this client understands it. */
export function initializeResult(client: Client): InitializeResult {
  const { edits } = client.options;
  // A client that registers nothing later must be told now whether to ask for the whole workspace.
  const { workspaceDiagnostics } = readEditorSettings(client.options.settings);
  return {
    serverInfo: { name: 'ecs-defender', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider:
        edits && client.literalActions
          ? { codeActionKinds: ['quickfix', ...Object.values(REFACTOR_KINDS), LAYOUT_KIND, FIX_ALL_KIND] }
          : undefined,
      hoverProvider: true,
      completionProvider: { triggerCharacters: COMPLETION_TRIGGERS, resolveProvider: true },
      signatureHelpProvider: { triggerCharacters: ['(', ','] },
      semanticTokensProvider: { legend: SEMANTIC_LEGEND, full: true },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: edits && (client.preparesRename ? { prepareProvider: true } : true),
      documentSymbolProvider: { label: 'ECS' },
      selectionRangeProvider: true,
      documentLinkProvider: { resolveProvider: false },
      codeLensProvider: {},
      inlayHintProvider: true,
      executeCommandProvider: { commands: edits ? Object.values(Command) : [Command.ShowRule] },
      diagnosticProvider:
        client.pullsDiagnostics && !client.registersDiagnostics
          ? { interFileDependencies: false, workspaceDiagnostics }
          : undefined,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** Asks to be told of changed settings and profiles. */
export async function subscribe(connection: Connection, client: Client): Promise<void> {
  if (client.registersConfiguration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'ecsDefender' });
  if (client.watchesFiles)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: `**/${PROFILE_NAME}` }, { globPattern: `**/${LOCK_NAME}` }],
    });
}

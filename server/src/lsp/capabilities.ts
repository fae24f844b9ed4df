import { type InitializeParams, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { version } from '../../../package.json';
import { SEMANTIC_KINDS } from '../policy/customRules/semanticKinds';
import { FIX_ALL_KIND, LAYOUT_KIND, REFACTOR_KINDS } from '../service/kinds';
import { Command } from './commandIds';
import { clientOf } from './options';
import { readEditorSettings } from './settings';

/** What brings completion up by itself, besides letters: in task definitions what begins a key or a value, in scripts the
 * dot of an attribute, the sign of a macro, a quote. */
const COMPLETION_TRIGGERS = ['"', ':', ' ', '.', '%'];

/** What the server says of itself, as far as this client understands it. An editor waits for this: it must not take more
 * than little modules. */
export function initializeResult(params: InitializeParams): InitializeResult {
  // Nothing of it is in a language.
  const client = clientOf(params, 'en');
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
      semanticTokensProvider: { legend: { tokenTypes: [...SEMANTIC_KINDS], tokenModifiers: [] }, full: true },
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

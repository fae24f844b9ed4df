import type { InitializeParams } from 'vscode-languageserver';
import * as z from 'zod/mini';
import type { Locale } from '../l10n/catalogue';
import { schemaValidator } from './validators';

const text = z.catch(z.optional(z.string()), undefined);

/** What a client may say at the start, beyond its capabilities. What is of a wrong type counts as not said. */
const initializationOptions = z.object({
  /** URI of the folder that holds the rule pages, one folder a language. */
  rulesBaseUri: text,
  /** Language ids in which the editor itself reports syntax and schema faults. */
  editorValidates: z.catch(z.array(z.string()), []),
  /** Who else of the editor knows task definitions; told anew whenever that changes. */
  schemaValidators: z.catch(z.array(schemaValidator), []),
  /** A command of the client that takes `[uri, ranges]` and lets the user fill placeholders in one after the other. */
  placeholderCommand: text,
  /** False for people who want to be told only: nothing is then offered that changes a document. */
  edits: z.catch(z.boolean(), true),
  /** The client answers the requests of `FileRequest`, for files that only it can read. */
  readsFiles: z.catch(z.boolean(), false),
  /** A command of the client that takes `{ uri, task, container }` and shows what protecting would change. */
  previewCommand: text,
  /** A command of the client that takes `{ uri, position, places }` and leads to one of the places. */
  placesCommand: text,
  /** False where the user has not said that the workspace's files are to be trusted: then no network, whatever the
   * settings say. */
  workspaceTrusted: z.catch(z.boolean(), true),
  /** Editor settings (what stands under `ecsDefender`), for clients without `workspace/configuration`. */
  settings: z.optional(z.unknown()),
});
export type InitializationOptions = z.infer<typeof initializationOptions>;

/** The client, as far as answers depend on it. */
export interface Client {
  readonly locale: Locale;
  readonly options: InitializationOptions;
  readonly pullsDiagnostics: boolean;
  readonly registersDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly asksConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly watchesFiles: boolean;
  readonly tellsFolders: boolean;
  readonly appliesEdits: boolean;
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  readonly literalActions: boolean;
  readonly insertsSnippets: boolean;
  readonly registersFormatting: boolean;
  readonly disabledActions: boolean;
  readonly showsDocuments: boolean;
  readonly linkedDefinitions: boolean;
  readonly nestedSymbols: boolean;
  readonly preparesRename: boolean;
  readonly linkTooltips: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly adjustsIndentation: boolean;
}

export function clientOf(
  { capabilities, initializationOptions: raw }: InitializeParams,
  locale: Locale,
): Client {
  const { textDocument, workspace, window } = capabilities;
  const read = initializationOptions.safeParse(raw);
  const options = read.success ? read.data : initializationOptions.parse({});
  return {
    locale,
    options,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    registersDiagnostics: textDocument?.diagnostic?.dynamicRegistration === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    asksConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    appliesEdits: workspace?.applyEdit === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    insertsSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    registersFormatting: options.edits && textDocument?.formatting?.dynamicRegistration === true,
    literalActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    showsDocuments: window?.showDocument?.support === true,
    linkedDefinitions: textDocument?.definition?.linkSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    linkTooltips: textDocument?.documentLink?.tooltipSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    adjustsIndentation:
      textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet.includes(2) === true,
  };
}

/** The folders that are open at the start. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = Array.isArray(workspaceFolders) ? workspaceFolders.map((folder) => folder?.uri) : [rootUri];
  return uris.filter((uri) => typeof uri === 'string' && uri !== '') as string[];
}

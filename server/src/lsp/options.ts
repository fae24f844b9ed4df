import type { InitializeParams } from 'vscode-languageserver';
import { type Locale, localeOf } from '../l10n/catalogue';

/** What a client may say at the start, beyond its capabilities. */
export interface InitializationOptions {
  /** URI of the folder that holds the rule pages, one folder a language. */
  readonly rulesBaseUri?: string;
  /** Language ids in which the editor itself reports syntax and schema faults. */
  readonly editorValidates?: readonly string[];
  /** A command of the client that takes `[uri, ranges]` and lets the user fill placeholders in one after the other. */
  readonly placeholderCommand?: string;
  /** Editor settings, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
}

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
  readonly versionedEdits: boolean;
  readonly literalActions: boolean;
  readonly disabledActions: boolean;
  readonly showsDocuments: boolean;
  readonly folders: readonly string[];
}

export function clientOf(params: InitializeParams): Client {
  const { textDocument, workspace, window } = params.capabilities;
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  return {
    locale: localeOf(params.locale),
    options: (params.initializationOptions as InitializationOptions | undefined) ?? {},
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    registersDiagnostics: textDocument?.diagnostic?.dynamicRegistration === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    asksConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    literalActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    showsDocuments: window?.showDocument?.support === true,
    folders,
  };
}

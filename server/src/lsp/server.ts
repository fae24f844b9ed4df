import {
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../package.json';
import type { ProfileFiles } from '../profile/locate';
import { PROFILE_NAME } from '../profile/read';
import { REFACTOR_KIND } from '../service/codeActions';
import { type Model, Models } from '../service/model';
import { placeholdersIn } from '../service/protect';
import { codeActions } from './codeActions';
import { Command, protectDocument, showRule } from './commands';
import { Configuration } from './configuration';
import { rangeOf } from './convert';
import { diagnosticsOf } from './diagnostics';
import { Guard } from './guard';
import { type Client, clientOf } from './options';
import { pathOf } from './uris';
import { WorkspaceDiagnostics, type WorkspaceFiles } from './workspace';

/** What the server needs of the machine it runs on; a web worker brings its own. */
export interface Host {
  readonly profiles: ProfileFiles;
  readonly environment: (name: string) => string | undefined;
  /** The files of a workspace folder; absent where they cannot be listed. */
  readonly files?: WorkspaceFiles;
  /** URI of the folder with the rule pages, for clients that do not give one. */
  readonly pages: string;
}

/** The request by which a client finds the placeholders that are left, after the user has typed over some. */
export const PLACEHOLDERS_REQUEST = 'ecsDefender/placeholders';

/** Connects the language service to an editor. */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const models = new Models();
  let client!: Client;
  let configuration!: Configuration;
  let workspace!: WorkspaceDiagnostics;
  const guard = new Guard(connection, () => client?.locale ?? 'en');

  // A profile that is being edited counts as it stands in the editor.
  const profiles: ProfileFiles = {
    read: (path) =>
      documents
        .all()
        .find(({ uri }) => pathOf(uri) === path)
        ?.getText() ?? host.profiles.read(path),
    has: host.profiles.has,
  };

  connection.onInitialize((params): InitializeResult => {
    client = clientOf(params);
    configuration = new Configuration(connection, client, profiles);
    workspace = new WorkspaceDiagnostics(
      connection,
      client,
      configuration,
      documents,
      host.files,
      host.pages,
    );
    return {
      serverInfo: { name: 'ecs-defender', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: client.literalActions
          ? { codeActionKinds: ['quickfix', REFACTOR_KIND] }
          : undefined,
        executeCommandProvider: { commands: Object.values(Command) },
        diagnosticProvider:
          client.pullsDiagnostics && !client.registersDiagnostics
            ? { interFileDependencies: false, workspaceDiagnostics: false }
            : undefined,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() =>
    guard.run(
      'initialized',
      async () => {
        if (client.registersConfiguration) {
          await connection.client.register(DidChangeConfigurationNotification.type, {
            section: 'ecsDefender',
          });
        }
        if (client.watchesFiles) {
          await connection.client.register(DidChangeWatchedFilesNotification.type, {
            watchers: [{ globPattern: `**/${PROFILE_NAME}` }],
          });
        }
        if (client.registersDiagnostics) await workspace.register();
      },
      undefined,
    ),
  );

  const modelOf = async (uri: string): Promise<Model | undefined> => {
    const document = documents.get(uri);
    if (!document) return undefined;
    const { config, excluded } = await configuration.of(uri);
    return excluded ? undefined : models.of(document, config);
  };

  const diagnose = async (document: TextDocument): Promise<Diagnostic[]> =>
    diagnosticsOf(document, await configuration.of(document.uri), models, client, host.pages);

  /** For clients that do not ask. A result for a version that has passed meanwhile is dropped. */
  const push = (document: TextDocument): Promise<void> =>
    guard.run(
      'diagnostics',
      async () => {
        const { uri, version: asked } = document;
        const diagnostics = await diagnose(document);
        if (documents.get(uri)?.version !== asked) return;
        await connection.sendDiagnostics({ uri, version: asked, diagnostics });
      },
      undefined,
    );

  const refresh = (settings?: unknown): void => {
    configuration.changed(settings);
    if (client.refreshesDiagnostics) connection.languages.diagnostics.refresh();
    else if (!client.pullsDiagnostics) for (const document of documents.all()) void push(document);
  };

  documents.onDidChangeContent(({ document }) => {
    if (document.uri.endsWith(`/${PROFILE_NAME}`)) refresh();
    if (!client.pullsDiagnostics) void push(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    configuration.forget(uri);
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onDidChangeConfiguration(({ settings }) =>
    guard.run(
      'configuration',
      async () => {
        refresh((settings as { ecsDefender?: unknown } | undefined)?.ecsDefender);
        if (client.registersDiagnostics) await workspace.register();
      },
      undefined,
    ),
  );
  connection.onDidChangeWatchedFiles(() => refresh());

  connection.languages.diagnostics.on(({ textDocument }) =>
    guard.run(
      DocumentDiagnosticRequest.method,
      async () => {
        const document = documents.get(textDocument.uri);
        return { kind: DocumentDiagnosticReportKind.Full, items: document ? await diagnose(document) : [] };
      },
      { kind: DocumentDiagnosticReportKind.Full, items: [] },
    ),
  );
  connection.languages.diagnostics.onWorkspace((params, token) =>
    guard.run('workspace/diagnostic', () => workspace.report(params, token), { items: [] }),
  );

  connection.onCodeAction((params) =>
    guard.run('codeAction', async () => {
      const model = await modelOf(params.textDocument.uri);
      return model ? codeActions(model, params, client, host.pages, host.environment) : [];
    }, []),
  );

  connection.onExecuteCommand(({ command, arguments: [argument] = [] }) =>
    guard.run<unknown>(
      command,
      async () => {
        if (command === Command.ShowRule) return showRule(String(argument), connection, client, host.pages);
        const uri =
          typeof argument === 'string' ? argument : String((argument as { uri?: unknown } | undefined)?.uri);
        return protectDocument(await modelOf(uri), connection, client, host.environment);
      },
      null,
    ),
  );

  connection.onRequest(PLACEHOLDERS_REQUEST, ({ uri }: { uri: string }) =>
    guard.run('placeholders', () => {
      const document = documents.get(uri);
      return document ? placeholdersIn(document.getText()).map((span) => rangeOf(document, span)) : [];
    }, []),
  );

  documents.listen(connection);
  connection.listen();
}

import {
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  MarkupKind,
  MessageType,
  type RelatedFullDocumentDiagnosticReport,
  ResponseError,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { needsGrammar } from '../ecs/recognise';
import { type Locale, words } from '../l10n/catalogue';
import { type Message, message } from '../l10n/message';
import type { ProfileFiles } from '../profile/locate';
import { hoverAt } from '../service/hover';
import { unknownImages } from '../service/images';
import { type Model, Models } from '../service/model';
import { placeholdersIn } from '../service/protect';
import { allRules } from '../service/rules';
import { type GrammarSource, loadGrammars } from '../syntax/grammars';
import { initializeResult, subscribe } from './capabilities';
import { codeActions } from './codeActions';
import { Command, changeDocument, showRule, WORK_OF } from './commands';
import { Configuration } from './configuration';
import { rangeOf } from './convert';
import { diagnosticsOf, isProfile } from './diagnostics';
import { Folders } from './folders';
import { Guard } from './guard';
import { ImageLookup, type ResolveImage } from './images';
import { tell } from './messages';
import { type Client, clientOf, foldersOf } from './options';
import { openProfiles, profileWriter } from './profiles';
import { PushedDiagnostics } from './push';
import { WorkspaceDiagnostics, type WorkspaceFiles } from './workspace';

/** What the server needs of the machine it runs on; a web worker brings its own. */
export interface Host {
  /** The language of the messages; `offered` is what the client says of its own. */
  readonly locale: (offered: string | undefined) => Locale;
  readonly profiles: ProfileFiles;
  /** The grammars of YAML and Terraform, loaded when the first such document comes. */
  readonly grammars: GrammarSource;
  /** The one profile for all documents; absent where each has the nearest one. */
  readonly profile?: string;
  readonly environment: (name: string) => string | undefined;
  /** The files of a workspace folder; absent where they cannot be listed. */
  readonly files?: WorkspaceFiles;
  /** Asks a registry what an image runs; absent where there is no network. */
  readonly resolveImage?: ResolveImage;
  /** URI of the folder with the rule pages, for clients that do not give one. */
  readonly pages: string;
}

/** The request by which a client finds the placeholders that are left, after the user has typed over some. */
export const PLACEHOLDERS_REQUEST = 'ecsDefender/placeholders';

/** By this a client says that the user has come to trust the workspace. */
export const TRUST_NOTIFICATION = 'ecsDefender/workspaceTrusted';

/** How long, in milliseconds, a hover or a light bulb waits for a registry, and how long a command does. */
const SOON = 3_000;
const LATER = 30_000;

/** Connects the language service to an editor. */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const models = new Models();
  let client!: Client;
  let folders!: Folders;
  let configuration!: Configuration;
  let workspace!: WorkspaceDiagnostics;
  let isTrusted = false;
  const guard = new Guard(connection, () => client?.locale ?? 'en');

  connection.onInitialize((params) => {
    client = clientOf(params, host.locale(params.locale));
    isTrusted = client.options.workspaceTrusted;
    folders = new Folders(foldersOf(params));
    const profiles = openProfiles(documents, host.profiles);
    configuration = new Configuration(connection, client, folders, profiles, host.profile);
    const { files, pages } = host;
    workspace = new WorkspaceDiagnostics(
      connection,
      client,
      configuration,
      folders,
      documents,
      files,
      pages,
      host.grammars,
    );
    return initializeResult(client, files !== undefined);
  });

  connection.onInitialized(() =>
    guard.run(
      'initialized',
      async () => {
        if (client.tellsFolders)
          connection.workspace.onDidChangeWorkspaceFolders((event) => {
            folders.change(event);
            configuration.changed();
            void refresh();
          });
        await subscribe(connection, client);
        if (client.registersDiagnostics) await workspace.register();
      },
      undefined,
    ),
  );

  /** A document once what it takes to read it is there. */
  const ready = async (document: TextDocument): Promise<TextDocument> => {
    if (needsGrammar(document.getText())) await loadGrammars(host.grammars);
    return document;
  };

  const diagnose = async (document: TextDocument): Promise<Diagnostic[]> =>
    diagnosticsOf(await ready(document), await configuration.of(document.uri), models, client, host.pages);
  const pushed = new PushedDiagnostics(connection, documents, guard, diagnose);

  /** What documents depend on has changed. */
  const refresh = (): Promise<void> => {
    configuration.generation++;
    return guard.run(
      'refresh',
      async () => {
        if (!client.pullsDiagnostics) for (const one of documents.all()) pushed.soon(one);
        else if (client.refreshesDiagnostics) await connection.languages.diagnostics.refresh();
      },
      undefined,
    );
  };

  documents.onDidChangeContent(({ document }) => {
    if (isProfile(document.uri)) void refresh();
    else if (!client.pullsDiagnostics) pushed.soon(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    configuration.forget(uri);
    if (!client.pullsDiagnostics) pushed.takeBack(uri);
    // What was not saved counts no longer.
    if (isProfile(uri)) void refresh();
  });
  connection.onDidChangeConfiguration((params) =>
    guard.run(
      'configuration',
      async () => {
        configuration.changed((params?.settings as { ecsDefender?: unknown } | null)?.ecsDefender);
        void refresh();
        if (client.registersDiagnostics) await workspace.register();
      },
      undefined,
    ),
  );
  connection.onDidChangeWatchedFiles(() => refresh());

  connection.languages.diagnostics.on(({ textDocument }, token) => {
    const none: RelatedFullDocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    return guard.answer(
      DocumentDiagnosticRequest.method,
      token,
      async () => {
        const document = documents.get(textDocument.uri);
        return document ? { ...none, items: await diagnose(document) } : none;
      },
      none,
    );
  });
  connection.languages.diagnostics.onWorkspace((params, token) =>
    guard.answer('workspace/diagnostic', token, () => workspace.report(params, token), { items: [] }),
  );

  const lookup =
    host.resolveImage &&
    new ImageLookup(host.resolveImage, (images) => {
      configuration.images = images;
      void refresh();
    });
  connection.onNotification(TRUST_NOTIFICATION, () => {
    isTrusted = true;
  });

  /** Asks registries about what a document leaves to its images, if the user allows it; says what could not be read. */
  const findImages = async (uri: string, patience: number): Promise<Message[]> => {
    const document = documents.get(uri);
    if (!lookup || !isTrusted || !document) return [];
    if (!(await configuration.editorSettings(folders.of(uri))).resolveImages) return [];
    const model = await modelOf(uri);
    return 'key' in model ? [] : lookup.find(unknownImages(model), patience);
  };

  /** The model of an open document, or why there is none. */
  const modelOf = async (uri: string): Promise<Model | Message> => {
    const document = documents.get(uri);
    if (!document) return message('refused.notOpen');
    const { config, excluded } = await configuration.of(uri);
    if (excluded) return message('refused.excluded');
    return models.of(await ready(document), config) ?? message('refused.notATask');
  };

  connection.onCodeAction((params, token) =>
    guard.answer(
      'codeAction',
      token,
      async () => {
        const { uri } = params.textDocument;
        const version = documents.get(uri)?.version;
        // Saving must not wait for a registry: what is fixed on save asks nothing of images.
        const isForSaving = params.context.only?.every((kind) => kind.startsWith('source'));
        if (!isForSaving) await findImages(uri, SOON);
        const model = await modelOf(uri);
        // The range is one of a text that has passed.
        if (documents.get(uri)?.version !== version)
          return new ResponseError<never>(LSPErrorCodes.ContentModified, 'the document has changed');
        if ('key' in model) return [];
        const { profilePath } = await configuration.of(uri);
        const writeProfile = profileWriter(profilePath, documents, host.profiles, client);
        const { environment, pages: ownPages } = host;
        return codeActions(model, params, { client, ownPages, environment, writeProfile });
      },
      [],
    ),
  );

  connection.onHover(({ textDocument: { uri }, position }, token) =>
    guard.answer(
      'hover',
      token,
      async () => {
        await findImages(uri, SOON);
        const model = await modelOf(uri);
        if ('key' in model) return null;
        const { document } = model;
        const hover = hoverAt(model, document.offsetAt(position));
        if (!hover) return null;
        const value = hover.paragraphs.map((text) => words(text, client.locale)).join('\n\n');
        return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(document, hover) };
      },
      null,
    ),
  );

  connection.onExecuteCommand(({ command, arguments: [argument] = [] }, token) =>
    guard.answer<unknown>(
      command,
      token,
      async () => {
        if (command === Command.ShowRule && allRules.some(({ code }) => code === argument))
          return showRule(argument, connection, client, host.pages);
        const work = WORK_OF[command];
        if (!work) return new ResponseError<never>(LSPErrorCodes.RequestFailed, `${command}: not known`);
        const uri = typeof argument === 'object' ? (argument as { uri?: unknown } | null)?.uri : argument;
        const failures = await findImages(String(uri), LATER);
        if (failures.length > 0)
          tell(connection, MessageType.Warning, message('sentences', { parts: failures }), client.locale);
        const model = await modelOf(String(uri));
        if (!('key' in model)) return changeDocument(model, work, connection, client, host.environment);
        tell(connection, MessageType.Info, model, client.locale);
        return null;
      },
      null,
    ),
  );

  connection.onRequest(PLACEHOLDERS_REQUEST, ({ uri }: { uri: string }, token) =>
    guard.answer(
      'placeholders',
      token,
      async () => {
        const document = documents.get(uri);
        return document
          ? placeholdersIn((await ready(document)).getText()).map((span) => rangeOf(document, span))
          : [];
      },
      [],
    ),
  );

  documents.listen(connection);
  connection.listen();
}

import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type ApplyWorkspaceEditParams,
  ApplyWorkspaceEditRequest,
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Registration,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  UnregistrationRequest,
} from 'vscode-languageserver/node';
import { PULLING } from './capabilities';
import { Document } from './document';
import { type Server, startAlone, startInside } from './server';
import { eventually, Late, within } from './wait';

/** What an editor is like, and how it starts the server. */
export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  /** Paths of its workspace folders; of one that is not on the disk, its URI. */
  readonly folders?: readonly string[];
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** What it answers when asked for the settings of a folder. */
  readonly settings?: (folder: string | undefined) => unknown;
  /** What it answers when asked to change documents; it does so unless told otherwise. */
  readonly appliesEdits?: boolean;
  readonly arguments?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** How long it waits for the server to start, in milliseconds, where that is not as long as for anything else. */
  readonly patience?: number;
  /** Whether the server is a process of its own: where its start, its end, its memory or its streams are looked at. */
  readonly alone?: boolean;
}

/** A server runs, but has not said hello in time: the machine has other things to do. */
export class NotStarted extends Error {}

/**
 * The client's side of the server that ships: it keeps what the server says, and answers what it asks.
 * Everything waits with a limit, so that a server that says nothing is a failure and not a hanging test.
 */
export class Editor {
  readonly registrations: Registration[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly messages: { type: number; message: string }[] = [];
  readonly log: string[] = [];
  readonly applied: ApplyWorkspaceEditParams[] = [];
  readonly shown: string[] = [];
  /** Folders whose settings were asked for. */
  readonly asked: (string | undefined)[] = [];
  refreshes = 0;
  errors = '';
  readonly documents = new Map<string, Document>();
  initialized!: InitializeResult;

  private constructor(
    readonly server: Server,
    readonly connection: ProtocolConnection,
    private readonly options: EditorOptions,
  ) {}

  /** Starts a server and says hello. It is ended with the test. */
  static async start(t: Pick<TestContext, 'after'>, options: EditorOptions = {}): Promise<Editor> {
    const start = options.alone ? startAlone : startInside;
    // The machine's language must not decide what a test sees.
    const environment = { ...process.env, LC_ALL: 'C', ...options.environment };
    const server = start(['lsp', '--stdio', ...(options.arguments ?? [])], environment);
    const reader = new StreamMessageReader(server.stdout);
    // Of a message of which a killed server sent only a part the library would wait for the rest, timer after timer, and this
    // process would never end.
    reader.partialMessageTimeout = 0;
    const connection = createProtocolConnection(reader, new StreamMessageWriter(server.stdin));
    const editor = new Editor(server, connection, options);
    t.after(() => editor.kill());
    server.stderr.on('data', (part) => (editor.errors += part));
    // A server that has ended closes the pipe; the tests look at its exit code.
    server.stdin.on('error', () => {});
    editor.listen();
    await editor.hello();
    return editor;
  }

  private listen(): void {
    const { connection, options } = this;
    connection.onError(() => {});
    connection.onNotification(PublishDiagnosticsNotification.type, (one) => void this.published.push(one));
    connection.onNotification(ShowMessageNotification.type, (one) => void this.messages.push(one));
    connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message));
    connection.onRequest(RegistrationRequest.type, (params) => {
      this.registrations.push(...params.registrations);
    });
    connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
      for (const { id } of unregisterations)
        this.registrations.splice(
          this.registrations.findIndex((one) => one.id === id),
          1,
        );
    });
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => {
      this.asked.push(...items.map(({ scopeUri }) => scopeUri));
      return Promise.all(items.map(async ({ scopeUri }) => (await options.settings?.(scopeUri)) ?? null));
    });
    connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      this.shown.push(uri);
      return { success: true };
    });
    connection.onRequest(ApplyWorkspaceEditRequest.type, async (params) => {
      this.applied.push(params);
      if (options.appliesEdits === false) return { applied: false };
      const done = await Promise.all([...this.documents.values()].map((one) => one.apply(params.edit)));
      return { applied: done.every(Boolean) };
    });
    connection.listen();
  }

  private async hello(): Promise<void> {
    const { capabilities = PULLING, folders, locale, initializationOptions } = this.options;
    const hello = this.connection.sendRequest<InitializeResult>('initialize', {
      // A thread has no process of its own that could watch over ours.
      processId: this.options.alone ? process.pid : null,
      rootUri: null,
      capabilities,
      locale,
      initializationOptions,
      workspaceFolders:
        folders?.map((path) => ({
          uri: path.includes(':/') ? path : pathToFileURL(path).href,
          name: path,
        })) ?? null,
    });
    try {
      this.initialized = await within(hello, 'the answer to initialize', this.options.patience);
    } catch (fault) {
      const { exitCode, signalCode } = this.server;
      const runs = exitCode === null && signalCode === null;
      throw fault instanceof Late && runs ? new NotStarted(fault.message) : fault;
    }
    await this.notify('initialized', {});
  }

  /** A request with a limit. */
  request<T>(method: string, params?: unknown): Promise<T> {
    return within(this.connection.sendRequest<T>(method, params), `the answer to ${method}`);
  }
  notify(method: string, params?: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async open(uri: string, text: string, languageId = 'json'): Promise<Document> {
    const document = new Document(this, uri, languageId, text);
    this.documents.set(uri, document);
    const item = { uri, languageId, version: document.version, text };
    await this.notify('textDocument/didOpen', { textDocument: item });
    return document;
  }

  /** What the server has last published for a document, once it is for `version`. */
  async publishedFor(uri: string, version: number): Promise<PublishDiagnosticsParams> {
    const last = () => this.published.findLast((one) => one.uri === uri);
    await eventually(() => last()?.version === version, `diagnostics for version ${version}`);
    return last()!;
  }

  /** The options of a registration, once it stands. */
  async registered(method: string): Promise<unknown> {
    const found = () => this.registrations.find((one) => one.method === method);
    await eventually(() => found() !== undefined, `the registration of ${method}`);
    return found()!.registerOptions;
  }

  /** Ends the server as the protocol says; its exit code. */
  async end(): Promise<number | null> {
    await this.request('shutdown');
    await this.notify('exit');
    return this.exited();
  }
  async exited(): Promise<number | null> {
    if (this.server.exitCode === null) await within(once(this.server, 'exit'), 'the end of the server');
    return this.server.exitCode;
  }
  private kill(): void {
    this.connection.dispose();
    this.server.kill('SIGKILL');
  }
}

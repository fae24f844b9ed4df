import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  RegistrationRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A program that speaks the protocol on its standard input and output. */
export interface Program {
  readonly name: string;
  readonly command: readonly string[];
  readonly initializationOptions?: unknown;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** It publishes diagnostics when it likes and cannot be asked for them. */
  readonly pushes?: boolean;
  /** Milliseconds that it lets pass after each change before it looks at the document. */
  readonly waits?: number;
}

/** The editor's side of a server that is measured. */
export class Client {
  /** Milliseconds from the start of the process to its answer to `initialize`. */
  startup = 0;
  private readonly documents = new Map<string, TextDocument>();
  private isEnding = false;
  private published: (uri: string) => void = () => {};

  private constructor(
    private readonly program: Program,
    private readonly process: ChildProcess,
    private readonly connection: ProtocolConnection,
  ) {}

  static async start(program: Program): Promise<Client> {
    const from = performance.now();
    const child = spawn(process.execPath, [...program.command], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const client = new Client(program, child, createProtocolConnection(child.stdout, child.stdin));
    // What it is asked would be waited for for ever.
    child.on('exit', (code, signal) => {
      if (!client.isEnding) throw new Error(`${program.name} has ended with ${code ?? signal}: ${said}`);
    });
    const { connection } = client;
    connection.onError(() => {});
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => program.settings?.[section ?? ''] ?? null),
    );
    connection.onNotification('textDocument/publishDiagnostics', ({ uri }) => client.published(uri));
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        textDocument: { diagnostic: {}, publishDiagnostics: {}, codeAction: LITERAL_ACTIONS },
        workspace: { configuration: program.settings !== undefined },
      },
      initializationOptions: program.initializationOptions,
      workspaceFolders: null,
    });
    client.startup = performance.now() - from;
    await connection.sendNotification('initialized', {});
    if (program.settings)
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: program.settings });
    return client;
  }

  /** Opens a document and waits for what is to be said about it. */
  async open(uri: string, languageId: string, text: string): Promise<readonly Diagnostic[]> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    const answer = this.answer(uri);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return answer();
  }

  /** Puts a text in the place of another and waits for what is to be said about that. */
  async type(uri: string, start: number, end: number, text: string): Promise<readonly Diagnostic[]> {
    const document = this.documents.get(uri)!;
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text }], version);
    const answer = this.answer(uri);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
    return answer();
  }

  /** What is said about a document after this call: asked for, or waited for. */
  private answer(uri: string): () => Promise<readonly Diagnostic[]> {
    if (!this.program.pushes) return () => this.diagnostics(uri);
    const told = new Promise<readonly Diagnostic[]>((resolve) => {
      this.published = (of) => of === uri && resolve([]);
    });
    return () => told;
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.request<{ items: Diagnostic[] }>('textDocument/diagnostic', uri);
    return report.items;
  }

  request<T>(method: string, uri: string, params: object = {}): Promise<T> {
    return this.connection.sendRequest<T>(method, { textDocument: { uri }, ...params });
  }

  /** What the process holds in memory, in KB; undefined where the machine does not say. */
  get memory(): number | undefined {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))?.[1]);
    } catch {
      return undefined;
    }
  }

  async end(): Promise<void> {
    this.isEnding = true;
    const ended = once(this.process, 'exit');
    this.connection.dispose();
    this.process.kill('SIGKILL');
    await ended;
  }

  /** Lets it end by itself, so that it writes what it has seen of its own run. */
  async leave(): Promise<void> {
    this.isEnding = true;
    const ended = once(this.process, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }
}

const LITERAL_ACTIONS = {
  codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor'] } },
};

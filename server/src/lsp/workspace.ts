import {
  type CancellationToken,
  type Connection,
  type Disposable,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type TextDocuments,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Models } from '../service/model';
import type { Configuration } from './configuration';
import { diagnosticsOf } from './diagnostics';
import type { Client } from './options';

/** The files of workspace folders. */
export interface WorkspaceFiles {
  /** URIs of the files below a folder that may hold a task definition. */
  list(folderUri: string): readonly string[];
  /** What changes whenever the file does. */
  stamp(uri: string): string;
  read(uri: string): string | undefined;
}

/** Files that are not open: looked at only while `ecsDefender.workspaceDiagnostics` asks for it. */
export class WorkspaceDiagnostics {
  /** Settled registrations, one after the other: two at once would both stand, and report everything twice. */
  private registered: Promise<Disposable | undefined> = Promise.resolve(undefined);
  private isOn = false;

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly configuration: Configuration,
    private readonly open: TextDocuments<TextDocument>,
    private readonly files: WorkspaceFiles | undefined,
    private readonly ownPages: string,
  ) {}

  /** Tells the client whether to ask for the workspace; told again when the setting changes. */
  register(): Promise<unknown> {
    this.registered = this.registered.then((registration) => this.replace(registration));
    return this.registered;
  }

  private async replace(registration: Disposable | undefined): Promise<Disposable | undefined> {
    const wanted =
      this.files !== undefined && (await this.configuration.editorSettings()).workspaceDiagnostics;
    if (registration && wanted === this.isOn) return registration;
    registration?.dispose();
    this.isOn = wanted;
    return this.connection.client.register(DocumentDiagnosticRequest.type, {
      documentSelector: null,
      interFileDependencies: false,
      workspaceDiagnostics: wanted,
    });
  }

  async report(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    const { files } = this;
    if (!files || !this.isOn) return { items: [] };
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const items: WorkspaceDiagnosticReport['items'] = [];
    for (const uri of this.client.folders.flatMap((folder) => files.list(folder))) {
      if (token.isCancellationRequested) break;
      if (this.open.get(uri)) continue;
      const resultId = files.stamp(uri);
      if (known.get(uri) === resultId) {
        items.push({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId });
        continue;
      }
      const text = files.read(uri);
      if (text === undefined) continue;
      const applied = await this.configuration.of(uri);
      const document = TextDocument.create(uri, 'json', 0, text);
      const diagnostics = diagnosticsOf(document, applied, new Models(), this.client, this.ownPages);
      if (diagnostics.length > 0 || known.has(uri)) {
        items.push({
          kind: DocumentDiagnosticReportKind.Full,
          uri,
          version: null,
          resultId,
          items: diagnostics,
        });
      }
      // Long work lets requests about open documents through.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { items };
  }
}

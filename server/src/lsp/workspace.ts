import {
  type CancellationToken,
  type Diagnostic,
  type Disposable,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { Walk } from './around';
import { diagnosticsOf } from './diagnostics';
import type { ListedFile } from './files';
import { aMoment } from './moment';
import type { Session } from './session';
import { readUnopened } from './unopened';
import { keyOf } from './uris';

/** Files that are not open: looked at only while `ecsDefender.workspaceDiagnostics` asks for it. */
export class WorkspaceDiagnostics {
  /** Settled registrations, one after the other: two at once would both stand, and report everything twice. */
  private registered: Promise<Disposable | undefined> = Promise.resolve(undefined);
  private isOn = false;
  /** Files with nothing to say, by what they were then: they are not read again, and nobody is told of them. */
  private readonly silent = new Map<string, string>();

  constructor(private readonly session: Session) {}

  /** Tells the client whether to ask for the workspace; told again when the setting changes. */
  register(): Promise<unknown> {
    const last = this.registered.catch(() => undefined);
    this.registered = last.then((registration) => this.replace(registration));
    return this.registered;
  }

  private async replace(registration: Disposable | undefined): Promise<Disposable | undefined> {
    const wanted = await this.isWanted();
    if (registration && wanted === this.isOn) return registration;
    registration?.dispose();
    this.isOn = wanted;
    return this.session.connection.client.register(DocumentDiagnosticRequest.type, {
      documentSelector: null,
      interFileDependencies: false,
      workspaceDiagnostics: wanted,
    });
  }

  private async isWanted(): Promise<boolean> {
    return (await this.session.configuration.editorSettings()).workspaceDiagnostics;
  }

  async report(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    const { configuration, documents, folders, files, policies } = this.session;
    if (!(await this.isWanted())) return { items: [] };
    const known = new Map(previousResultIds.map(({ uri, value }) => [keyOf(uri), { uri, value }]));
    // Open documents speak for themselves.
    const seen = new Set(documents.keys().map(keyOf));
    const items: WorkspaceDiagnosticReport['items'] = [];
    const walk = new Walk();
    const listed = await Promise.all(folders.uris.map((folder) => files.list(folder)));
    for (const file of listed.flat()) {
      if (token.isCancellationRequested) break;
      const { uri } = file;
      const key = keyOf(uri);
      const stamp = await files.stamp(uri);
      if (seen.has(key) || stamp === undefined) continue;
      seen.add(key);
      const resultId = `${configuration.generation}:${policies.generation}:${stamp}`;
      const last = known.get(key);
      if (last?.value === resultId) {
        items.push({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId });
        continue;
      }
      if (!last && this.silent.get(key) === resultId) continue;
      await aMoment();
      const found = await this.diagnose(file, walk);
      if (found.length === 0) this.silent.set(key, resultId);
      if (found.length > 0 || last)
        items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: found });
    }
    // A file that is gone has nothing to say any more.
    for (const [key, { uri }] of known) {
      if (!seen.has(key) && !token.isCancellationRequested)
        items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
    }
    return { items };
  }

  private async diagnose(file: ListedFile, walk: Walk): Promise<Diagnostic[]> {
    const read = await readUnopened(this.session, file, walk);
    const { client, host, models } = this.session;
    return read ? diagnosticsOf(read.document, read.applied, models, client, host.pages) : [];
  }
}

import {
  type CancellationToken,
  type Diagnostic,
  type Disposable,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mightBeOurs } from '../service/documents';
import { Models } from '../service/model';
import { Walk } from './around';
import { diagnosticsOf, isProfile } from './diagnostics';
import type { Session } from './session';
import { pathOf } from './uris';

/** A web worker has no `setImmediate`. */
const soon: (run: () => void) => void = 'setImmediate' in globalThis ? setImmediate : setTimeout;

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
    for (const { uri, isKnown } of listed.flat()) {
      if (token.isCancellationRequested) break;
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
      // Long work lets requests about open documents through.
      await new Promise<void>(soon);
      const found = await this.diagnose(uri, isKnown, walk);
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

  private async diagnose(uri: string, isKnown: boolean, walk: Walk): Promise<Diagnostic[]> {
    const { client, configuration, files, host } = this.session;
    if (!isKnown && !(await configuration.of(uri, '', walk)).included) return [];
    const text = await files.read(uri);
    if (text === undefined || (!isProfile(uri) && !mightBeOurs(uri, text))) return [];
    // No editor validates a file that is not open, so it has no language here.
    const document = TextDocument.create(uri, '', 0, text);
    const applied = await this.session.appliedTo(document, walk);
    configuration.forget(uri);
    return diagnosticsOf(document, applied, new Models(), client, host.pages);
  }
}

/** Editors write the same URI in more than one way. */
function keyOf(uri: string): string {
  return pathOf(uri) ?? uri;
}

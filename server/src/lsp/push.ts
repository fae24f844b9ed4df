import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Guard } from './guard';

/** How long changes are gathered before they are looked at, in milliseconds: too short to be noticed. */
const GATHERING = 20;

/** Diagnostics for clients that do not ask for them. A burst of changes gets one answer. */
export class PushedDiagnostics {
  private readonly waiting = new Set<TextDocument>();

  constructor(
    private readonly connection: Connection,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly guard: Guard,
    private readonly diagnose: (document: TextDocument, isCancelled: () => boolean) => Promise<Diagnostic[]>,
  ) {}

  soon(document: TextDocument): void {
    if (this.waiting.has(document)) return;
    this.waiting.add(document);
    setTimeout(() => {
      this.waiting.delete(document);
      void this.guard.run('diagnostics', () => this.push(document), undefined);
    }, GATHERING);
  }

  takeBack(uri: string): void {
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private async push(document: TextDocument): Promise<void> {
    const { uri, version } = document;
    // A result for a version that has passed meanwhile is dropped, as is one for a document that was closed.
    const hasPassed = (): boolean => this.documents.get(uri) !== document || document.version !== version;
    const diagnostics = await this.diagnose(document, hasPassed);
    if (!hasPassed()) await this.connection.sendDiagnostics({ uri, version, diagnostics });
  }
}

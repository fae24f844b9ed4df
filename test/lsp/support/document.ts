import {
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Range,
  type TextDocumentContentChangeEvent,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Editor } from './editor';

export type PlainDiagnostic = Diagnostic & { message: string };

/** An open document, as the editor has it. */
export class Document {
  private held: TextDocument;

  constructor(
    private readonly editor: Editor,
    readonly uri: string,
    readonly languageId: string,
    text: string,
  ) {
    this.held = TextDocument.create(uri, languageId, 1, text);
  }

  get version(): number {
    return this.held.version;
  }
  get text(): string {
    return this.held.getText();
  }

  /** The range of the n-th place where a text stands. */
  rangeOf(part: string, n = 1): Range {
    let start = -1;
    for (let found = 0; found < n; found++) start = this.text.indexOf(part, start + 1);
    if (start < 0) throw new Error(`${part} does not stand ${n} times in the document`);
    return { start: this.held.positionAt(start), end: this.held.positionAt(start + part.length) };
  }
  textIn(range: Range): string {
    return this.held.getText(range);
  }

  /** Several changes in one notification, each a change of what the ones before it have left. */
  async change(...changes: TextDocumentContentChangeEvent[]): Promise<void> {
    this.held = TextDocument.update(this.held, changes, this.version + 1);
    const textDocument = { uri: this.uri, version: this.version };
    await this.editor.notify('textDocument/didChange', { textDocument, contentChanges: changes });
  }
  /** Tells of changes as no editor should, that leave a text behind. */
  async tell(text: string, version: number, changes: TextDocumentContentChangeEvent[]): Promise<void> {
    this.held = TextDocument.create(this.uri, this.languageId, version, text);
    const textDocument = { uri: this.uri, version };
    await this.editor.notify('textDocument/didChange', { textDocument, contentChanges: changes });
  }
  /** Puts a text in the place of another, as typing does. */
  replace(part: string, by: string, n = 1): Promise<void> {
    return this.change({ range: this.rangeOf(part, n), text: by });
  }
  async close(): Promise<void> {
    this.editor.documents.delete(this.uri);
    await this.editor.notify('textDocument/didClose', { textDocument: { uri: this.uri } });
  }

  /** The server must not count on markup in messages: most editors show plain text only. */
  async pull(): Promise<PlainDiagnostic[]> {
    const textDocument = { uri: this.uri };
    const report = await this.editor.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument,
    });
    if (report.kind !== 'full') throw new Error('nothing was said of what is unchanged');
    const isPlain = (one: Diagnostic): one is PlainDiagnostic => typeof one.message === 'string';
    if (!report.items.every(isPlain)) throw new Error('a message is not plain text');
    return report.items;
  }
  /** The diagnostics as `code @ the text they stand on`. */
  async codes(): Promise<string[]> {
    return (await this.pull()).map((one) => `${one.code} @ ${this.textIn(one.range)}`);
  }

  /** The actions at a range; an editor may send diagnostics along. */
  actions(range: Range, only?: string[], diagnostics: Diagnostic[] = []): Promise<CodeAction[]> {
    return this.editor.request('textDocument/codeAction', {
      textDocument: { uri: this.uri },
      range,
      context: { diagnostics, only },
    });
  }

  /** Makes the edits that are for this document; false where they are for another version of it. */
  async apply({ changes, documentChanges = [] }: WorkspaceEdit): Promise<boolean> {
    const versioned = documentChanges.filter(TextDocumentEdit.is);
    const own = versioned.filter(({ textDocument }) => textDocument.uri === this.uri);
    if (own.some(({ textDocument }) => textDocument.version !== this.version)) return false;
    const edits = [...(changes?.[this.uri] ?? []), ...own.flatMap((one) => one.edits as TextEdit[])];
    const ordered = edits.map((one) => ({ ...one, at: this.held.offsetAt(one.range.start) }));
    ordered.sort((a, b) => b.at - a.at);
    if (edits.length > 0)
      await this.change(...ordered.map(({ range, newText }) => ({ range, text: newText })));
    return true;
  }
}

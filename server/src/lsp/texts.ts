import type {
  Position,
  TextDocumentContentChangeEvent,
  TextDocumentsConfiguration,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** How documents are made and changed by what editors say of them. The library believes all of it: a URI or a text that is
 * none would make everything fail that looks through the open documents, and a place beyond the end would leave its table
 * of lines with holes. */
export const TEXTS: TextDocumentsConfiguration<TextDocument> = {
  create: (uri, languageId, version, content) =>
    TextDocument.create(String(uri), String(languageId), version, String(content)),
  update: (document, changes, version) => {
    for (const change of changes) TextDocument.update(document, [sound(document, change)], version);
    return document;
  },
};

/** A change of what is there, as far as it can be taken for one.
 * @throws where it cannot: then the document stays as it is */
function sound(
  document: TextDocument,
  change: TextDocumentContentChangeEvent,
): TextDocumentContentChangeEvent {
  if (typeof change.text !== 'string') throw new TypeError('a change without a text');
  if (!('range' in change)) return change;
  const { start, end } = change.range;
  if (![start, end].every(isPlace)) throw new TypeError('a change without a place');
  const last = document.lineCount;
  if (start.line < last && end.line < last) return change;
  const within = (place: Position): Position => document.positionAt(document.offsetAt(place));
  return { range: { start: within(start), end: within(end) }, text: change.text };
}

function isPlace({ line, character }: Position): boolean {
  return Number.isInteger(line) && Number.isInteger(character);
}

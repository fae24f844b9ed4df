import {
  type DocumentSymbol,
  type SelectionRange,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Outline, outlineOf } from '../../service/outline';
import { selectionsAt } from '../../service/selection';
import { ask } from '../ask';
import { rangeOf } from '../convert';
import type { Session } from '../session';

const KINDS: Record<Outline['kind'], SymbolKind> = {
  task: SymbolKind.Module,
  container: SymbolKind.Object,
  volume: SymbolKind.Field,
  rule: SymbolKind.Object,
  application: SymbolKind.Module,
  collection: SymbolKind.Array,
  customRule: SymbolKind.Function,
  profile: SymbolKind.Event,
  provider: SymbolKind.Interface,
  list: SymbolKind.Array,
  signature: SymbolKind.Key,
};

/** The outline of a document, and selections that grow along it. Folding is left to the editor, which folds what stands
 * in brackets or is indented: in most editors a server's ranges would take the place of those of all other blocks. */
export function registerOutline(session: Session): void {
  const { connection } = session;
  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    ask<DocumentSymbol[] | SymbolInformation[]>(
      session,
      'documentSymbol',
      uri,
      token,
      (model) => {
        const outline = outlineOf(model);
        return session.client.nestedSymbols
          ? outline.map((one) => toSymbol(model.document, one))
          : outline.flatMap((one) => toInformation(model.document, one));
      },
      [],
    ),
  );
  connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) =>
    ask<SelectionRange[] | null>(
      session,
      'selectionRange',
      uri,
      token,
      (model) =>
        positions.map((position) => {
          const spans = selectionsAt(model, model.document.offsetAt(position));
          return spans.reduceRight<SelectionRange | undefined>(
            (parent, span) => ({ range: rangeOf(model.document, span), parent }),
            undefined,
          )!;
        }),
      null,
    ),
  );
}

function toSymbol(document: TextDocument, outline: Outline): DocumentSymbol {
  const { name, detail, kind, selection, children } = outline;
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: rangeOf(document, outline),
    selectionRange: rangeOf(document, selection),
    children: children.map((child) => toSymbol(document, child)),
  };
}

function toInformation(
  document: TextDocument,
  outline: Outline,
  containerName?: string,
): SymbolInformation[] {
  const { name, kind, children } = outline;
  const location = { uri: document.uri, range: rangeOf(document, outline) };
  return [
    { name, kind: KINDS[kind], location, containerName },
    ...children.flatMap((child) => toInformation(document, child, name)),
  ];
}

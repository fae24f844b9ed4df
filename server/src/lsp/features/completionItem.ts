import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { phrase, words } from '../../l10n/catalogue';
import type { Completion } from '../../service/completion/item';
import { rangeOf } from '../convert';
import { markdownOf } from '../markdown';
import type { Client } from '../options';

const KINDS: Record<Completion['kind'], CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  name: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
};

/** A completion as the protocol has it. */
export function toItem(document: TextDocument, completion: Completion, client: Client): CompletionItem {
  const { label, kind, detail, isRequired, edit, isSnippet, further, filter, sort, subject, about } =
    completion;
  const said = typeof detail === 'object' ? words(detail, client.locale) : detail;
  const isLong = edit.text.includes('\n');
  return {
    label,
    kind: KINDS[kind],
    detail: isRequired ? phrase('completion.required', client.locale, { type: said ?? '' }) : said,
    documentation: about?.length
      ? { kind: MarkupKind.Markdown, value: markdownOf(about, client.locale) }
      : undefined,
    textEdit: { range: rangeOf(document, edit), newText: edit.text },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : undefined,
    insertTextMode: isLong && client.adjustsIndentation ? InsertTextMode.adjustIndentation : undefined,
    additionalTextEdits:
      further.length > 0
        ? further.map((one) => ({ range: rangeOf(document, one), newText: one.text }))
        : undefined,
    filterText: filter,
    sortText: sort,
    data: subject,
  };
}

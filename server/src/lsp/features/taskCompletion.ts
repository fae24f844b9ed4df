import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { documentation } from '../../ecs/model/documentation';
import { mightHoldTask } from '../../ecs/recognise';
import { phrase } from '../../l10n/catalogue';
import { aboutName } from '../../service/about';
import { completionsAt } from '../../service/completion/completion';
import type { Completion, Subject } from '../../service/completion/item';
import { aboutVariable } from '../../service/hover/defender';
import { rangeOf } from '../convert';
import { markdownOf } from '../markdown';
import type { Client } from '../options';
import type { Session } from '../session';

const KINDS: Record<Completion['kind'], CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  name: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
};

/** What can stand at a place of a task definition, whatever state its text is in; nothing in other documents. */
export async function taskItems(
  session: Session,
  document: TextDocument,
  { position, context }: CompletionParams,
): Promise<CompletionItem[]> {
  if (!mightHoldTask(document.getText())) return [];
  const { config, excluded } = await session.appliedTo(document);
  if (excluded) return [];
  const found = completionsAt(document.getText(), document.offsetAt(position), config, {
    snippets: session.client.insertsSnippets,
    onlyValues: context?.triggerCharacter === ' ',
  });
  return found.map((one) => toItem(document, one, session.client));
}

/** An item with what it means, which is looked up only when somebody looks at it. */
export async function documented(item: CompletionItem, { host, client }: Session): Promise<CompletionItem> {
  const subject = item.data as Subject | undefined;
  if (!subject) return item;
  const paragraphs =
    'variable' in subject
      ? [aboutVariable(subject.variable)]
      : aboutName(subject.member, await documentation(host.documentation));
  const value = markdownOf(paragraphs, client.locale);
  return { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

function toItem(document: TextDocument, completion: Completion, client: Client): CompletionItem {
  const { label, kind, detail, isRequired, edit, isSnippet, further, filter, sort, subject } = completion;
  const isLong = edit.text.includes('\n');
  return {
    label,
    kind: KINDS[kind],
    detail: isRequired ? phrase('completion.required', client.locale, { type: detail ?? '' }) : detail,
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

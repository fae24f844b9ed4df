import { type CompletionItem, type CompletionParams, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { documentation } from '../../ecs/model/documentation';
import { mightHoldTask } from '../../ecs/recognise';
import { aboutName } from '../../service/about';
import { completionsAt } from '../../service/completion/completion';
import type { Subject } from '../../service/completion/item';
import { aboutVariable } from '../../service/hover/defender';
import { markdownOf } from '../markdown';
import type { Session } from '../session';
import { toItem } from './completionItem';

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

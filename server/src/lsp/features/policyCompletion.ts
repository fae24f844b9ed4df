import type { CompletionItem, CompletionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { PolicySet } from '../../policy/set';
import { policyCompletionsAt } from '../../service/completion/policy';
import { mightBeOurs } from '../../service/documents';
import { isModel, type Session } from '../session';
import { toItem } from './completionItem';

const NO_SET = new PolicySet([]);

/** What can stand at a place of a policy document, whatever state its text is in; nothing in other documents. */
export async function policyItems(
  session: Session,
  document: TextDocument,
  { position, context }: CompletionParams,
): Promise<CompletionItem[]> {
  const text = document.getText();
  if (!mightBeOurs(document.uri, text)) return [];
  const { config, excluded } = await session.appliedTo(document);
  if (excluded) return [];
  const model = await session.modelOf(document.uri);
  const found = policyCompletionsAt(
    text,
    document.offsetAt(position),
    isModel(model) ? model.set : NO_SET,
    { snippets: session.client.insertsSnippets, onlyValues: context?.triggerCharacter === ' ' },
    config.settings.consoleVersion,
  );
  return found.map((one) => toItem(document, one, session.client));
}

import type { CompletionItem, CompletionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { PolicySet } from '../../policy/set';
import { newDocumentsIn, soundsLikePolicy } from '../../service/completion/newDocuments';
import { policyCompletionsAt } from '../../service/completion/policy';
import { mightBeOurs } from '../../service/documents';
import { isPlaceOfPolicies } from '../../workspace/sets';
import type { Applied } from '../configuration';
import { isModel, type Session } from '../session';
import { toItem } from './completionItem';

const NO_SET = new PolicySet([]);

/** What can stand at a place of a policy document, whatever state its text is in; nothing in other documents. */
export async function policyItems(
  session: Session,
  document: TextDocument,
  { position, context }: CompletionParams,
): Promise<CompletionItem[]> {
  const { client } = session;
  const text = document.getText();
  const isNew =
    client.insertsSnippets && JSON_IDS.has(document.languageId) && text.trim().length < MOST_TYPED;
  if (!isNew && !mightBeOurs(document.uri, text)) return [];
  const applied = await session.appliedTo(document);
  const { config, excluded } = applied;
  if (excluded) return [];
  if (isNew && isForPolicies(document.uri, applied)) {
    const begun = newDocumentsIn(text);
    if (begun.length > 0) return begun.map((one) => toItem(document, one, client));
  }
  const model = await session.modelOf(document.uri);
  const found = policyCompletionsAt(
    text,
    document.offsetAt(position),
    isModel(model) ? model.set : NO_SET,
    { snippets: client.insertsSnippets, onlyValues: context?.triggerCharacter === ' ' },
    config.settings.consoleVersion,
  );
  return found.map((one) => toItem(document, one, client));
}

const JSON_IDS = new Set(['json', 'jsonc']);
/** A longer word is the beginning of no new document. */
const MOST_TYPED = 30;

/** Whether an empty document is to hold a policy: its name, the settings or the profile say so, or it has no name yet. */
function isForPolicies(uri: string, { included, sets }: Applied): boolean {
  return uri.startsWith('untitled:') || included || isPlaceOfPolicies(sets) || soundsLikePolicy(sets.place);
}

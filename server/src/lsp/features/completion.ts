import {
  type CompletionItem,
  type CompletionParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isModel, type Session } from '../session';
import { policyItems } from './policyCompletion';
import { scriptItems } from './scripts';
import { documented, taskItems } from './taskCompletion';

/** Completes task definitions and scripts while they are typed. The list is whole: an editor narrows it down by itself. */
export function registerCompletion(session: Session): void {
  const { connection, documents, guard } = session;
  connection.onCompletion((params, token) =>
    guard.answer<CompletionItem[] | ResponseError<never>>(
      'completion',
      token,
      async () => {
        const { uri } = params.textDocument;
        const document = documents.get(uri);
        if (!document) return [];
        const { version } = document;
        const items = await itemsOf(session, document, params);
        if (document.version !== version)
          return new ResponseError<never>(LSPErrorCodes.ContentModified, 'the document has changed');
        return items;
      },
      [],
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard.answer<CompletionItem>('completionItem/resolve', token, () => documented(item, session), item),
  );
}

/** Of the kinds of documents, and of a script in one, the first that knows something. */
async function itemsOf(
  session: Session,
  document: TextDocument,
  params: CompletionParams,
): Promise<CompletionItem[]> {
  const inTask = await taskItems(session, document, params);
  if (inTask.length > 0) return inTask;
  const model = params.context?.triggerCharacter === ' ' ? undefined : await session.modelOf(document.uri);
  const inScript =
    model && isModel(model) ? scriptItems(model, document.offsetAt(params.position), session.client) : [];
  return inScript.length > 0 ? inScript : policyItems(session, document, params);
}

import { type CompletionItem, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { isModel, type Session } from '../session';
import { policyItems } from './policyCompletion';
import { scriptItems } from './scripts';
import { documented, taskItems } from './taskCompletion';

/** What brings completion up by itself, besides letters: in task definitions what begins a key or a value, in scripts the
 * dot of an attribute, the sign of a macro, a quote. */
export const COMPLETION_TRIGGERS = ['"', ':', ' ', '.', '%'];

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
        const items = await taskItems(session, document, params);
        const model = items.length > 0 ? undefined : await session.modelOf(uri);
        if (document.version !== version)
          return new ResponseError<never>(LSPErrorCodes.ContentModified, 'the document has changed');
        if (!model || !isModel(model) || params.context?.triggerCharacter === ' ') return items;
        const offset = document.offsetAt(params.position);
        const inScript = scriptItems(model, offset, session.client);
        return inScript.length > 0 ? inScript : policyItems(model, offset, session.client);
      },
      [],
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard.answer<CompletionItem>('completionItem/resolve', token, () => documented(item, session), item),
  );
}

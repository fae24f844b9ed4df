import type { CompletionItem } from 'vscode-languageserver';
import { ask } from '../ask';
import type { Session } from '../session';
import { scriptItems } from './scripts';

/** What brings completion up by itself, besides letters: the dot of an attribute, the sign of a macro, a quote. */
export const COMPLETION_TRIGGERS = ['.', '%', '"'];

export function registerCompletion(session: Session): void {
  session.connection.onCompletion(({ textDocument: { uri }, position }, token) =>
    ask<CompletionItem[]>(
      session,
      'completion',
      uri,
      token,
      (model) => scriptItems(model, model.document.offsetAt(position), session.client),
      [],
    ),
  );
}

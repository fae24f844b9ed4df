import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Model } from '../service/model';
import { isModel, type Session } from './session';

/** Answers a request about the task definitions of an open document: `otherwise` where it holds none. What was asked
 * about a text that has changed meanwhile is not answered. */
export function ask<T>(
  session: Session,
  where: string,
  uri: string,
  token: CancellationToken,
  answer: (model: Model) => T | ResponseError<never> | Promise<T | ResponseError<never>>,
  otherwise: T,
): Promise<T | ResponseError<never>> {
  return session.guard.answer<T | ResponseError<never>>(
    where,
    token,
    async () => {
      const version = session.documents.get(uri)?.version;
      const model = await session.modelOf(uri);
      if (session.documents.get(uri)?.version !== version)
        return new ResponseError<never>(LSPErrorCodes.ContentModified, 'the document has changed');
      return isModel(model) ? answer(model) : otherwise;
    },
    otherwise,
  );
}

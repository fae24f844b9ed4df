import { placeholdersIn } from '../../service/protect';
import { rangeOf } from '../convert';
import type { Session } from '../session';

/** The request by which a client finds the placeholders that are left, after the user has typed over some. */
export const PLACEHOLDERS_REQUEST = 'ecsDefender/placeholders';

export function registerPlaceholders(session: Session): void {
  session.connection.onRequest(PLACEHOLDERS_REQUEST, ({ uri }: { uri: string }, token) =>
    session.guard.answer(
      'placeholders',
      token,
      async () => {
        const document = session.documents.get(uri);
        if (!document) return [];
        const text = (await session.ready(document)).getText();
        return placeholdersIn(text).map((span) => rangeOf(document, span));
      },
      [],
    ),
  );
}

import type { DocumentLink } from 'vscode-languageserver';
import { phrase } from '../../l10n/catalogue';
import { linksIn } from '../../service/links';
import { ask } from '../ask';
import { rangeOf } from '../convert';
import type { Session } from '../session';

/** Links to the pages of what a document refers to; following one is the user's own step. */
export function registerLinks(session: Session): void {
  session.connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    ask<DocumentLink[]>(
      session,
      'documentLink',
      uri,
      token,
      (model) =>
        linksIn(model).map(({ target, tooltip, ...span }) => ({
          range: rangeOf(model.document, span),
          target,
          tooltip: session.client.linkTooltips ? phrase(tooltip, session.client.locale) : undefined,
        })),
      [],
    ),
  );
}

import { type Definition, DocumentHighlightKind, type LocationLink } from 'vscode-languageserver';
import { definitionAt, highlightsAt, referencesAt } from '../../service/navigation';
import { ask } from '../ask';
import { rangeOf } from '../convert';
import type { Session } from '../session';

/** Answers where the names of containers, volumes and families are given and used. */
export function registerNavigation(session: Session): void {
  const { connection } = session;
  connection.onDefinition(({ textDocument: { uri }, position }, token) =>
    ask<Definition | LocationLink[] | null>(
      session,
      'definition',
      uri,
      token,
      (model) => {
        const { document } = model;
        const found = definitionAt(model, document.offsetAt(position));
        if (!found) return null;
        const targets = found.targets.map((target) => rangeOf(document, target));
        if (!session.client.linkedDefinitions) return targets.map((range) => ({ uri, range }));
        const originSelectionRange = rangeOf(document, found.origin);
        return targets.map((range) => ({
          originSelectionRange,
          targetUri: uri,
          targetRange: range,
          targetSelectionRange: range,
        }));
      },
      null,
    ),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
    ask(
      session,
      'references',
      uri,
      token,
      (model) =>
        referencesAt(model, model.document.offsetAt(position), context.includeDeclaration).map((span) => ({
          uri,
          range: rangeOf(model.document, span),
        })),
      [],
    ),
  );
  connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
    ask(
      session,
      'documentHighlight',
      uri,
      token,
      (model) =>
        highlightsAt(model, model.document.offsetAt(position)).map(({ role, ...span }) => ({
          range: rangeOf(model.document, span),
          kind: role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        })),
      [],
    ),
  );
}

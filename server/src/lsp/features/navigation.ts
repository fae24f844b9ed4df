import {
  type Definition,
  DocumentHighlightKind,
  type Location,
  type LocationLink,
} from 'vscode-languageserver';
import type { Use } from '../../policy/uses';
import type { Model } from '../../service/model';
import { definitionAt, highlightsAt, referencesAt } from '../../service/navigation';
import { policyUsesAt } from '../../service/policyNames';
import { ask } from '../ask';
import { locationOf, rangeOf } from '../convert';
import type { Session } from '../session';

/** Where policy documents name what is named at an offset, in all documents that belong together. */
function policyPlaces(model: Model, offset: number, roles: readonly Use['role'][]): Location[] {
  return policyUsesAt(model, offset)
    .filter(({ role }) => roles.includes(role))
    .flatMap((one) => locationOf(model.document, one, model) ?? []);
}

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
        if (!found) return policyPlaces(model, document.offsetAt(position), ['definition']);
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
        model.policy
          ? policyPlaces(
              model,
              model.document.offsetAt(position),
              context.includeDeclaration ? ['definition', 'reference'] : ['reference'],
            )
          : referencesAt(model, model.document.offsetAt(position), context.includeDeclaration).map(
              (span) => ({
                uri,
                range: rangeOf(model.document, span),
              }),
            ),
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

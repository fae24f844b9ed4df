import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Diagnostic,
  DiagnosticSeverity,
  type Location,
  type TextEdit as LspEdit,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { Finding, Related, Severity, Span } from '../findings/finding';
import { words } from '../l10n/catalogue';
import type { Model } from '../service/model';
import { positionIn } from '../service/places';
import { placeholdersAfter } from '../service/protect';
import { applyEdits, type TextEdit } from '../syntax/edits';
import type { Client } from './options';

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const SOURCE = 'ecs-defender';

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** Where a rule's page is, in the reader's language. */
export function pageUri(code: string, client: Client, ownPages: string): string {
  const base = (client.options.rulesBaseUri ?? ownPages).replace(/\/+$/, '');
  return `${base}/${client.locale}/${code}.md`;
}

export function toDiagnostic(
  document: TextDocument,
  finding: Finding,
  client: Client,
  ownPages: string,
  model?: Model,
): Diagnostic {
  return {
    range: rangeOf(document, finding),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    codeDescription: { href: pageUri(finding.code, client, ownPages) },
    source: SOURCE,
    message: words(finding.message, client.locale),
    relatedInformation: finding.related?.flatMap((one) => {
      const location = locationOf(document, one, model);
      return location ? [{ location, message: words(one.message, client.locale) }] : [];
    }),
  };
}

/** Where something that has to do with a finding stands; of another document the model knows the lines. */
export function locationOf(
  document: TextDocument,
  related: Omit<Related, 'message'>,
  model?: Model,
): Location | undefined {
  const { uri = document.uri, start, end } = related;
  if (uri === document.uri) return { uri, range: rangeOf(document, related) };
  if (!model) return undefined;
  const [from, to] = [positionIn(model, uri, start), positionIn(model, uri, end)];
  return from && to && { uri, range: { start: from, end: to } };
}

/** Edits for one version of a document, where the client can hold them to it; a file that is not open has none. */
export function toWorkspaceEdit(
  document: TextDocument,
  edits: readonly TextEdit[],
  client: Client,
  isOpen = true,
): WorkspaceEdit {
  const change = editsOf(document, edits, isOpen);
  if (client.versionedEdits) return { documentChanges: [change] };
  return { changes: { [document.uri]: change.edits } };
}

/** The edits of one document, for its version. */
export function editsOf(
  document: TextDocument,
  edits: readonly TextEdit[],
  isOpen = true,
): { textDocument: { uri: string; version: number | null }; edits: LspEdit[] } {
  const { uri, version } = document;
  const converted = edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.text }));
  return { textDocument: { uri, version: isOpen ? version : null }, edits: converted };
}

/** Where our placeholders will stand after the edits, as ranges in the changed text. */
export function placeholderRanges(document: TextDocument, edits: readonly TextEdit[]): Range[] {
  const text = document.getText();
  const after = TextDocument.create(
    document.uri,
    document.languageId,
    document.version,
    applyEdits(text, edits),
  );
  return placeholdersAfter(text, edits).map((span) => rangeOf(after, span));
}

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import { PROFILE_NAME } from '../profile/read';
import type { Models } from '../service/model';
import { profileFindings } from '../service/profile';
import type { Applied } from './configuration';
import { toDiagnostic } from './convert';
import type { Client } from './options';

/** Codes that an editor which validates JSON itself reports already. */
const OF_THE_EDITOR = new Set(['syntax', 'duplicate-key', 'profile-invalid']);

/** What is to be said about one document: a task definition or a profile. */
export function diagnosticsOf(
  document: TextDocument,
  applied: Applied,
  models: Models,
  client: Client,
  ownPages: string,
): Diagnostic[] {
  const name = document.uri.slice(document.uri.lastIndexOf('/') + 1);
  const isProfile = name === PROFILE_NAME;
  if (applied.excluded && !isProfile) return [];
  const { config } = applied;
  const findings = isProfile
    ? profileFindings(document.getText(), PROFILE_NAME, config.settings.rules)
    : (models.of(document, config)?.findings ?? []);
  const byEditor = client.options.editorValidates?.includes(document.languageId) ?? false;
  const isTold = (code: string): boolean =>
    byEditor && OF_THE_EDITOR.has(code) && (isProfile || code !== 'profile-invalid');
  return findings
    .filter(({ code }) => !isTold(code))
    .map((finding) => toDiagnostic(document, finding, client, ownPages));
}

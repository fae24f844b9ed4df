import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Finding } from '../findings/finding';
import { PROFILE_NAME } from '../profile/read';
import type { Models } from '../service/model';
import { profileFindings } from '../service/profile';
import { OWN_LIMITS } from '../syntax/limits';
import { type Pieces, whole } from '../syntax/pieces';
import type { Applied } from './configuration';
import { toDiagnostic } from './convert';
import type { Client } from './options';

/** Codes that an editor which validates JSON itself reports already. */
const OF_THE_EDITOR = new Set(['syntax', 'duplicate-key']);
const OF_THE_EDITOR_IN_PROFILES = new Set(['profile-invalid']);

/** What is to be said about one document: a task definition, a policy, a script or a profile. */
export function diagnosticsOf(...args: Parameters<typeof diagnosticsInPieces>): Diagnostic[] {
  return whole(diagnosticsInPieces(...args));
}

/** The same, a finding a piece. */
export function* diagnosticsInPieces(
  document: TextDocument,
  applied: Applied,
  models: Models,
  client: Client,
  ownPages: string,
): Pieces<Diagnostic[]> {
  const ofProfile = isProfile(document.uri);
  if (applied.excluded && !ofProfile) return [];
  const { config } = applied;
  const model = ofProfile ? undefined : models.of(document, config);
  const findings = ofProfile
    ? profileFindings(document.getText(), PROFILE_NAME, config.settings.rules, config.surroundings?.today)
    : (model?.findings ?? []);
  const byEditor = client.options.editorValidates.includes(document.languageId);
  const told = ofProfile ? OF_THE_EDITOR_IN_PROFILES : OF_THE_EDITOR;
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    if (byEditor && told.has(finding.code) && !isOwnLimit(finding)) continue;
    diagnostics.push(toDiagnostic(document, finding, client, ownPages, model));
    yield;
  }
  return diagnostics;
}

/** What is said by nobody else: that we read no further. */
function isOwnLimit({ message }: Finding): boolean {
  return OWN_LIMITS.has(message.key.replace('syntax.', ''));
}

export function isProfile(uri: string): boolean {
  return uri.endsWith(`/${PROFILE_NAME}`);
}

import type { CancellationToken } from 'vscode-languageserver';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { type Locale, words } from '../../l10n/catalogue';
import { type Message, message } from '../../l10n/message';
import type { Selector } from '../../profile/settings';
import {
  type Conversion,
  conversionOf,
  REASONS,
  type RefusedContainer,
  reasonTitle,
} from '../../service/conversion';
import type { Model } from '../../service/model';
import { shownTexts } from '../../service/preview';
import { Walk } from '../around';
import { editsOf } from '../convert';
import { aMoment } from '../moment';
import { profileWriter } from '../profiles';
import type { Session } from '../session';
import { documentAt, type OnProgress } from '../unopened';

/** What would become of a document: the edits for this very text. */
export interface ProtectedDocument {
  readonly uri: string;
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** Both texts as people may see them. */
  readonly before: string;
  readonly after: string;
}

export interface ProtectAnswer {
  readonly documents: readonly ProtectedDocument[];
  /** "N protected, M refused". */
  readonly summary: string;
  /** What is done, a line for each document. */
  readonly done: readonly string[];
  readonly groups: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What must hold outside the documents. */
  readonly notes: readonly string[];
  /** How many rows of profiles are missing, and whether values are that the profile gives to all. */
  readonly missingRows: number;
  readonly missesValues: boolean;
}

interface Converted {
  readonly model: Model;
  readonly place: string;
  readonly conversion: Conversion;
  readonly profilePath: string | undefined;
}
interface Refused extends RefusedContainer {
  readonly place: string;
}

export async function protectDocuments(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
  uris: readonly string[],
): Promise<ProtectAnswer> {
  const { client, host } = session;
  const { converted, unread } = await conversionsOf(session, token, onProgress, uris);
  const changed = converted.filter(({ conversion }) => conversion.plan.edits.length > 0);
  const refused = [
    ...converted.flatMap(({ place, conversion }) => conversion.refused.map((one) => ({ ...one, place }))),
    ...unread,
  ];
  const done = converted.reduce((sum, { conversion }) => sum + conversion.protected, 0);
  const say = (text: Message): string => words(text, client.locale);
  return {
    documents: changed.map(({ model, conversion: { plan } }) => ({
      uri: model.document.uri,
      text: model.document.getText(),
      edits: editsOf(model.document, plan.edits).edits,
      ...shownTexts(model, plan.edits, host.environment),
    })),
    summary: say(message('workspace.summary', { done, refused: refused.length })),
    done: changed.map(({ place, conversion }) =>
      say(message('workspace.done', { place, done: conversion.protected })),
    ),
    groups: grouped(refused, client.locale),
    notes: [...new Set(changed.flatMap(({ conversion: { plan } }) => plan.notes.map(say)))],
    missingRows: rowsOf(converted).length,
    missesValues: refused.some(({ reason }) => reason === 'values'),
  };
}

async function conversionsOf(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
  uris: readonly string[],
): Promise<{ converted: Converted[]; unread: Refused[] }> {
  const converted: Converted[] = [];
  const unread: Refused[] = [];
  const walk = new Walk();
  for (const [at, uri] of uris.entries()) {
    await aMoment();
    if (token.isCancellationRequested) break;
    onProgress(at, uris.length);
    const place = session.folders.nameOf(uri);
    const read = await documentAt(session, uri, walk);
    const model = read && !read.applied.excluded && (await session.look(read.document, read.applied.config));
    if (model) {
      const { profilePath } = read.applied;
      converted.push({
        model,
        place,
        profilePath,
        conversion: conversionOf(model, session.host.environment),
      });
    } else {
      const why = message(read?.applied.excluded ? 'refused.excluded' : 'refused.notATask');
      unread.push({ place, reason: 'document', message: why });
    }
  }
  return { converted, unread };
}

/** Refusals by their reason, the same words once. */
function grouped(refused: readonly Refused[], locale: Locale): ProtectAnswer['groups'] {
  return REASONS.flatMap((reason) => {
    const lines = refused
      .filter((one) => one.reason === reason)
      .map((one) => words(message('workspace.refused', { place: one.place, why: [one.message] }), locale));
    return lines.length === 0
      ? []
      : { title: words(reasonTitle(reason), locale), lines: [...new Set(lines)] };
  });
}

/** The missing rows, each once for its profile. */
function rowsOf(converted: readonly Converted[]): { path: string; row: Selector }[] {
  const rows = new Map<string, { path: string; row: Selector }>();
  for (const { profilePath: path, conversion } of converted) {
    if (path === undefined) continue;
    for (const row of conversion.missingRows)
      rows.set(JSON.stringify([path, row.family, row.container, row.image]), { path, row });
  }
  return [...rows.values()];
}

export async function missingRows(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
  uris: readonly string[],
): Promise<WorkspaceEdit[]> {
  const { converted } = await conversionsOf(session, token, onProgress, uris);
  const rows = rowsOf(converted);
  const edits: WorkspaceEdit[] = [];
  for (const path of new Set(rows.map((one) => one.path))) {
    const write = await profileWriter(path, session.documents, session.files, session.client);
    const own = rows.filter((one) => one.path === path).map(({ row }) => ({ ...row }));
    const edit = write('entryPoints', own);
    if (edit) edits.push(edit);
  }
  return edits;
}

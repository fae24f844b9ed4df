import type { CancellationToken, Diagnostic } from 'vscode-languageserver';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { type Locale, words } from '../../l10n/catalogue';
import { message } from '../../l10n/message';
import type { Selector } from '../../profile/settings';
import {
  type Conversion,
  conversionOf,
  REASONS,
  type RefusedContainer,
  reasonTitle,
} from '../../service/conversion';
import { type Model, Models } from '../../service/model';
import { shownTexts } from '../../service/preview';
import { statesIn } from '../../service/state';
import { editsOf, toOneEdit } from '../convert';
import { diagnosticsOf } from '../diagnostics';
import { profileWriter } from '../profiles';
import { isModel, type Session } from '../session';
import { documentsOfWorkspace, type OnProgress } from '../unopened';
import { placeBelow } from '../uris';

/** Requests about the whole workspace. Nothing here starts by itself: each is asked for by a person. While one is worked
 * on, the client is told how far it has come: `{ id, done, all }`. */
export const WorkspaceRequest = {
  /** The task definitions of the workspace and how they stand. */
  Tasks: 'ecsDefender/workspaceTasks',
  /** One edit that protects documents, which the client has opened: so the edit is for what the editor holds. */
  Protect: 'ecsDefender/protectDocuments',
  /** The findings in documents that are not open. */
  Check: 'ecsDefender/checkWorkspace',
  /** The edit that writes rows without content into profiles, for what only images know. */
  MissingRows: 'ecsDefender/missingRows',
} as const;
const PROGRESS = 'ecsDefender/progress';

export interface WorkspaceTask {
  readonly uri: string;
  /** Where it stands below its workspace folder. */
  readonly place: string;
  readonly text: string;
  readonly open: number;
  /** How many of the open containers protecting would reach. */
  readonly protectable: number;
}

export interface ProtectAnswer {
  readonly edit: WorkspaceEdit;
  /** What becomes of each document, without secrets. */
  readonly comparisons: readonly { readonly uri: string; readonly before: string; readonly after: string }[];
  readonly protected: number;
  readonly refused: number;
  /** "N protected, M refused". */
  readonly summary: string;
  readonly groups: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** How many rows of profiles are missing, and whether values are that the profile gives to all. */
  readonly missingRows: number;
  readonly missesValues: boolean;
}

export interface CheckAnswer {
  readonly files: number;
  readonly found: readonly { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[];
}

export function registerWorkspaceTasks(session: Session): void {
  const { connection, guard } = session;
  const register = <Params>(
    method: string,
    work: (params: Params, token: CancellationToken) => Promise<unknown>,
  ): void => {
    connection.onRequest(method, (params: Params, token: CancellationToken) =>
      guard.answer<unknown>(method, token, () => work(params, token), null),
    );
  };
  register(WorkspaceRequest.Tasks, ({ id }: { id?: string }, token) =>
    tasksOf(session, token, teller(session, id)),
  );
  register(WorkspaceRequest.Check, ({ id }: { id?: string }, token) =>
    check(session, token, teller(session, id)),
  );
  register(WorkspaceRequest.Protect, ({ uris }: { uris: string[] }, token) => protect(session, uris, token));
  register(WorkspaceRequest.MissingRows, ({ uris }: { uris: string[] }, token) =>
    missingRows(session, uris, token),
  );
}

/** Tells the client about progress, not more often than people can see. */
function teller({ connection }: Session, id: string | undefined): OnProgress {
  let last = -1;
  return (done, all) => {
    const part = Math.floor((done / all) * 100);
    if (id === undefined || part === last) return;
    last = part;
    void connection.sendNotification(PROGRESS, { id, done, all });
  };
}

async function tasksOf(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
): Promise<WorkspaceTask[]> {
  const { locale } = session.client;
  const found: WorkspaceTask[] = [];
  for await (const { document, applied } of documentsOfWorkspace(session, token, onProgress)) {
    const model = applied.excluded ? undefined : new Models().of(document, applied.config);
    if (!model || (model.analyses.length === 0 && model.tree.faults.length === 0)) continue;
    const folder = session.folders.of(document.uri);
    const { protected: protectable } = conversionOf(model, session.host.environment);
    const { text, open } = standing(model, locale);
    const place = (folder && placeBelow(folder, document.uri)) ?? document.uri;
    found.push({ uri: document.uri, place, text, open, protectable });
  }
  return found;
}

function standing(model: Model, locale: Locale): { text: string; open: number } {
  const tasks = statesIn(model);
  const all = tasks.reduce((sum, { counted }) => sum + counted.length, 0);
  const done = tasks.reduce((sum, task) => sum + task.protected, 0);
  const key = model.tree.faults.length > 0 ? 'workspace.faults' : all > 0 ? 'lens.task' : 'workspace.nothing';
  return { text: words(message(key, { done, all }), locale), open: all - done };
}

async function protect(
  session: Session,
  uris: readonly string[],
  token: CancellationToken,
): Promise<ProtectAnswer> {
  const { client } = session;
  const { conversions, unread } = await conversionsOf(session, uris, token);
  const edits = conversions.map(({ model, conversion }) => editsOf(model.document, conversion.plan.edits));
  const refused = [...conversions.flatMap(({ conversion }) => conversion.refused), ...unread];
  const done = conversions.reduce((sum, { conversion }) => sum + conversion.protected, 0);
  return {
    edit: toOneEdit(edits, client),
    comparisons: conversions
      .filter(({ conversion }) => conversion.plan.edits.length > 0)
      .map(({ model, conversion }) => ({
        uri: model.document.uri,
        ...shownTexts(model, conversion.plan.edits, session.host.environment),
      })),
    protected: done,
    refused: refused.length,
    summary: words(message('workspace.summary', { done, refused: refused.length }), client.locale),
    groups: grouped(refused, client.locale),
    missingRows: new Set(conversions.flatMap(({ conversion }) => conversion.missingRows.map(keyOfRow))).size,
    missesValues: refused.some(({ reason }) => reason === 'values'),
  };
}

async function conversionsOf(session: Session, uris: readonly string[], token: CancellationToken) {
  const conversions: { model: Model; conversion: Conversion }[] = [];
  const unread: RefusedContainer[] = [];
  for (const uri of uris) {
    if (token.isCancellationRequested) break;
    const model = await session.modelOf(uri);
    if (isModel(model))
      conversions.push({ model, conversion: conversionOf(model, session.host.environment) });
    else unread.push({ reason: 'document', message: model });
  }
  return { conversions, unread };
}

/** Refusals by their reason, the same words once. */
function grouped(refused: readonly RefusedContainer[], locale: Locale): ProtectAnswer['groups'] {
  return REASONS.flatMap((reason) => {
    const lines = refused.filter((one) => one.reason === reason).map((one) => words(one.message, locale));
    return lines.length === 0
      ? []
      : { title: words(reasonTitle(reason), locale), lines: [...new Set(lines)] };
  });
}

async function check(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
): Promise<CheckAnswer> {
  const found: CheckAnswer['found'][number][] = [];
  let files = 0;
  for await (const { document, applied, isOpen } of documentsOfWorkspace(session, token, onProgress)) {
    files++;
    // Open documents speak for themselves.
    if (isOpen) continue;
    const diagnostics = diagnosticsOf(document, applied, new Models(), session.client, session.host.pages);
    if (diagnostics.length > 0) found.push({ uri: document.uri, diagnostics });
  }
  return { files, found };
}

async function missingRows(
  session: Session,
  uris: readonly string[],
  token: CancellationToken,
): Promise<WorkspaceEdit[]> {
  const rows = new Map<string, Map<string, Selector>>();
  for (const { model, conversion } of (await conversionsOf(session, uris, token)).conversions) {
    const { profilePath } = await session.configuration.of(model.document.uri, model.document.getText());
    if (profilePath === undefined) continue;
    const own = rows.get(profilePath) ?? new Map<string, Selector>();
    rows.set(profilePath, own);
    for (const row of conversion.missingRows) own.set(keyOfRow(row), row);
  }
  const edits: WorkspaceEdit[] = [];
  for (const [path, own] of rows) {
    const write = await profileWriter(path, session.documents, session.files, session.client);
    const edit =
      own.size > 0
        ? write(
            'entryPoints',
            [...own.values()].map((row) => ({ ...row })),
          )
        : undefined;
    if (edit) edits.push(edit);
  }
  return edits;
}

function keyOfRow({ family, container, image }: Selector): string {
  return JSON.stringify([family, container, image]);
}

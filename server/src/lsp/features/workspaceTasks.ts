import type { CancellationToken, Diagnostic } from 'vscode-languageserver';
import { type Locale, words } from '../../l10n/catalogue';
import { message } from '../../l10n/message';
import { conversionOf } from '../../service/conversion';
import type { Model } from '../../service/model';
import { countIn, holdsTasks, statesIn } from '../../service/state';
import { diagnosticsOf } from '../diagnostics';
import type { Session } from '../session';
import { documentsOfWorkspace, type OnProgress } from '../unopened';
import { missingRows, protectDocuments } from './workspaceProtection';

/** Requests about the whole workspace. Nothing here starts by itself: each is asked for by a person. While one is worked
 * on, the client is told how far it has come: `{ id, done, all }`. */
const WorkspaceRequest = {
  /** The task definitions of the workspace and how they stand. */
  Tasks: 'ecsDefender/workspaceTasks',
  /** What protecting documents would change, and what cannot be done. */
  Protect: 'ecsDefender/protectDocuments',
  /** The edits that write rows without content into profiles, for what only images know. */
  MissingRows: 'ecsDefender/missingRows',
  /** The findings in all documents of the workspace. */
  Check: 'ecsDefender/checkWorkspace',
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

export interface CheckAnswer {
  readonly files: number;
  readonly found: readonly { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[];
}

/** The documents that are meant, and the name by which progress is told. */
interface Asked {
  readonly uris?: readonly string[];
  readonly id?: string;
}

export function registerWorkspaceTasks(session: Session): void {
  const { connection, guard } = session;
  const register = (
    method: string,
    work: (
      session: Session,
      token: CancellationToken,
      onProgress: OnProgress,
      uris: readonly string[],
    ) => Promise<unknown>,
  ): void => {
    connection.onRequest(method, ({ id, uris = [] }: Asked, token: CancellationToken) =>
      guard.answer<unknown>(method, token, () => work(session, token, teller(session, id), uris), null),
    );
  };
  register(WorkspaceRequest.Tasks, tasksOf);
  register(WorkspaceRequest.Protect, protectDocuments);
  register(WorkspaceRequest.MissingRows, missingRows);
  register(WorkspaceRequest.Check, check);
}

/** Tells the client about progress, not more often than people can see. */
export function teller({ connection }: Session, id: string | undefined): OnProgress {
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
  const found: WorkspaceTask[] = [];
  for await (const { document, applied } of documentsOfWorkspace(session, token, onProgress)) {
    const model = applied.excluded ? undefined : await session.look(document, applied.config);
    if (!model || !holdsTasks(model)) continue;
    const { protected: protectable } = conversionOf(model, session.host.environment);
    const place = session.folders.nameOf(document.uri);
    found.push({ uri: document.uri, place, ...standing(model, session.client.locale), protectable });
  }
  return found;
}

function standing(model: Model, locale: Locale): { text: string; open: number } {
  const { done, all } = countIn(statesIn(model));
  const key = model.tree.faults.length > 0 ? 'workspace.faults' : all > 0 ? 'lens.task' : 'workspace.nothing';
  return { text: words(message(key, { done, all }), locale), open: all - done };
}

async function check(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
): Promise<CheckAnswer> {
  const { client, host } = session;
  const found: CheckAnswer['found'][number][] = [];
  let files = 0;
  for await (const { document, applied } of documentsOfWorkspace(session, token, onProgress)) {
    files++;
    const diagnostics = diagnosticsOf(document, applied, session.models, client, host.pages);
    if (diagnostics.length > 0) found.push({ uri: document.uri, diagnostics });
  }
  return { files, found };
}

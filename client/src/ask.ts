import { type CancellationToken, type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { type BaseLanguageClient, ErrorCodes, ResponseError } from 'vscode-languageclient';
import { isStopped, offerRestart } from './recovery';

/** How far the server is with what it was asked for under an id. */
interface Progress {
  readonly id: string;
  readonly done: number;
  readonly all: number;
}

/** Whom it interests, by the ids of their questions. */
const waiting = new Map<string, (told: Progress) => void>();

/** Takes up what the server tells of its progress: a client has one handler for a method, however many are asking. */
export function registerProgress(client: BaseLanguageClient): Disposable {
  return client.onNotification('ecsDefender/progress', (told: Progress) => waiting.get(told.id)?.(told));
}

/** Asks for something that takes its time: with progress, and a button that ends it. Null where it was ended, or the
 * server is gone. */
export function askLong<Answer>(
  client: BaseLanguageClient,
  title: string,
  method: string,
  params: object = {},
): Thenable<Answer | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const id = String(Math.random());
      let last = 0;
      waiting.set(id, ({ done, all }) => {
        const percent = (done / all) * 100;
        progress.report({ increment: percent - last, message: `${done} / ${all}` });
        last = percent;
      });
      try {
        return (await ask<Answer>(client, method, { ...params, id }, token)) ?? null;
      } finally {
        waiting.delete(id);
      }
    },
  );
}

/** The answer to a request; undefined where it was cancelled, or nobody is there to answer any more, which is told. */
export async function ask<Answer>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
  token?: CancellationToken,
): Promise<Answer | undefined> {
  try {
    // An absent token that is handed over all the same would count as a second parameter, and be refused by the server.
    return await (token
      ? client.sendRequest<Answer>(method, params, token)
      : client.sendRequest<Answer>(method, params));
  } catch (error) {
    if (token?.isCancellationRequested) return undefined;
    if (!isGone(client, error)) throw error;
    if (isStopped(client)) void offerRestart(l10n.t('The language server is stopped.'));
    else
      window.showWarningMessage(
        l10n.t('The language server ended before it answered. Run the command again.'),
      );
    return undefined;
  }
}

/** The answer to what nobody waits for: undefined where there is none, and nothing is said of it. */
export async function askQuietly<Answer>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
): Promise<Answer | undefined> {
  try {
    return await client.sendRequest<Answer>(method, params);
  } catch {
    return undefined;
  }
}

/** Whether a request failed because its server is no longer there. */
function isGone(client: BaseLanguageClient, error: unknown): boolean {
  const { PendingResponseRejected, ConnectionInactive } = ErrorCodes;
  const codes: number[] = [PendingResponseRejected, ConnectionInactive];
  return !client.isRunning() || (error instanceof ResponseError && codes.includes(error.code));
}

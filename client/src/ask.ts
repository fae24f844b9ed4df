import { type CancellationToken, ProgressLocation, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Asks for something that takes its time: with progress, and a button that ends it. Null where it was ended. */
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
      const listener = client.onNotification(
        'ecsDefender/progress',
        (told: { id: string; done: number; all: number }) => {
          if (told.id !== id) return;
          const percent = (told.done / told.all) * 100;
          progress.report({ increment: percent - last, message: `${told.done} / ${told.all}` });
          last = percent;
        },
      );
      try {
        return await ask<Answer>(client, method, { ...params, id }, token);
      } finally {
        listener.dispose();
      }
    },
  );
}

/** The answer to a request; null where it was cancelled. */
async function ask<Answer>(
  client: BaseLanguageClient,
  method: string,
  params: unknown,
  token: CancellationToken,
): Promise<Answer | null> {
  try {
    return await client.sendRequest<Answer | null>(method, params, token);
  } catch (error) {
    if (token.isCancellationRequested) return null;
    throw error;
  }
}

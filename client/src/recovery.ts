import {
  commands,
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  window,
} from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  State,
} from 'vscode-languageclient';

const RESTART = 'ecsDefender.restart';
const SHOW_LOG = 'ecsDefender.showLog';

/** A server that has crashed so often within so many minutes will go on doing so. */
const MOST = 5;
const MINUTES = 3;
/** For so long, in milliseconds, a server that has crashed while it started may still be on its way again: until then the
 * client calls that a failure as well. */
const GRACE = 10_000;

export interface Recovery extends ErrorHandler {
  /** It could not even be started, and is not being started again: told once. */
  failed(): void;
  /** The user has started the server: what was before does not count any more. */
  forget(): void;
}

/** Starts a server that has crashed anew; the client tells it of the open documents again, as they stand in the editor.
 * After the last of too many crashes it stays stopped, and the user is told. */
export function makeRecovery(): Recovery {
  let crashes: number[] = [];
  let isTold = false;
  return {
    // What cannot be sent is no reason to stop: where the server is gone, the connection closes too.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      crashes = [...crashes.filter((then) => now - then < MINUTES * 60_000), now];
      isTold = crashes.length >= MOST;
      if (!isTold) {
        const message = l10n.t('The language server has crashed and is started again.');
        return { action: CloseAction.Restart, message, handled: true };
      }
      const message = l10n.t(
        'The language server has crashed {0} times within {1} minutes and is not started again. Until it is restarted, nothing is checked.',
        MOST,
        MINUTES,
      );
      void offerRestart(message);
      return { action: CloseAction.DoNotRestart, message, handled: true };
    },
    failed: () => {
      if (!isTold) void offerReload(l10n.t('The language server could not be started.'));
      isTold = true;
    },
    forget: () => {
      crashes = [];
      isTold = false;
    },
  };
}

/** Says that the server is stopped, and what can be done about it. */
export async function offerRestart(message: string): Promise<void> {
  await offer(message, { title: l10n.t('Restart Language Server'), command: RESTART });
}

/** A client whose server could not be started tries no second time. */
async function offerReload(message: string): Promise<void> {
  await offer(message, { title: l10n.t('Reload Window'), command: 'workbench.action.reloadWindow' });
}

async function offer(message: string, remedy: { title: string; command: string }): Promise<void> {
  const showLog = { title: l10n.t('Show Log'), command: SHOW_LOG };
  const chosen = await window.showErrorMessage(message, remedy, showLog);
  if (chosen) await commands.executeCommand(chosen.command);
}

/** What the library says of itself belongs into the log: it is in English, and no user's business. */
export function hush(client: BaseLanguageClient): void {
  const { error } = client;
  client.error = (message, data) => error.call(client, message, data, false);
}

/** What the user can do about the server, and a mark beside the language of each document while it is stopped. */
export function registerRecovery(client: BaseLanguageClient, recovery: Recovery): Disposable[] {
  let item: LanguageStatusItem | undefined;
  const mark = (): void => {
    item?.dispose();
    item = isStopped(client) ? stoppedItem(client) : undefined;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellIfItStaysFailed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (client.state === State.StartFailed) recovery.failed();
    }, GRACE);
  };
  return [
    client.onDidChangeState(() => {
      mark();
      tellIfItStaysFailed();
    }),
    new Disposable(() => {
      clearTimeout(timer);
      item?.dispose();
    }),
    commands.registerCommand(RESTART, async () => {
      recovery.forget();
      // One that could not start has nothing to stop, and one that hangs is stopped without its help.
      if (client.isRunning()) await client.stop().catch(() => {});
      await client.start().catch(tellIfItStaysFailed);
    }),
    commands.registerCommand(SHOW_LOG, () => client.outputChannel.show()),
  ];
}

/** Whether nobody will start the server but the user. */
export function isStopped({ state }: BaseLanguageClient): boolean {
  return state === State.Stopped || state === State.StartFailed;
}

function stoppedItem(client: BaseLanguageClient): LanguageStatusItem {
  const documents = client.protocol2CodeConverter.asDocumentSelector(
    client.clientOptions.documentSelector ?? [],
  );
  const item = languages.createLanguageStatusItem('ecsDefender.server', documents);
  item.name = 'ECS Defender';
  item.text = `$(error) ${l10n.t('The language server is stopped.')}`;
  item.severity = LanguageStatusSeverity.Error;
  item.command = { command: RESTART, title: l10n.t('Restart Language Server') };
  return item;
}

import { type Connection, LSPErrorCodes, MessageType, ResponseError } from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import { type Message, message } from '../../l10n/message';
import type { Model } from '../../service/model';
import { allRules } from '../../service/rules';
import { planWork, WORK_TITLES, type Work, whyNothing } from '../../service/work';
import { pageUri, placeholderRanges, toWorkspaceEdit } from '../convert';
import { tell, tellText } from '../messages';
import type { Client } from '../options';
import { isModel, LATER, type Session } from '../session';

/** The commands every editor has; an editor's own commands have ids of their own. */
export enum Command {
  Protect = 'ecsDefender.server.protect',
  Upgrade = 'ecsDefender.server.upgrade',
  Unprotect = 'ecsDefender.server.unprotect',
  ToggleFilesystemMonitoring = 'ecsDefender.server.toggleFilesystemMonitoring',
  ShowRule = 'ecsDefender.server.showRule',
}

/** The commands that change the document, and what they do to it. */
const WORK_OF: Readonly<Record<string, Work>> = {
  [Command.Protect]: 'protect',
  [Command.Upgrade]: 'upgrade',
  [Command.Unprotect]: 'unprotect',
  [Command.ToggleFilesystemMonitoring]: 'toggleFilesystemMonitoring',
};

/** What these commands answer; all texts are in the reader's language. */
export interface WorkAnswer {
  readonly applied: boolean;
  readonly done: readonly string[];
  readonly refusals: readonly string[];
  readonly leftAlone: readonly string[];
  readonly notes: readonly string[];
  /** Where the placeholders stand that are still to be filled in. */
  readonly placeholders: ReturnType<typeof placeholderRanges>;
}

export function registerCommands(session: Session): void {
  const { connection, host } = session;
  connection.onExecuteCommand(({ command, arguments: [argument] = [] }, token) =>
    session.guard.answer<unknown>(
      command,
      token,
      async () => {
        const { client } = session;
        if (command === Command.ShowRule && allRules.some(({ code }) => code === argument))
          return showRule(argument, connection, client, host.pages);
        const work = WORK_OF[command];
        if (!work) return new ResponseError<never>(LSPErrorCodes.RequestFailed, `${command}: not known`);
        const uri = typeof argument === 'object' ? (argument as { uri?: unknown } | null)?.uri : argument;
        const failures = await session.findImages(String(uri), LATER);
        if (failures.length > 0)
          tell(connection, MessageType.Warning, message('sentences', { parts: failures }), client.locale);
        const model = await session.modelOf(String(uri));
        if (isModel(model)) return changeDocument(model, work, connection, client, host.environment);
        tell(connection, MessageType.Info, model, client.locale);
        return null;
      },
      null,
    ),
  );
}

/** Changes the tasks of an open document, and says so where it can do nothing. */
async function changeDocument(
  model: Model,
  work: Work,
  connection: Connection,
  client: Client,
  environment: (name: string) => string | undefined,
): Promise<WorkAnswer> {
  const { document } = model;
  const { version } = document;
  const planned = planWork(model, work, environment);
  const { edits, done, refusals, leftAlone, notes } = planned;
  const placeholders = placeholderRanges(document, edits);
  const warn = (text: Message): void => tell(connection, MessageType.Warning, text, client.locale);
  let applied = false;
  if (edits.length === 0) {
    const type = refusals.length > 0 ? MessageType.Warning : MessageType.Info;
    tell(connection, type, whyNothing(work, planned), client.locale);
  } else {
    const edit = toWorkspaceEdit(document, edits, client);
    const label = words(message(WORK_TITLES[work]), client.locale);
    applied = client.appliesEdits && (await connection.workspace.applyEdit({ label, edit })).applied;
    if (!applied)
      warn(message(document.version === version ? 'protect.notApplied' : 'protect.changedMeanwhile'));
    else if (refusals.length > 0) warn(message('sentences', { parts: refusals.map((one) => one.message) }));
  }
  const say = (text: Message): string => words(text, client.locale);
  return {
    applied,
    done: done.map(say),
    refusals: refusals.map((one) => say(one.message)),
    leftAlone: leftAlone.map(say),
    notes: notes.map(say),
    placeholders: applied ? placeholders : [],
  };
}

/** Opens a rule's page, or says where it is. */
async function showRule(
  code: string,
  connection: Connection,
  client: Client,
  ownPages: string,
): Promise<void> {
  const uri = pageUri(code, client, ownPages);
  const shown =
    client.showsDocuments && (await connection.window.showDocument({ uri, takeFocus: true })).success;
  if (!shown) tellText(connection, MessageType.Info, uri);
}

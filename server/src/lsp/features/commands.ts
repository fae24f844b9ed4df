import { type Connection, LSPErrorCodes, MessageType, ResponseError } from 'vscode-languageserver';
import * as z from 'zod/mini';
import type { Plan } from '../../defender/plan';
import { type Locale, words } from '../../l10n/catalogue';
import { type Message, message } from '../../l10n/message';
import { digestOf } from '../../service/digest';
import type { Model } from '../../service/model';
import { allRules } from '../../service/rules';
import { containersAt, type Place } from '../../service/state';
import { planWork, WORK_TITLES, type Work, whyNothing } from '../../service/work';
import { Command } from '../commandIds';
import { pageUri, placeholderRanges, toWorkspaceEdit } from '../convert';
import { tell, tellText } from '../messages';
import type { Client } from '../options';
import { isModel, LATER, type Session } from '../session';

/** The commands that change the document, and what they do to it. */
const WORK_OF: ReadonlyMap<string, Work> = new Map([
  [Command.Protect, 'protect'],
  [Command.Upgrade, 'upgrade'],
  [Command.Unprotect, 'unprotect'],
  [Command.ToggleFilesystemMonitoring, 'toggleFilesystemMonitoring'],
]);

/** A plan in the reader's language. */
export interface PlanInWords {
  readonly done: readonly string[];
  readonly refusals: readonly string[];
  readonly leftAlone: readonly string[];
  readonly notes: readonly string[];
}

/** What these commands answer. */
export interface WorkAnswer extends PlanInWords {
  readonly applied: boolean;
  /** Where the placeholders stand that are still to be filled in. */
  readonly placeholders: ReturnType<typeof placeholderRanges>;
}

/** What these commands are about: a document, whole or at a place. */
const target = z.object({
  uri: z.string(),
  task: z.optional(z.number()),
  container: z.optional(z.number()),
  /** The version and the plan that the user has looked through; nothing else is done. */
  version: z.optional(z.number()),
  plan: z.optional(z.string()),
});
export type Target = z.infer<typeof target>;

/** What is not of this shape names no document that is open. */
export function targetOf(argument: unknown): Target {
  const read = target.safeParse(typeof argument === 'string' ? { uri: argument } : argument);
  return read.success ? read.data : { uri: '' };
}
export function placeOf({ task, container }: Target): Place | undefined {
  return task === undefined ? undefined : { task, container };
}

export function inWords({ done, refusals, leftAlone, notes }: Plan, locale: Locale): PlanInWords {
  const say = (text: Message): string => words(text, locale);
  return {
    done: done.map(say),
    refusals: refusals.map((one) => say(one.message)),
    leftAlone: leftAlone.map(say),
    notes: notes.map(say),
  };
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
        const work = client.options.edits ? WORK_OF.get(command) : undefined;
        if (!work) return new ResponseError<never>(LSPErrorCodes.RequestFailed, `${command}: not known`);
        const asked = targetOf(argument);
        const failures = await session.findImages(asked.uri, LATER);
        if (failures.length > 0)
          tell(connection, MessageType.Warning, message('sentences', { parts: failures }), client.locale);
        const model = await session.modelOf(asked.uri);
        if (isModel(model)) return changeDocument(model, work, asked, session);
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
  asked: Target,
  { connection, client, host }: Session,
): Promise<WorkAnswer> {
  const { document } = model;
  const { version } = document;
  const place = placeOf(asked);
  const planned = planWork(model, work, host.environment, place && containersAt(model, place));
  const { edits, refusals } = planned;
  const placeholders = placeholderRanges(document, edits);
  const warn = (text: Message): void => tell(connection, MessageType.Warning, text, client.locale);
  let applied = false;
  const isAsSeen =
    (asked.version ?? version) === version && (asked.plan === undefined || asked.plan === digestOf(edits));
  if (!isAsSeen) warn(message('protect.changedMeanwhile'));
  else if (edits.length === 0) {
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
  return { applied, ...inWords(planned, client.locale), placeholders: applied ? placeholders : [] };
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

import type { Connection } from 'vscode-languageserver';
import { words } from '../l10n/catalogue';
import { message } from '../l10n/message';
import { whyNothing } from '../service/codeActions';
import type { Model } from '../service/model';
import { protect } from '../service/protect';
import { pageUri, placeholderRanges, toWorkspaceEdit } from './convert';
import type { Client } from './options';

/** The commands every editor has; an editor's own commands have ids of their own. */
export enum Command {
  Protect = 'ecsDefender.server.protect',
  ShowRule = 'ecsDefender.server.showRule',
}

/** What `ecsDefender.server.protect` answers; all texts are in the reader's language. */
export interface ProtectAnswer {
  readonly applied: boolean;
  readonly done: readonly string[];
  readonly refusals: readonly string[];
  readonly leftAlone: readonly string[];
  readonly notes: readonly string[];
  /** Where the placeholders stand that are still to be filled in. */
  readonly placeholders: ReturnType<typeof placeholderRanges>;
}

/** Protects the tasks of an open document, and says so where it can do nothing. */
export async function protectDocument(
  model: Model | undefined,
  connection: Connection,
  client: Client,
  environment: (name: string) => string | undefined,
): Promise<ProtectAnswer | undefined> {
  const say = (text: Parameters<typeof words>[0]): string => words(text, client.locale);
  if (!model) {
    connection.window.showInformationMessage(say(message('refused.notATask')));
    return undefined;
  }
  const planned = protect(model, { placeholders: true, environment });
  const { edits, done, refusals, leftAlone, notes } = planned;
  const placeholders = placeholderRanges(model.document, edits);
  if (edits.length === 0) {
    const show = refusals.length > 0 ? 'showWarningMessage' : 'showInformationMessage';
    connection.window[show](say(whyNothing(planned)));
  }
  const edit = toWorkspaceEdit(model.document, edits, client);
  const label = say(message('fix.protectAll'));
  const applied = edits.length > 0 && (await connection.workspace.applyEdit({ label, edit })).applied;
  if (edits.length > 0 && !applied) connection.window.showWarningMessage(say(message('protect.notApplied')));
  else if (applied && refusals.length > 0)
    connection.window.showWarningMessage(refusals.map((one) => say(one.message)).join(' '));
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
export async function showRule(
  code: string,
  connection: Connection,
  client: Client,
  ownPages: string,
): Promise<void> {
  const uri = pageUri(code, client, ownPages);
  const shown =
    client.showsDocuments && (await connection.window.showDocument({ uri, takeFocus: true })).success;
  if (!shown) connection.window.showInformationMessage(uri);
}

import { setShared, sharedHolders } from '../defender/drift';
import type { ProtectOptions } from '../defender/inputs';
import { whyUnread } from '../findings/syntax';
import { type Message, type MessageKey, message } from '../l10n/message';
import type { Model } from './model';
import { type Protection, protect, unprotect } from './protect';
import { editsFor } from './written';

/** What can be done to the whole of a document. */
export const WORKS = ['protect', 'upgrade', 'unprotect', 'toggleFilesystemMonitoring'] as const;
export type Work = (typeof WORKS)[number];

export const WORK_TITLES: Record<Work, MessageKey> = {
  protect: 'fix.protectAll',
  upgrade: 'fix.upgrade',
  unprotect: 'fix.unprotect',
  toggleFilesystemMonitoring: 'fix.toggleFilesystemMonitoring',
};

/** Why a plan of a work changes nothing. */
export function whyNothing(work: Work, { refusals, leftAlone }: Protection): Message {
  return refusals[0]?.message ?? leftAlone[0] ?? message(NOTHING[work]);
}

const NOTHING: Record<Work, MessageKey> = {
  protect: 'protect.nothing',
  upgrade: 'upgrade.nothing',
  unprotect: 'unprotect.nothing',
  toggleFilesystemMonitoring: 'refused.noMonitoring',
};

/** Plans one of the works as an editor does it: with placeholders for what nobody has given yet. Only protecting can be
 * asked for some containers alone. */
export function planWork(
  model: Model,
  work: Work,
  environment?: ProtectOptions['environment'],
  containers?: ReadonlySet<number>,
): Protection {
  switch (work) {
    case 'protect':
      return protect(model, { placeholders: true, environment, containers });
    case 'upgrade':
      return protect(model, { upgrade: true, placeholders: false, environment });
    case 'unprotect':
      return unprotect(model);
    case 'toggleFilesystemMonitoring':
      return toggleFilesystemMonitoring(model);
  }
}

/** Turns file system monitoring on, or off where it is on everywhere: in the containers and the sidecar together.
 * `wanted` says which of the two it is to be. */
export function toggleFilesystemMonitoring(model: Model, wanted?: boolean): Protection {
  const holders = model.analyses.flatMap((analysis) => sharedHolders(analysis, 'FILESYSTEM_MONITORING'));
  const nothing = { changes: [], edits: [], done: [], leftAlone: [], notes: [] };
  const why = whyUnread(model.tree) ?? (holders.length === 0 ? message('refused.noMonitoring') : undefined);
  if (why) return { ...nothing, refusals: [{ message: why }] };
  const on = wanted ?? holders.some(({ value }) => value.text !== 'true');
  const changes = model.analyses.flatMap((analysis) => setShared(analysis, 'FILESYSTEM_MONITORING', on));
  const done = [message(on ? 'done.monitoringOn' : 'done.monitoringOff')];
  return { ...nothing, changes, edits: editsFor(model, changes) ?? [], done, refusals: [] };
}

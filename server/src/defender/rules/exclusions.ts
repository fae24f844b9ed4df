import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { exclusionsOf, type ReadProfile } from '../../profile/read';
import { exclusionExpiredRow, exclusionReasonRow } from '../../profile/rules';
import { type ExcludeRow, hasReason, isExpired, mayFit } from '../../profile/settings';
import { subjectOf, type TaskAnalysis } from '../analysis';
import { hiddenContainers } from '../containers';

/** What the profile's rows leave alone, where the rows themselves are not in order. The rows are found in the profile as
 * well; a pipeline that looks at one task definition only must see it here. */

const exclusionReason: Rule<TaskAnalysis> = {
  ...exclusionReasonRow,
  check: ({ containers }, report) => {
    for (const { container, exclusion } of containers) {
      if (!exclusion?.row || hasReason(exclusion.row)) continue;
      const text = message('found.excludedWithoutReason', { name: container.name ?? '' });
      report({ ...container.anchor, container: container.id, message: text });
    }
  },
};

const exclusionExpired: Rule<TaskAnalysis> = {
  ...exclusionExpiredRow,
  check: ({ containers, surroundings: { today } }, report) => {
    for (const { container, exclusion } of containers) {
      const row = exclusion?.row;
      if (!row?.until || !isExpired(row, today)) continue;
      const said = { name: container.name ?? '', until: row.until, reason: row.reason ?? '' };
      report({
        ...container.anchor,
        container: container.id,
        message: message('found.exclusionExpired', said),
      });
    }
  },
};

/** A profile, and all the tasks that it counts for. */
export interface ProfileOver {
  readonly read: ReadProfile;
  readonly below: readonly TaskAnalysis[];
}

const exclusionUnused: Rule<ProfileOver> = {
  code: 'exclusion-unused',
  category: 'profile',
  severity: 'warning',
  summary: 'rule.exclusion-unused',
  check: ({ read, below }, report) => {
    for (const { row, start, end } of exclusionsOf(read)) {
      if (!below.some((analysis) => mayPick(row, analysis)))
        report({ start, end, message: message('found.exclusionUnused') });
    }
  },
};

/** Whether the row is one of those that the task is held against, and picks one of its containers, or may. */
function mayPick(row: ExcludeRow, analysis: TaskAnalysis): boolean {
  const { task, settings, elsewhere } = analysis;
  if (!settings.containers.exclude.includes(row)) return false;
  if (elsewhere && mayPick(row, elsewhere.analysis)) return true;
  // What cannot be read to its end may hold more than is seen.
  if (task.tree.faults.length > 0) return true;
  const isSeen = task.hidden.length === 0 && (elsewhere !== undefined || !hiddenContainers(analysis));
  const unseen = isSeen ? [] : [{ family: task.family }];
  const subjects = [...task.containers.map((one) => subjectOf(task, one)), ...unseen];
  return subjects.some((subject) => mayFit(row, subject));
}

export const exclusionRules = [exclusionReason, exclusionExpired];
/** Only who has looked at everything below a profile may run these. */
export const unusedExclusionRules = [exclusionUnused];

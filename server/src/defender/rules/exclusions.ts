import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { exclusionExpiredRow, exclusionReasonRow } from '../../profile/rules';
import { hasReason, isExpired } from '../../profile/settings';
import type { TaskAnalysis } from '../analysis';

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

export const exclusionRules = [exclusionReason, exclusionExpired];

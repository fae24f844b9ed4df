import { type ProfileOver, unusedExclusionRules } from '../defender/rules/exclusions';
import { profileWsAddress } from '../defender/rules/variables';
import type { Finding } from '../findings/finding';
import { type RuleLevels, runRules } from '../findings/rule';
import { UNUSED, unusedSuppression } from '../findings/suppression';
import { type ReadProfile, readProfile, suppressionsOf } from '../profile/read';
import { profileRules } from '../profile/rules';
import type { Suppression } from '../profile/settings';
import { isRule } from './rules';

/** What is to be said about a profile itself, on a day (`YYYY-MM-DD`). */
export function profileFindings(
  text: string,
  file: string,
  levels: RuleLevels,
  today: string | undefined,
): Finding[] {
  const read = readProfile(text);
  return [
    ...runRules([...profileRules, profileWsAddress], { read, file, today }, levels),
    ...unusedSuppressions(read, levels, ({ rule }) => !isRule(rule)),
  ].sort((a, b) => a.start - b.start);
}

/** The rows of a profile that nothing below it has a use for. */
export function unusedRows(
  { read, below }: ProfileOver,
  usedRows: ReadonlySet<Suppression>,
  levels: RuleLevels,
): Finding[] {
  return [
    ...runRules(unusedExclusionRules, { read, below }, levels),
    ...unusedSuppressions(read, levels, (row) => isRule(row.rule) && !usedRows.has(row)),
  ];
}

function unusedSuppressions(
  read: ReadProfile,
  levels: RuleLevels,
  isUnused: (row: Suppression) => boolean,
): Finding[] {
  if (levels[UNUSED.code] === 'off') return [];
  return suppressionsOf(read)
    .filter(({ row }) => isUnused(row))
    .map((one) => unusedSuppression(one, one.row.rule, isRule));
}

import { type ProfileOver, unusedExclusionRules } from '../defender/rules/exclusions';
import { profileWsAddress } from '../defender/rules/variables';
import type { Finding } from '../findings/finding';
import { type RuleLevels, runRules } from '../findings/rule';
import { UNUSED, unusedSuppression } from '../findings/suppression';
import { readProfile, suppressionsOf } from '../profile/read';
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
  const unknown = suppressionsOf(read).filter(({ row }) => !isRule(row.rule));
  const level = levels[UNUSED.code];
  return [
    ...runRules([...profileRules, profileWsAddress], { read, file, today }, levels),
    ...(level === 'off' ? [] : unknown.map((one) => unusedSuppression(one, one.row.rule, isRule))),
  ].sort((a, b) => a.start - b.start);
}

/** The rows of a profile that nothing below it has a use for. */
export function unusedRows(
  { read, below }: ProfileOver,
  usedRows: ReadonlySet<Suppression>,
  levels: RuleLevels,
): Finding[] {
  const level = levels[UNUSED.code];
  const unused = suppressionsOf(read).filter(({ row }) => isRule(row.rule) && !usedRows.has(row));
  return [
    ...runRules(unusedExclusionRules, { read, below }, levels),
    ...(level === 'off' ? [] : unused.map((one) => unusedSuppression(one, one.row.rule, isRule))),
  ];
}

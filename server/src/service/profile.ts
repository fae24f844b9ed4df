import type { Finding } from '../findings/finding';
import { type RuleLevels, runRules } from '../findings/rule';
import { readProfile } from '../profile/read';
import { profileRules } from '../profile/rules';

/** What is to be said about a profile itself. */
export function profileFindings(text: string, file: string, levels: RuleLevels): Finding[] {
  return runRules(profileRules, { read: readProfile(text), file }, levels).sort((a, b) => a.start - b.start);
}

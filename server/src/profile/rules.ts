import type { Rule } from '../findings/rule';
import { message } from '../l10n/message';
import { type ReadProfile, semanticProblems } from './read';

/** A profile, and what uses it: the task definitions under a broken one say so themselves. */
export interface ProfileUse {
  readonly read: ReadProfile;
  readonly file: string;
}

const profileInvalid: Rule<ProfileUse> = {
  code: 'profile-invalid',
  category: 'profile',
  severity: 'error',
  summary: 'rule.profile-invalid',
  check: ({ read }, report) => {
    for (const problem of read.problems) report(problem);
  },
};

const semantic = (code: 'profile-row-empty' | 'bundle-plaintext'): Rule<ProfileUse> => ({
  code,
  category: 'profile',
  severity: 'warning',
  summary: `rule.${code}`,
  check: ({ read }, report) => {
    for (const { code: own, ...problem } of semanticProblems(read)) if (own === code) report(problem);
  },
});

export const profileRules = [profileInvalid, semantic('profile-row-empty'), semantic('bundle-plaintext')];

/** What a task definition says whose profile cannot be used. */
export function brokenProfile(file: string, problem: ReturnType<typeof message>) {
  return message('found.profileInvalid', { file, problem: [problem] });
}

import type { Rule } from '../findings/rule';
import { message } from '../l10n/message';
import { type ReadProfile, semanticProblems } from './read';

/** A profile, and what uses it: the task definitions under a broken one say so themselves. */
export interface ProfileUse {
  readonly read: ReadProfile;
  readonly file: string;
  /** The date, `YYYY-MM-DD`; absent where nobody knows it. */
  readonly today?: string;
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

const profileRowEmpty: Rule<ProfileUse> = {
  code: 'profile-row-empty',
  category: 'profile',
  severity: 'warning',
  summary: 'rule.profile-row-empty',
  check: semantic('profile-row-empty'),
};

/** The rows of rules that look into profiles and task definitions alike. */
export const exclusionReasonRow = {
  code: 'exclusion-reason',
  category: 'profile',
  severity: 'warning',
  summary: 'rule.exclusion-reason',
} as const;
export const exclusionExpiredRow = {
  code: 'exclusion-expired',
  category: 'profile',
  severity: 'warning',
  summary: 'rule.exclusion-expired',
} as const;
export const bundlePlaintextRow = {
  code: 'bundle-plaintext',
  category: 'secrets',
  severity: 'warning',
  summary: 'rule.bundle-plaintext',
} as const;

const bundlePlaintext: Rule<ProfileUse> = { ...bundlePlaintextRow, check: semantic('bundle-plaintext') };

function semantic(code: string): Rule<ProfileUse>['check'] {
  return ({ read, today }, report) => {
    for (const { code: own, ...problem } of semanticProblems(read, today)) if (own === code) report(problem);
  };
}

export const profileRules = [
  profileInvalid,
  profileRowEmpty,
  ...[exclusionReasonRow, exclusionExpiredRow].map(
    (row): Rule<ProfileUse> => ({ ...row, check: semantic(row.code) }),
  ),
  bundlePlaintext,
];

/** What a task definition says whose profile cannot be used. */
export function brokenProfile(file: string, problem: ReturnType<typeof message>) {
  return message('found.profileInvalid', { file, problem: [problem] });
}

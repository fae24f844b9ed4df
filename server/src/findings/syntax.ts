import { message } from '../l10n/message';
import type { Tree } from '../syntax/tree';
import type { Rule } from './rule';

/** What the reader could not make sense of; nothing is edited while there is any. */
const syntax: Rule<Tree> = {
  code: 'syntax',
  category: 'document',
  severity: 'error',
  summary: 'rule.syntax',
  check: (tree, report) => {
    for (const { code, start, end } of tree.faults)
      report({ start, end, message: message(`syntax.${code}`) });
  },
};

export const documentRules = [syntax];

import { type Message, message } from '../l10n/message';
import { LONGEST, OWN_LIMITS } from '../syntax/limits';
import type { SyntaxFault, Tree } from '../syntax/tree';
import type { Rule } from './rule';

/** What the reader could not make sense of; nothing is edited while there is any. */
const syntax: Rule<Tree> = {
  code: 'syntax',
  category: 'document',
  severity: 'error',
  summary: 'rule.syntax',
  check: (tree, report) => {
    for (const { code, start, end } of tree.faults) report({ start, end, message: messageOf(code) });
  },
};

function messageOf(code: SyntaxFault['code']): Message {
  return code === 'too-long'
    ? message('syntax.too-long', { most: LONGEST.toLocaleString('en') })
    : message(`syntax.${code}`);
}

/** Why nothing can be edited in a document; undefined where it was read to its end. */
export function whyUnread({ faults }: Tree): Message | undefined {
  if (faults.length === 0) return undefined;
  return message(faults.every(({ code }) => OWN_LIMITS.has(code)) ? 'refused.limits' : 'refused.syntax');
}

export const documentRules = [syntax];

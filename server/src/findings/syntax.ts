import { type Message, message } from '../l10n/message';
import { LONGEST } from '../syntax/limits';
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

export const documentRules = [syntax];

import { subjectOf } from '../defender/analysis';
import type { Finding } from '../findings/finding';
import { disableNextLine } from '../findings/suppression';
import type { Suppression } from '../profile/settings';
import type { TextEdit } from '../syntax/edits';
import { indentAt, lineBreakAt } from '../syntax/lines';
import type { Model } from './model';

/** Faults of the text itself cannot be accepted, nor can a suppression suppress itself. */
const NEVER = new Set(['syntax', 'profile-invalid', 'suppression-unused']);

/** Whether a finding of a rule can be accepted at all. */
export function canBeAccepted(code: string): boolean {
  return !NEVER.has(code);
}

/** Languages, by their ids, in which a comment is legal. */
const WITH_COMMENTS = new Set(['jsonc', 'json5', 'pcrule']);

/** A comment above the finding's line, where the document's language has comments or the author uses them anyway. */
export function commentFor({ document, tree }: Model, { code, start }: Finding): TextEdit | undefined {
  const { text } = tree;
  const { lineComment } = tree.syntaxOf(tree.at(start));
  // JSON inside of another language goes to a reader that takes no comments.
  const legal =
    lineComment !== '//' ||
    (tree.dialect !== 'terraform' && (WITH_COMMENTS.has(document.languageId) || /^[ \t]*\/[/*]/m.test(text)));
  if (!canBeAccepted(code) || !legal) return undefined;
  // A byte order mark stays the first of all.
  const at = text.lastIndexOf('\n', start - 1) + 1 || Number(text.startsWith('\ufeff'));
  return {
    start: at,
    end: at,
    text: `${indentAt(text, start)}${disableNextLine(lineComment, code)}${lineBreakAt(text, start)}`,
  };
}

/** The row of the profile that accepts a finding: for this container of this family, in other documents for the whole
 * file, with a place for the reason. */
export function rowFor(
  { analyses, config }: Model,
  { code, container, start }: Finding,
): Suppression | undefined {
  if (!canBeAccepted(code) || config.profileProblem) return undefined;
  if (analyses.length === 0) return { rule: code, reason: '' };
  const analysis =
    analyses.find(({ task }) => task.containers.some(({ id }) => id === container)) ??
    analyses.find(({ task }) => task.start <= start && start < task.end);
  if (!analysis) return undefined;
  const { task } = analysis;
  const of = task.containers.find((one) => one.id === container);
  const subject = of ? subjectOf(task, of) : { family: task.family };
  return {
    rule: code,
    ...(subject.family ? { family: subject.family } : {}),
    ...(subject.container ? { container: subject.container } : {}),
    reason: '',
  };
}

import type { Severity, Span } from '../../findings/finding';
import { type Message, message } from '../../l10n/message';
import type { TextEdit } from '../../syntax/edits';

/** The rules about scripts and messages, by their slugs. */
export type ProblemCode =
  | 'script-syntax'
  | 'script-operator'
  | 'script-unknown-name'
  | 'script-other-type'
  | 'script-mismatch'
  | 'script-not-boolean'
  | 'script-value'
  | 'script-regex'
  | 'script-constant'
  | 'script-mixed-operators'
  | 'script-type'
  | 'message-macro';

/** A text of pure noise must not cost more than it says: no more is told of one script. */
export const MOST = 100;

/** Something wrong with a script, at a place in it. */
export interface Problem extends Span {
  readonly code: ProblemCode;
  /** Another severity than the rule's usual one. */
  readonly severity?: Severity;
  readonly message: Message;
  readonly fixes?: readonly ScriptFix[];
}

/** Edits of a script that make a problem go away. */
export interface ScriptFix {
  readonly title: Message;
  readonly edits: readonly TextEdit[];
  /** One way of several, none of them better. */
  readonly isChoice?: boolean;
  /** The script says the same, only in the language's own words: a member of `source.fixAll.ecsDefender`. */
  readonly isSafe?: boolean;
}

/** Puts a text in the place of what is wrong. */
export function replacing(span: Span, text: string, title: Message, isChoice = false): ScriptFix {
  return { title, edits: [{ start: span.start, end: span.end, text }], ...(isChoice ? { isChoice } : {}) };
}

/** The same, with a title that says so. */
export function replaced(span: Span, text: string): ScriptFix {
  return replacing(span, text, message('script.fix.replace', { text }));
}

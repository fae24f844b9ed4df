import type { Message } from '../l10n/message';
import type { Change } from '../syntax/edits';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Offsets into the document, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Another place that belongs to a finding. */
export interface Related extends Span {
  readonly message: Message;
  /** The document that it is in, where that is not the finding's: a neighbour, or a member of its set. */
  readonly uri?: string;
}

/** Something a rule has to say about a place in a document. */
export interface Finding extends Span {
  /** The rule's slug. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: Message;
  /** The container it speaks of, by the node of its object, for the fixes. */
  readonly container?: number;
  /** It speaks of many places at once, and stands at the first that is written: it is known by none of them. */
  readonly isGrouped?: boolean;
  readonly related?: readonly Related[];
  /** What can be done about it, besides protecting; each is computed only when asked for. */
  readonly fixes?: readonly Fix[];
}

/** A change that removes the finding. */
export interface Fix {
  readonly title: Message;
  readonly changes: () => readonly Change[];
  /** A member of `source.fixAll.ecsDefender`: it keeps the wiring true, converts nothing and weakens nothing. */
  readonly isSafe?: boolean;
  /** One way of several, none of them better. */
  readonly isChoice?: boolean;
  /** The change is one of another document, where this work is to be done. */
  readonly elsewhere?: { readonly uri: string; readonly work: 'monitoringOn' };
}

/** Whether two findings say the same of the same place. */
export function isSameFinding(one: Finding, other: Finding): boolean {
  if (one.code !== other.code || one.start !== other.start || one.end !== other.end) return false;
  return JSON.stringify(one.message.args) === JSON.stringify(other.message.args);
}

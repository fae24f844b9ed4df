import type { Span } from '../findings/finding';
import type { Model } from './model';
import { nameAt, usesOf } from './names';
import { policyHighlightsAt } from './policyNames';

/** Where the name at an offset leads: from a reference to what it names, from a definition to itself. */
export interface Definition {
  /** The name that was asked about. */
  readonly origin: Span;
  readonly targets: readonly Span[];
}

export function definitionAt(model: Model, offset: number): Definition | undefined {
  const origin = nameAt(model, offset);
  const targets = origin ? usesOf(model, origin).filter(({ role }) => role === 'definition') : [];
  return origin && targets.length > 0 ? { origin: spanOf(origin), targets: targets.map(spanOf) } : undefined;
}

/** Where the thing that is named at an offset is referred to, with its definition where that is asked for. */
export function referencesAt(model: Model, offset: number, withDefinition: boolean): Span[] {
  const origin = nameAt(model, offset);
  const uses = origin ? usesOf(model, origin) : [];
  return uses.filter(({ role }) => withDefinition || role === 'reference').map(spanOf);
}

/** A place to be marked while the cursor stands on the name: where it is given, or where it is used. */
export interface Highlight extends Span {
  readonly role: 'definition' | 'reference';
}

export function highlightsAt(model: Model, offset: number): Highlight[] {
  if (model.policy) return policyHighlightsAt(model, offset);
  const origin = nameAt(model, offset);
  return origin ? usesOf(model, origin).map((one) => ({ ...spanOf(one), role: one.role })) : [];
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

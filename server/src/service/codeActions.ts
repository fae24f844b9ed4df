import type { ProtectOptions } from '../defender/inputs';
import type { Finding, Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import type { TextEdit } from '../syntax/edits';
import { printChanges } from '../syntax/json/printer';
import { isMendedByProtect } from './fixes';
import type { Model } from './model';
import { type Protection, protect } from './protect';

export const REFACTOR_KIND = 'refactor.rewrite.protectWithDefender';

/** Something an editor can offer at a place in a document. */
export interface Action {
  readonly title: Message;
  readonly kind: 'quickfix' | typeof REFACTOR_KIND;
  /** What it does; absent where it only shows a page or cannot be done. */
  readonly edits?: readonly TextEdit[];
  /** The findings that go away. */
  readonly fixes: readonly Finding[];
  readonly isPreferred?: boolean;
  /** Why it cannot be done. */
  readonly disabled?: Message;
  /** The rule whose page it shows. */
  readonly documentation?: string;
}

type Environment = ProtectOptions['environment'];

/** The quick fixes for the findings that touch one of the places, each fix once. */
export function actionsAt(model: Model, places: readonly Span[], environment?: Environment): Action[] {
  const touched = model.findings.filter((one) =>
    places.some(({ start, end }) => one.start <= end && one.end >= start),
  );
  const actions: Action[] = [];
  for (const finding of touched) {
    if (!finding.fix) continue;
    const edits = printChanges(model.ecs.tree, finding.fix.changes());
    actions.push({ title: finding.fix.title, kind: 'quickfix', edits, fixes: [finding], isPreferred: true });
  }
  const open = touched.filter(isMendedByProtect);
  const containers = new Set(open.map((finding) => finding.container!));
  for (const container of containers) {
    const fixes = open.filter((finding) => finding.container === container);
    actions.push(protection(model, 'fix.protect', 'quickfix', fixes, environment, new Set([container])));
  }
  const all = model.findings.filter(isMendedByProtect);
  if (containers.size > 0 && new Set(all.map((finding) => finding.container)).size > 1) {
    actions.push(protection(model, 'fix.protectAll', 'quickfix', all, environment));
  }
  for (const code of new Set(touched.map((finding) => finding.code))) {
    const fixes = touched.filter((finding) => finding.code === code);
    actions.push({
      title: message('fix.documentation', { code }),
      kind: 'quickfix',
      fixes,
      documentation: code,
    });
  }
  return actions;
}

/** The refactoring: the whole task, wherever in it the cursor stands. */
export function conversionAt(model: Model, span: Span, environment?: Environment): Action[] {
  const inside = model.analyses.some(({ task }) => task.start <= span.end && task.end >= span.start);
  return inside ? [protection(model, 'fix.protectAll', REFACTOR_KIND, [], environment)] : [];
}

/** Why a plan changes nothing. */
export function whyNothing({ refusals, leftAlone }: Protection): Message {
  return refusals[0]?.message ?? leftAlone[0] ?? message('protect.nothing');
}

function protection(
  model: Model,
  title: 'fix.protect' | 'fix.protectAll',
  kind: Action['kind'],
  fixes: readonly Finding[],
  environment?: Environment,
  containers?: ReadonlySet<number>,
): Action {
  const planned = protect(model, { containers, placeholders: true, environment });
  if (planned.edits.length === 0)
    return { title: message(title), kind, fixes, disabled: whyNothing(planned) };
  return { title: message(title), kind, fixes, edits: planned.edits, isPreferred: title === 'fix.protect' };
}

import type { ProtectOptions } from '../defender/inputs';
import type { Finding, Fix, Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import type { Suppression } from '../profile/settings';
import { touchesShared } from '../syntax/changes';
import type { TextEdit } from '../syntax/edits';
import { fixAll, fixRule } from './fixAll';
import { isMendedByProtect, isMendedByUpgrade } from './fixes';
import { FIX_ALL_KIND, LAYOUT_KIND, REFACTOR_KINDS } from './kinds';
import type { Model } from './model';
import { type Protection, protect } from './protect';
import { layoutAt } from './scripts';
import { commentFor, rowFor } from './suppress';
import { planWork, WORK_TITLES, type Work, whyNothing } from './work';
import { editsFor } from './written';

/** Something an editor can offer at a place in a document. */
export interface Action {
  readonly title: Message;
  readonly kind: string;
  /** What it does; absent where it only shows a page or cannot be done. */
  readonly edits?: readonly TextEdit[];
  /** The findings that go away. */
  readonly fixes: readonly Finding[];
  readonly isPreferred?: boolean;
  /** Why it cannot be done. */
  readonly disabled?: Message;
  /** The document that it changes, where that is another one, and what is done there. */
  readonly elsewhere?: Fix['elsewhere'];
  /** The rule whose page it shows. */
  readonly documentation?: string;
  /** The row that it writes into the profile. */
  readonly suppression?: Suppression;
  /** The row is one for this document alone, whose containers cannot tell it from others. */
  readonly isForFile?: boolean;
}

type Environment = ProtectOptions['environment'];

/** The quick fixes for the findings that touch one of the places, each fix once: the nearest first. */
export function actionsAt(model: Model, places: readonly Span[], environment?: Environment): Action[] {
  const touched = model.findings.filter((one) =>
    places.some(({ start, end }) => one.start <= end && one.end >= start),
  );
  return [
    ...ownFixes(model, touched),
    ...protections(model, touched, environment),
    ...upgrades(model, touched, environment),
    ...wholeFile(model, touched),
    ...touched.flatMap((finding) => suppressions(model, finding)),
    ...documentation(touched),
  ];
}

/** The safe fixes of the whole document, for `source.fixAll` and fixing on save. */
export function fixAllActions(model: Model): Action[] {
  const { edits, fixed } = fixAll(model);
  return edits.length > 0
    ? [
        {
          title: message(model.analyses.length > 0 ? 'fix.all' : 'fix.allSafe'),
          kind: FIX_ALL_KIND,
          edits,
          fixes: fixed,
        },
      ]
    : [];
}

/** The refactorings of the whole task, wherever in it the cursor stands, and of the script there. */
export function conversionsAt(
  model: Model,
  span: Span,
  wants: (kind: string) => boolean,
  environment?: Environment,
): Action[] {
  const inside = model.analyses.some(({ task }) => task.start <= span.end && task.end >= span.start);
  const works = (Object.keys(REFACTOR_KINDS) as Work[]).filter((work) => wants(REFACTOR_KINDS[work]));
  return [
    ...(inside ? works.map((work) => conversion(model, work, REFACTOR_KINDS[work], [], environment)) : []),
    ...(wants(LAYOUT_KIND) ? layouts(model, span) : []),
  ];
}

/** Lays out the script at the cursor: in JSON no formatter reaches into it. */
function layouts(model: Model, { start }: Span): Action[] {
  const edits = layoutAt(model, start);
  return edits.length > 0 ? [{ title: message('script.format'), kind: LAYOUT_KIND, edits, fixes: [] }] : [];
}

function ownFixes(model: Model, touched: readonly Finding[]): Action[] {
  return touched.flatMap((finding) =>
    (finding.fixes ?? []).flatMap(({ title, changes, isChoice, elsewhere }): Action[] => {
      if (elsewhere) return [{ title, kind: 'quickfix', fixes: [finding], elsewhere }];
      const planned = changes();
      if (touchesShared(model.tree, planned)) return [];
      const edits = editsFor(model, planned);
      return edits === undefined
        ? []
        : [{ title, kind: 'quickfix', edits, fixes: [finding], isPreferred: !isChoice }];
    }),
  );
}

function protections(model: Model, touched: readonly Finding[], environment: Environment): Action[] {
  const open = touched.filter(isMendedByProtect);
  const containers = new Set(open.map((finding) => finding.container!));
  const actions = [...containers].map((container) => {
    const fixes = open.filter((finding) => finding.container === container);
    const planned = protect(model, { containers: new Set([container]), placeholders: true, environment });
    return toAction('protect', message('fix.protect'), 'quickfix', planned, fixes);
  });
  const all = model.findings.filter(isMendedByProtect);
  if (containers.size > 0 && new Set(all.map((finding) => finding.container)).size > 1)
    actions.push(conversion(model, 'protect', 'quickfix', all, environment));
  return actions;
}

function upgrades(model: Model, touched: readonly Finding[], environment: Environment): Action[] {
  if (!touched.some(isMendedByUpgrade)) return [];
  const fixes = model.findings.filter(isMendedByUpgrade);
  return [conversion(model, 'upgrade', 'quickfix', fixes, environment)];
}

/** Where a rule has found the same in several places, all of them at once. */
function wholeFile(model: Model, touched: readonly Finding[]): Action[] {
  const codes = new Set(touched.filter((one) => one.fixes?.length).map((one) => one.code));
  return [...codes].flatMap((code): Action[] => {
    const { edits, fixed } = fixRule(model, code);
    if (fixed.length < 2) return [];
    return [{ title: message('fix.rule', { code }), kind: 'quickfix', edits, fixes: fixed }];
  });
}

function suppressions(model: Model, finding: Finding): Action[] {
  const { code } = finding;
  const base = { kind: 'quickfix', fixes: [finding] };
  const comment = commentFor(model, finding);
  const row = rowFor(model, finding);
  const isForFile = model.analyses.length === 0;
  return [
    ...(comment ? [{ ...base, title: message('fix.suppressLine', { code }), edits: [comment] }] : []),
    ...(row
      ? [{ ...base, title: message('fix.suppressProfile', { code }), suppression: row, isForFile }]
      : []),
  ];
}

function documentation(touched: readonly Finding[]): Action[] {
  return [...new Set(touched.map((finding) => finding.code))].map((code) => ({
    title: message('fix.documentation', { code }),
    kind: 'quickfix',
    fixes: touched.filter((finding) => finding.code === code),
    documentation: code,
  }));
}

function conversion(
  model: Model,
  work: Work,
  kind: string,
  fixes: readonly Finding[],
  environment: Environment,
): Action {
  return toAction(work, message(WORK_TITLES[work]), kind, planWork(model, work, environment), fixes);
}

function toAction(
  work: Work,
  title: Message,
  kind: string,
  planned: Protection,
  fixes: readonly Finding[],
): Action {
  if (planned.edits.length === 0) return { title, kind, fixes, disabled: whyNothing(work, planned) };
  return { title, kind, fixes, edits: planned.edits, isPreferred: title.key === 'fix.protect' };
}

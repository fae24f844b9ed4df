import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TaskAnalysis } from '../defender/analysis';
import type { ProtectOptions } from '../defender/inputs';
import type { Plan } from '../defender/plan';
import { planProtect } from '../defender/protect';
import { planUnprotect, type UnprotectOptions } from '../defender/unprotect';
import { isOurPlaceholder } from '../defender/vocabulary';
import { recognise } from '../ecs/recognise';
import { whyUnread } from '../findings/syntax';
import { message } from '../l10n/message';
import { applyEdits, type TextEdit } from '../syntax/edits';
import { readJson } from '../syntax/json/reader';
import { Kind } from '../syntax/tree';
import { type Model, Models } from './model';
import { editsFor } from './written';

/** A plan for a document, with the text edits that carry it out. */
export interface Protection extends Plan {
  readonly edits: readonly TextEdit[];
}

/** Plans to protect a document's tasks, or some containers of them; or to bring their wiring up to date. */
export function planDocument(model: Model, options: ProtectOptions): Plan {
  const { containers } = options;
  const concerns = ({ task }: TaskAnalysis): boolean =>
    containers === undefined || task.containers.some(({ id }) => containers.has(id));
  return planTasks(model, (analysis) => planProtect(analysis, options), concerns);
}

export function protect(model: Model, options: ProtectOptions): Protection {
  const { containers: _, ...whole } = options;
  return withEdits(
    model,
    planDocument(model, options),
    (after) => planDocument(after, whole),
    options.containers !== undefined,
  );
}

/** Plans to take the wiring out of a document's tasks. */
export function unprotect(model: Model, options: UnprotectOptions = {}): Protection {
  const plan = (one: Model): Plan => planTasks(one, (analysis) => planUnprotect(analysis, options));
  return withEdits(model, plan(model), plan);
}

/** Nothing is planned under a broken profile. */
function planTasks(
  model: Model,
  planTask: (analysis: TaskAnalysis) => Plan,
  concerns: (analysis: TaskAnalysis) => boolean = () => true,
): Plan {
  const { profileProblem } = model.config;
  if (profileProblem) {
    const { file, problem } = profileProblem;
    const refusal = { message: message('refused.profile', { file, problem: [problem] }) };
    return { changes: [], done: [], refusals: [refusal], leftAlone: [], notes: [] };
  }
  if (model.analyses.length === 0) {
    const refusal = { message: whyUnread(model.tree) ?? message('refused.notATask') };
    return { changes: [], done: [], refusals: [refusal], leftAlone: [], notes: [] };
  }
  const plans = model.analyses.filter(concerns).map(planTask);
  return {
    changes: plans.flatMap((plan) => plan.changes),
    done: plans.flatMap((plan) => plan.done),
    refusals: plans.flatMap((plan) => plan.refusals),
    leftAlone: plans.flatMap((plan) => plan.leftAlone),
    notes: plans.flatMap((plan) => plan.notes),
  };
}

/** Puts a plan into edits, and makes sure that they do what was planned: `again` plans the result, which must leave
 * nothing to do. Of some containers only, the others are left to do. */
function withEdits(model: Model, plan: Plan, again: (after: Model) => Plan, isPartial = false): Protection {
  const { tree } = model;
  const edits = editsFor(model, plan.changes);
  if (edits && (edits.length === 0 || tree.dialect === 'api' || isPartial)) return { ...plan, edits };
  const after = edits && modelOf(applyEdits(tree.text, edits), model.config);
  if (edits && after && again(after).changes.length === 0) return { ...plan, edits };
  const refusal = { message: message('refused.unsure') };
  return { ...plan, changes: [], edits: [], done: [], notes: [], refusals: [...plan.refusals, refusal] };
}

/** The model of a text that edits would make. */
export function modelOf(text: string, config: Model['config']): Model | undefined {
  return new Models().of(TextDocument.create('file:///after', '', 1, text), config);
}

/** Where our placeholders stand in a text, in document order, inside their quotes. */
export function placeholdersIn(text: string): { start: number; end: number }[] {
  const tree = recognise(text)?.tree ?? readJson(text);
  const found: { start: number; end: number }[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== Kind.String || !isOurPlaceholder(tree.string(node))) continue;
    const quotes = /^["']/.test(tree.source(node)) ? 1 : 0;
    found.push({ start: tree.start(node) + quotes, end: tree.end(node) - quotes });
  }
  return found;
}

/** Where our placeholders will stand once the edits are made. */
export function placeholdersAfter(
  text: string,
  edits: readonly TextEdit[],
): { start: number; end: number }[] {
  return placeholdersIn(applyEdits(text, edits));
}

import type { TaskAnalysis } from '../defender/analysis';
import type { ProtectOptions } from '../defender/inputs';
import type { Plan } from '../defender/plan';
import { planProtect } from '../defender/protect';
import { planUnprotect, type UnprotectOptions } from '../defender/unprotect';
import { isOurPlaceholder } from '../defender/vocabulary';
import { recognise } from '../ecs/recognise';
import { message } from '../l10n/message';
import { applyEdits, type TextEdit } from '../syntax/edits';
import { readJson } from '../syntax/json/reader';
import { printChanges } from '../syntax/print';
import { Kind } from '../syntax/tree';
import type { Model } from './model';

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
  return withEdits(model, planDocument(model, options));
}

/** Plans to take the wiring out of a document's tasks. */
export function unprotect(model: Model, options: UnprotectOptions = {}): Protection {
  return withEdits(
    model,
    planTasks(model, (analysis) => planUnprotect(analysis, options)),
  );
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
    const refusal = { message: message('refused.syntax') };
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

function withEdits(model: Model, plan: Plan): Protection {
  return { ...plan, edits: printChanges(model.ecs.tree, plan.changes) };
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

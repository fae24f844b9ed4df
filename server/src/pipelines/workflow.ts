import type { Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { readYaml } from '../syntax/yaml/reader';
import { type Known, literals, resolved, textOf } from './expressions';
import { type Row, rowsOf } from './matrix';

/** The action that puts an image into a task definition. GitHub takes owners and repositories in any case. */
const ACTION = /\baws-actions\/amazon-ecs-render-task-definition@/i;
const STEP = new RegExp(`^${ACTION.source}(.*)`, 'is');
const CHECKOUT = /^actions\/checkout@/i;
const DOWNLOAD = /\b(?:download-artifact|cache)\b/i;
/** Where GitHub looks for workflows. */
const WORKFLOW_FILE = /\/\.github\/workflows\/[^/]+\.ya?ml$/;

/** A step that renders a task definition. */
export interface RenderStep {
  /** The whole step. */
  readonly struct: Struct;
  /** What the action is given. */
  readonly inputs: Struct;
  /** By which others of its job name it. */
  readonly id: string | undefined;
  /** What stands behind the `@`, and the comment behind that. */
  readonly ref: string;
  readonly comment: string;
  /** The steps of the same job that render, this one among them. */
  readonly siblings: readonly RenderStep[];
  /** The folders that the job checks its repository out into. */
  readonly checkouts: readonly string[];
  /** The job brings files from elsewhere into its folder. */
  readonly downloads: boolean;
  /** What the job runs in a shell. */
  readonly scripts: readonly string[];
  /** The jobs that the step runs in: one, or those of a matrix. */
  readonly runs: readonly Known[];
}

/** A workflow or a composite action of GitHub that renders task definitions. */
export interface Workflow {
  readonly kind: 'workflow';
  readonly tree: Tree;
  readonly steps: readonly RenderStep[];
}

/** A cheap look at whether a text is such a workflow, so that no other YAML is parsed. */
export function mightRender(text: string): boolean {
  return ACTION.test(text) && /^["']?(?:jobs|runs)["']?[ \t]*:/m.test(text);
}

/** Reads a workflow; undefined where the text is none, or renders nothing. */
export function workflowIn(text: string): Workflow | undefined {
  const tree = readYaml(text, { dialect: 'api' });
  const root = new Struct(tree, 0);
  const jobs = root.field('jobs').struct;
  const composite = root.field('runs').struct;
  const holders = [
    ...(jobs?.keys ?? []).flatMap((key) => jobs!.field(tree.string(key)).struct ?? []),
    ...(composite ? [composite] : []),
  ];
  const steps = holders.flatMap((holder) => stepsOf(root, holder));
  return steps.length > 0 ? { kind: 'workflow', tree, steps } : undefined;
}

/** The text of a file in which GitHub expects a workflow that renders, where it cannot be read as one. */
export function brokenWorkflow(uri: string, text: string): Tree | undefined {
  if (!WORKFLOW_FILE.test(uri) || !mightRender(text)) return undefined;
  const tree = readYaml(text, { dialect: 'api' });
  return tree.faults.length > 0 ? tree : undefined;
}

function stepsOf(root: Struct, job: Struct): RenderStep[] {
  const { tree } = job;
  const all = job.field('steps').structs;
  const checkouts = all.flatMap((step) => {
    const isCheckout = CHECKOUT.test(step.field('uses').text ?? '');
    const path = isCheckout ? step.field('with').struct?.field('path').text : undefined;
    return path ? [path] : [];
  });
  const downloads = all.some((step) => DOWNLOAD.test(step.field('uses').text ?? ''));
  const scripts = all.flatMap((step) => step.field('run').text ?? []);
  const siblings: RenderStep[] = [];
  for (const struct of all) {
    const uses = struct.field('uses');
    const inputs = struct.field('with').struct;
    const [, ref] = STEP.exec(uses.text ?? '') ?? [];
    if (ref === undefined || !inputs) continue;
    const { end } = uses.span;
    siblings.push({
      struct,
      inputs,
      id: struct.field('id').text,
      ref,
      comment: /^[ \t]*#([^\r\n]*)/.exec(tree.text.slice(end, end + 200))?.[1] ?? '',
      siblings,
      checkouts,
      downloads,
      scripts,
      runs: rowsOf(job).map((row) => knownIn(tree.text, [struct, job, root], row)),
    });
  }
  return siblings;
}

/** What a step's expressions stand for in one run: the nearest `env` that says it, and the matrix. */
function knownIn(text: string, owners: readonly Struct[], row: Row): Known {
  const variables = owners.map((owner) => literals(owner.field('env').struct));
  return (name) => {
    const [, context, rest] = /^(env|matrix|github)\.([\w-]+)$/.exec(name) ?? [];
    if (context === 'matrix') return row.get(rest);
    if (context === 'github') return rest === 'workspace' ? '.' : undefined;
    if (context !== 'env' || isSetAtRun(text, rest)) return undefined;
    return variables.find((one) => one.has(rest))?.get(rest);
  };
}

/** Whether a step may write the variable while the job runs. */
function isSetAtRun(text: string, name: string): boolean {
  return text.includes('GITHUB_ENV') && new RegExp(`\\b${name}(?:=|<<)`, 'i').test(text);
}

/** What an input says in one run. */
export function inputIn({ inputs }: RenderStep, name: string, known: Known): string | undefined {
  const text = textOf(inputs, name);
  return text === undefined ? undefined : resolved(text, known).trim() || undefined;
}

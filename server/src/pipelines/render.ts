import { analyse, type Judged, wiredApplications } from '../defender/analysis';
import { type Neighbour, type Neighbourhood, tasksOf } from '../ecs/neighbours';
import type { TaskDefinition } from '../ecs/task';
import type { Settings } from '../profile/settings';
import { hasPlaceholder } from '../syntax/placeholders';
import { isDynamic, type Known, resolved, textOf } from './expressions';
import { fileOf, placesOf } from './neighbours';
import { givenVariables } from './variables';
import { inputIn, type RenderStep, type Workflow } from './workflow';

/** What a render step makes of one container: what the action does, its index.js says. */

export const NAME_VARIABLE = 'TW_IMAGE_NAME';

/** A container that a step puts an image into, in the task definition where it stands. */
export interface Rendered {
  readonly step: RenderStep;
  readonly known: Known;
  readonly judged: Judged;
  readonly file: Neighbour;
}

/** What a step renders that cannot be seen, and why. */
export type Unseen = 'expression' | 'deployed' | 'file' | 'container';

export interface Seen {
  readonly rendered: readonly Rendered[];
  readonly unseen?: Unseen;
}

/** The wired containers that a step renders, in all its runs. */
export function renderedBy(step: RenderStep, { path, files }: Neighbourhood, settings: Settings): Seen {
  const rendered: Rendered[] = [];
  let unseen: Unseen | undefined;
  for (const known of step.runs) {
    const name = fileOf(step, known);
    if (name === undefined) {
      unseen ??= isDeployed(step) ? 'deployed' : 'expression';
      continue;
    }
    const file = nearest(name, step, path, files);
    if (!file) {
      unseen ??= 'file';
      continue;
    }
    const wired = wiredIn(file, settings);
    const names = containersOf(step, known);
    if (names === undefined && wired.length > 0) unseen ??= 'container';
    for (const judged of wired)
      if (names?.includes(judged.container.name ?? '')) rendered.push({ step, known, judged, file });
  }
  return { rendered, unseen };
}

function nearest(
  name: string,
  step: RenderStep,
  path: string,
  files: readonly Neighbour[],
): Neighbour | undefined {
  return placesOf(name, step, path)
    .map((place) => files.find((one) => one.path === place))
    .find(Boolean);
}

/** A container that a step names, and the task definition that has it not. */
export interface Lost {
  readonly name: string;
  readonly file: Neighbour;
  readonly task: TaskDefinition;
}

/** The container that a step looks for in vain, in one of its runs: the action ends there. Of a list of names none is there.
 * What the job may write itself is not what lies in the repository. */
export function lostContainer(step: RenderStep, { path, files }: Neighbourhood): Lost | undefined {
  for (const known of step.runs) {
    const name = fileOf(step, known);
    const names = containersOf(step, known);
    const file = name === undefined ? undefined : nearest(name, step, path, files);
    if (!names || !file || isWritten(step, name!)) continue;
    const [task, ...others] = tasksOf(file);
    if (!task || others.length > 0 || !isWhole(task)) continue;
    if (!task.containers.some((one) => names.includes(one.name!)))
      return { name: names.join(','), file, task };
  }
  return undefined;
}

/** Whether a job may make or change a file before it renders it. */
function isWritten({ inputs, scripts, downloads }: RenderStep, file: string): boolean {
  const variables = [...(textOf(inputs, 'task-definition') ?? '').matchAll(/\benv\.([\w-]+)/g)];
  const words = [file.split('/').pop()!, ...variables.map(([, name]) => name)];
  return downloads || scripts.some((script) => words.some((word) => script.includes(word)));
}

/** Whether every container of a task can be seen, by its name. */
function isWhole({ tree, containers, hidden, hasContainers }: TaskDefinition): boolean {
  const isNamed = containers.every(({ name }) => name !== undefined && !hasPlaceholder(name));
  return tree.faults.length === 0 && hasContainers && hidden.length === 0 && isNamed;
}

/** The steps of a workflow that put an image into a container of the task definition at a path. */
export function renderersOf(
  { steps }: Workflow,
  workflow: Neighbour,
  container: Judged,
  file: Neighbour,
): Rendered[] {
  return steps.flatMap((step) =>
    step.runs.flatMap((known): Rendered[] => {
      const name = fileOf(step, known);
      const isIts = name !== undefined && placesOf(name, step, workflow.path).includes(file.path);
      const names = isIts ? containersOf(step, known) : undefined;
      const isNamed = names?.includes(container.container.name ?? '');
      return isNamed ? [{ step, known, judged: container, file }] : [];
    }),
  );
}

/** Whether the task definition is asked of AWS. */
function isDeployed({ inputs }: RenderStep): boolean {
  return !inputs.has('task-definition');
}

/** The names of the containers that a step renders; undefined where only the run knows. */
function containersOf(step: RenderStep, known: Known): string[] | undefined {
  const text = inputIn(step, 'container-name', known);
  return text === undefined || isDynamic(text) ? undefined : text.split(',');
}

/** The wired containers of a task definition that is not the one that is looked at. */
export function wiredIn(file: Neighbour, settings: Settings): Judged[] {
  return tasksOf(file).flatMap((task) => wiredApplications(analyse(task, settings)));
}

/** How the variable stands to the image that a step puts in. */
export type Standing = 'true' | 'missing' | 'differs' | 'unknown';

export function standingOf({ step, known, judged }: Pick<Rendered, 'step' | 'known' | 'judged'>): Standing {
  const variable = judged.wiring.variables.get(NAME_VARIABLE);
  const own = variable?.isSecret ? undefined : variable?.value.text;
  return standing(step, known, own);
}

/** The same for a container that cannot be seen, or that says nothing by itself. */
export function standing(step: RenderStep, known: Known, own: string | undefined): Standing {
  const image = inputIn(step, 'image', known);
  if (image === undefined) return 'true';
  const { values, isHidden } = givenVariables(step.inputs);
  const given = values.get(NAME_VARIABLE);
  if (given === undefined) {
    if (!isDynamic(image) && own === image) return 'true';
    return isHidden ? 'unknown' : 'missing';
  }
  const value = resolved(given, known);
  if (value === image) return 'true';
  // A text that stays as it is cannot follow an image that changes; two expressions may say the same.
  return isDynamic(value) ? 'unknown' : 'differs';
}

import { foldersAbove, type Neighbour, type NeighbourFiles, resolvedPath } from '../ecs/neighbours';
import { mightHoldTask } from '../ecs/recognise';
import { isDynamic, type Known, outputOf } from './expressions';
import { inputIn, mightRender, type RenderStep, workflowIn } from './workflow';

/** Workflows and the task definitions that they render lie apart: a path is one from the repository's root. */

const WORKFLOWS = '.github/workflows';
const MOST_FILES = 100;
const MOST_TEXT = 1_000_000;
const MOST_STEPS = 50;

/** Which file a step renders in one run, as it is written; undefined where only the run knows. */
export function fileOf(step: RenderStep, known: Known, seen: readonly RenderStep[] = []): string | undefined {
  const text = inputIn(step, 'task-definition', known);
  if (text === undefined || seen.includes(step)) return undefined;
  const output = outputOf(text);
  if (output) {
    // What another step has rendered is the same task with another image in it.
    const before = step.siblings.find(({ id }) => id === output.step);
    return before && output.name === 'task-definition' ? fileOf(before, known, [...seen, step]) : undefined;
  }
  return isDynamic(text) ? undefined : text;
}

/** Where such a file may lie, for a workflow at a path. */
export function placesOf(file: string, { checkouts }: RenderStep, workflow: string, top?: string): string[] {
  const files = checkouts.flatMap((folder) => {
    const base = resolvedPath('', folder);
    const whole = resolvedPath('', file);
    return whole.startsWith(`${base}/`) ? [whole.slice(base.length + 1)] : [];
  });
  return rootsOf(workflow, top).flatMap((root) => [file, ...files].map((one) => resolvedPath(root, one)));
}

/** What may be the root of the repository that a workflow lies in. */
function rootsOf(workflow: string, top: string | undefined): string[] {
  const github = workflow.lastIndexOf('/.github/');
  return github >= 0 ? [workflow.slice(0, github)] : foldersAbove(workflow, top).reverse();
}

/** The task definitions that a workflow renders, or the workflows that may render a wired task definition. The grammar
 * of YAML must be there. `seen` keeps the workflows of a repository for one walk over many documents. */
export async function pipelineNeighbours(
  path: string,
  text: string,
  files: NeighbourFiles,
  top?: string,
  seen?: Map<string, readonly Neighbour[]>,
): Promise<readonly Neighbour[]> {
  const workflow = workflowIn(text);
  if (workflow) return tasksOf(path, workflow.steps.slice(0, MOST_STEPS), files, top);
  if (top === undefined || !mightBeRendered(text)) return [];
  const folder = `${top}/${WORKFLOWS}`;
  const known = seen?.get(folder) ?? (await workflowsIn(folder, files));
  seen?.set(folder, known);
  return known;
}

/** The action reads JSON; only what is wired can lose its wiring. */
function mightBeRendered(text: string): boolean {
  return /"containerDefinitions"/.test(text) && /TW_IMAGE_NAME|twistlock/i.test(text);
}

async function tasksOf(
  path: string,
  steps: readonly RenderStep[],
  files: NeighbourFiles,
  top: string | undefined,
): Promise<Neighbour[]> {
  const found = new Map<string, Neighbour>();
  for (const step of steps) {
    for (const known of step.runs) {
      const file = fileOf(step, known);
      for (const place of file === undefined ? [] : placesOf(file, step, path, top)) {
        if (found.has(place) || found.size >= MOST_FILES) continue;
        const content = await files.read(place);
        if (content === undefined || content.length > MOST_TEXT || !mightHoldTask(content)) continue;
        found.set(place, { path: place, uri: files.uriOf(place), text: content });
      }
    }
  }
  return [...found.values()];
}

async function workflowsIn(folder: string, files: NeighbourFiles): Promise<Neighbour[]> {
  const names = (await files.list(folder)).filter((name) => /\.ya?ml$/.test(name));
  const found: Neighbour[] = [];
  for (const name of names.slice(0, MOST_FILES)) {
    const path = `${folder}/${name}`;
    const text = await files.read(path);
    if (text !== undefined && text.length < MOST_TEXT && mightRender(text))
      found.push({ path, uri: files.uriOf(path), text });
  }
  return found;
}

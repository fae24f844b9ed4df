import {
  filesIn,
  foldersAbove,
  type Neighbour,
  type NeighbourFiles,
  parentOf,
  resolvedPath,
} from '../ecs/neighbours';
import { mightHoldTask } from '../ecs/recognise';
import { pipelineIn } from './document';
import { isDynamic, type Known, outputOf } from './expressions';
import { IMAGE_FILE_NAME, mightNameImages } from './images';
import { inputIn, mightRender, type RenderStep } from './workflow';

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

/** The task definitions that a document of a pipeline is about, or the documents that may be about a wired task
 * definition: workflows by the path that they name, image files by lying beside it or at the repository's root. The
 * grammar of YAML must be there. `seen` keeps the workflows of a repository for one walk over many documents. */
export async function pipelineNeighbours(
  path: string,
  text: string,
  files: NeighbourFiles,
  top?: string,
  seen?: Map<string, readonly Neighbour[]>,
): Promise<readonly Neighbour[]> {
  const own = pipelineIn(text);
  if (own?.kind === 'workflow') return tasksNamed(path, own.steps.slice(0, MOST_STEPS), files, top);
  const folders = [...new Set([parentOf(path), top ?? parentOf(path)])];
  const among = async (name: RegExp, isWanted: (content: string) => boolean): Promise<Neighbour[]> =>
    (await Promise.all(folders.map((folder) => filesIn(folder, files, name, isWanted, MOST_FILES)))).flat();
  if (own) return (await among(/\.json$/i, mightBeRendered)).filter((one) => one.path !== path);
  if (!mightBeRendered(text)) return [];
  const beside = await among(IMAGE_FILE_NAME, mightNameImages);
  if (top === undefined) return beside;
  const folder = `${top}/${WORKFLOWS}`;
  const workflows = seen?.get(folder) ?? (await filesIn(folder, files, /\.ya?ml$/, mightRender, MOST_FILES));
  seen?.set(folder, workflows);
  return [...beside, ...workflows];
}

/** Deployers read JSON; only what is wired can lose its wiring. */
function mightBeRendered(text: string): boolean {
  return text.includes('"containerDefinitions"') && /TW_IMAGE_NAME|twistlock/i.test(text);
}

async function tasksNamed(
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

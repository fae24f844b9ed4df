import type { Judged, TaskAnalysis } from '../defender/analysis';
import type { Span } from '../findings/finding';
import type { Model } from './model';

/** How far one task is protected. */
export interface TaskState extends Span {
  /** Its place among the document's tasks. */
  readonly place: number;
  readonly label: string;
  /** The containers that ought to be protected, each with its place in the task. */
  readonly counted: readonly (Judged & { readonly place: number })[];
  readonly protected: number;
  /** What is left alone, and why, is in its `reason`. */
  readonly leftAlone: readonly Judged[];
}

/** How many containers of some tasks are protected, of all that ought to be. */
export function countIn(tasks: readonly TaskState[]): { done: number; all: number } {
  return {
    done: tasks.reduce((sum, task) => sum + task.protected, 0),
    all: tasks.reduce((sum, { counted }) => sum + counted.length, 0),
  };
}

/** Where something stands in a document, by count: it holds while the text around it is edited. */
export interface Place {
  readonly task: number;
  readonly container?: number;
}

/** Whether a document holds task definitions, or would if it had no faults: not policies or scripts. */
export function holdsTasks({ analyses, tree, policy, customRules }: Model): boolean {
  return analyses.length > 0 || (tree.faults.length > 0 && !policy && customRules.length === 0);
}

export function statesIn({ analyses }: Model): TaskState[] {
  return analyses.map(stateOf);
}

function stateOf({ task, containers }: TaskAnalysis, place: number): TaskState {
  const { start, end, label } = task;
  const counted = containers
    .map((one, at) => ({ ...one, place: at }))
    .filter(({ state }) => state !== 'sidecar' && state !== 'excluded');
  return {
    place,
    label,
    start,
    end,
    counted,
    protected: counted.filter(({ state }) => state === 'protected').length,
    leftAlone: containers.filter(({ state }) => state === 'excluded'),
  };
}

/** The containers at a place, by their ids: one, or all of its task; none where nothing stands there any more. */
export function containersAt({ analyses }: Model, { task, container }: Place): Set<number> {
  const containers = analyses[task]?.containers ?? [];
  const chosen = container === undefined ? containers : containers.slice(container, container + 1);
  return new Set(chosen.map((one) => one.container.id));
}

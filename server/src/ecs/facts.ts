import { hasPlaceholder } from '../syntax/placeholders';
import { Kind, NONE, type Tree } from '../syntax/tree';
import { type Field, hasDirective } from '../syntax/view';
import { isWindows, statesFargate, statesOnlyEc2 } from './fargate';
import type { Container, TaskDefinition } from './task';
import { ModuleTask } from './terraform';

/** A task definition and what most rules want to know of it, looked up once. */
export interface TaskFacts {
  readonly task: TaskDefinition;
  /** Fargate is asked for outright. */
  readonly isFargate: boolean;
  /** EC2 is asked for outright, and Fargate is not. */
  readonly isOnlyEc2: boolean;
  readonly isWindows: boolean;
  /** The network mode, where it can be told. */
  readonly networkMode: string | undefined;
  /** The containers by their names, as far as those can be seen. */
  readonly named: ReadonlyMap<string, readonly Container[]>;
  /** Whether these are all containers that the task will have, each with a name that can be seen. */
  readonly seesContainers: boolean;
  /** The names of the task's volumes; undefined where not all can be seen. */
  readonly volumes: ReadonlySet<string> | undefined;
  readonly apart: Apart;
}

/** The container that other rules look after: who waits for it and what it lacks is told there. */
export interface Apart {
  readonly name: string;
  readonly container: Container | undefined;
}

export function taskFacts(
  task: TaskDefinition,
  launchType: 'FARGATE' | 'EC2' | undefined,
  apart: Apart,
): TaskFacts {
  const named = new Map<string, Container[]>();
  let unnamed = task.hidden.length;
  for (const container of task.containers) {
    const name = known(container.nameField);
    if (name === undefined) unnamed++;
    else if (named.has(name)) named.get(name)!.push(container);
    else named.set(name, [container]);
  }
  const isFargate = statesFargate(task, launchType);
  return {
    task,
    isFargate,
    isOnlyEc2: statesOnlyEc2(task, launchType),
    isWindows: isWindows(task),
    networkMode: isFargate ? 'awsvpc' : known(task.field('networkMode')),
    named,
    seesContainers:
      unnamed === 0 && task.hasContainers && !isDecidedElsewhere(task.tree, task.containersNode),
    volumes: volumesOf(task),
    apart,
  };
}

/** The text of a value that says all there is to it. */
export function known(field: Field): string | undefined {
  const { text } = field;
  return text === undefined || hasPlaceholder(text) ? undefined : text;
}

function volumesOf(task: TaskDefinition): ReadonlySet<string> | undefined {
  const { struct, tree } = task;
  // A module makes volumes of its own.
  if (!struct || task instanceof ModuleTask || struct.templateDecides(['volumes'])) return undefined;
  // In Terraform a `dynamic` block makes any number of them.
  if (tree.dialect === 'terraform' && struct.keys.some((key) => tree.string(key) === 'dynamic'))
    return undefined;
  const field = task.field('volumes');
  if (field.isAbsent) return new Set();
  if (!field.isArray || isDecidedElsewhere(tree, field.node)) return undefined;
  const names = field.structs.map((one) => known(one.field('name')));
  const all = names.filter((name) => name !== undefined);
  return all.length === field.items.length ? new Set(all) : undefined;
}

/** Whether something in a list may bring in, or leave out, more than can be seen. */
function isDecidedElsewhere(tree: Tree, list: number): boolean {
  if (list === NONE || tree.kind(list) !== Kind.Array) return false;
  return hasDirective(tree, list);
}

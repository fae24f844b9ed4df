import { readJson } from '../syntax/json/reader';
import { skipTrivia } from '../syntax/json/trivia';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { RESOURCE_TYPE, tasksInTemplate } from './cloudformation';
import { TaskDefinition } from './task';

/** Keys that, beside `name` and `image`, only a container definition has. One of them tells a list of containers
 * from any other list of things with a name and an image. */
const TELLING_KEYS = [
  'essential',
  'portMappings',
  'logConfiguration',
  'entryPoint',
  'mountPoints',
  'memoryReservation',
  'volumesFrom',
  'environment',
  'firelensConfiguration',
  'linuxParameters',
  'dependsOn',
  'healthCheck',
  'command',
];

/** A cheap look at the text, so that unrelated JSON is never parsed. */
export function mightHoldTask(text: string): boolean {
  if (text.includes('"containerDefinitions"') || text.includes(RESOURCE_TYPE)) return true;
  return text.includes('"image"') && text[skipTrivia(text, 0)] === '[';
}

/** A document's tree and the task definitions in it. */
export interface EcsDocument {
  readonly tree: Tree;
  readonly tasks: readonly TaskDefinition[];
}

/** Reads a document and finds its task definitions by content: an object with `containerDefinitions`, the same inside
 * `taskDefinition` (as `aws ecs describe-task-definition` prints it), or a bare array of container definitions.
 * Undefined where the text does not even look like one. */
export function recognise(text: string): EcsDocument | undefined {
  if (!mightHoldTask(text)) return undefined;
  if (text.includes(RESOURCE_TYPE)) {
    const tree = readJson(text, 'cloudformation');
    const tasks = tasksInTemplate(tree);
    return tasks.length > 0 ? { tree, tasks } : undefined;
  }
  const tree = readJson(text);
  const task = taskAt(tree, 0);
  return task && { tree, tasks: [task] };
}

function taskAt(tree: Tree, root: NodeId): TaskDefinition | undefined {
  if (tree.kind(root) === Kind.Array)
    return looksLikeContainers(tree, root) ? new TaskDefinition(tree, undefined, root) : undefined;
  if (tree.kind(root) !== Kind.Object) return undefined;
  const struct = new Struct(tree, root);
  const containers = struct.field('containerDefinitions');
  if (containers.key >= 0 && tree.reads(containers.key, 'containerDefinitions')) {
    return new TaskDefinition(tree, struct, containers.node);
  }
  const wrapped = struct.field('taskDefinition').struct;
  return wrapped && taskAt(tree, wrapped.node);
}

function looksLikeContainers(tree: Tree, array: NodeId): boolean {
  const structs = tree
    .children(array)
    .filter((item) => tree.kind(item) === Kind.Object)
    .map((item) => new Struct(tree, item));
  const has = (struct: Struct, name: string): boolean => struct.field(name).key >= 0;
  return (
    structs.length > 0 &&
    structs.some(
      (struct) => has(struct, 'image') && has(struct, 'name') && TELLING_KEYS.some((key) => has(struct, key)),
    )
  );
}

import type { Change } from '../syntax/edits';
import { Kind, NONE, type NodeId } from '../syntax/tree';
import type { TaskDefinition } from './task';

/** What `describe-task-definition` answers and `register-task-definition` does not take (DescribeTaskDefinition and
 * RegisterTaskDefinition in the ECS API reference). */
const DESCRIBE_ONLY = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
];

/** Whether only a description has a property of a task with this name. */
export function isDescribeOnly(name: string): boolean {
  return DESCRIBE_ONLY.includes(name);
}

/** The number of a described revision; undefined where the description does not say. */
export function revisionOf(task: TaskDefinition): number | undefined {
  const stated = task.field('revision').number;
  if (stated !== undefined) return stated;
  const number = /:(\d+)$/.exec(task.field('taskDefinitionArn').text ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The keys of a task that only a description has. */
export function describeOnlyKeys({ struct, tree }: TaskDefinition): NodeId[] {
  return struct ? struct.keys.filter((key) => DESCRIBE_ONLY.some((name) => tree.reads(key, name))) : [];
}

/** The keys whose value is null: the AWS CLI takes none, ECS and this program read them as absent. */
export function nullKeys({ struct, containersNode, tree }: TaskDefinition): NodeId[] {
  const root = struct?.node ?? containersNode;
  const found: NodeId[] = [];
  for (let node = root; node < tree.after(root); node++) {
    const parent = tree.parent(node);
    const isMember = parent !== NONE && node > root && tree.kind(parent) === Kind.Object;
    if (tree.kind(node) === Kind.Null && isMember) found.push(node - 1);
  }
  return found;
}

/** Makes a description, or an export full of nulls, into what can be registered. */
export function registrationChanges(task: TaskDefinition): Change[] {
  const { tree } = task;
  const keys = describeOnlyKeys(task);
  const isBelow = (node: NodeId): boolean =>
    keys.some((key) => tree.start(node) >= tree.start(key) && tree.end(node) <= tree.end(key + 1));
  const nulls = nullKeys(task).filter((key) => !keys.includes(key) && !isBelow(key));
  return [...keys, ...nulls].map((node) => ({ op: 'remove', node }));
}

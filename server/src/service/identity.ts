import type { TaskDefinition } from '../ecs/task';
import type { Finding } from '../findings/finding';
import { mask } from '../l10n/mask';
import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import type { Model } from './model';

/** What a finding is about, by names alone. It stays the same when the text is reformatted, reordered or grows, and when
 * the finding's words change; two findings that are about the same thing have the same one. */
export interface Identity {
  readonly code: string;
  /** What the document calls the task; absent outside of tasks. */
  readonly task?: string;
  readonly container?: string;
  /** The property, as a path from the container, else from the task, else from the document's root; empty where a
   * finding is about several at once. */
  readonly property: string;
}

/** Members that tell an item of a list from the others, the first that is there. */
const NAMES = ['name', 'containerName', 'sourceContainer', 'sourceVolume', 'containerPort', 'family', '_id'];

export function identityOf(
  { tree, analyses }: Pick<Model, 'tree' | 'analyses'>,
  { code, container, start, isGrouped }: Pick<Finding, 'code' | 'container' | 'start' | 'isGrouped'>,
): Identity {
  const tasks = analyses.map((one) => one.task);
  const around = tasks.find((one) => one.start <= start && start < one.end);
  if (isGrouped) return { code, ...named(around), property: '' };
  const node = nodeAt(tree, start);
  const above = new Set(upward(tree, node));
  const known = tasks.flatMap((one) => one.containers.map((own) => ({ task: one, container: own })));
  const found =
    known.find((one) => one.container.id === container) ?? known.find((one) => above.has(one.container.id));
  const task = found?.task ?? around;
  const bases = [found?.container.id, task?.struct?.node ?? task?.containersNode];
  const base = bases.find((one) => one !== undefined && above.has(one)) ?? 0;
  const name = found?.container.name;
  return {
    code,
    ...named(task),
    ...(name === undefined ? {} : { container: mask(name) }),
    property: mask(pathFrom(tree, base, node)),
  };
}

function named(task: TaskDefinition | undefined): Pick<Identity, 'task'> {
  return task ? { task: mask(task.resource ?? task.label) } : {};
}

/** The deepest node that begins at an offset or stands around it. */
function nodeAt(tree: Tree, offset: number): NodeId {
  let node = 0;
  for (;;) {
    const holds = (child: NodeId): boolean => tree.start(child) <= offset && offset < tree.end(child);
    const inner = tree.children(node).find(holds);
    if (inner === undefined) return node;
    node = inner;
  }
}

function upward(tree: Tree, node: NodeId): NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = node; at !== NONE; at = tree.parent(at)) nodes.push(at);
  return nodes;
}

/** The way down to a node, without it: `environment[TW_IMAGE_NAME].value`. A key and its value are one property. */
function pathFrom(tree: Tree, base: NodeId, node: NodeId): string {
  const nodes = upward(tree, node);
  const steps = nodes.slice(0, Math.max(0, nodes.indexOf(base))).reverse();
  return steps
    .map((step) => stepTo(tree, step))
    .join('')
    .replace(/^\./, '');
}

function stepTo(tree: Tree, node: NodeId): string {
  const parent = tree.parent(node);
  if (tree.kind(parent) === Kind.Array) return `[${nameOf(tree, node)}]`;
  const siblings = tree.children(parent);
  const place = siblings.indexOf(node);
  return `.${tree.string(siblings[place - (place % 2)] ?? node)}`;
}

function nameOf(tree: Tree, item: NodeId): string {
  if (tree.kind(item) !== Kind.Object) return '';
  const fields = NAMES.map((name) => new Struct(tree, item).field(name));
  const field = fields.find((one) => one.shown !== undefined || one.number !== undefined);
  return field ? (field.shown ?? String(field.number)) : '';
}

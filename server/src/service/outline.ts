import type { Container, TaskDefinition } from '../ecs/task';
import type { Span } from '../findings/finding';
import { mask } from '../l10n/mask';
import { NONE, type NodeId, type Tree } from '../syntax/tree';
import type { Struct } from '../syntax/view';
import type { Model } from './model';
import { policyOutlineOf } from './policyOutline';

/** A part of a document that people look for by its name. */
export interface Outline extends Span {
  readonly kind:
    | 'task'
    | 'container'
    | 'volume'
    | 'rule'
    | 'application'
    | 'collection'
    | 'customRule'
    | 'profile'
    | 'provider'
    | 'list'
    | 'signature';
  readonly name: string;
  readonly detail?: string;
  /** Where its name stands, or else where it begins. */
  readonly selection: Span;
  readonly children: readonly Outline[];
}

/** The task definitions of a document, each with its containers and volumes; of a policy document what it holds. */
export function outlineOf(model: Model): Outline[] {
  if (model.policy) return policyOutlineOf(model);
  return model.analyses.flatMap(({ task }) => {
    const inner = [
      ...task.containers.map((container) => containerSymbol(container)),
      ...task.field('volumes').structs.map((volume) => volumeSymbol(volume)),
    ].sort((a, b) => a.start - b.start);
    const own = taskSymbol(task);
    const isInside = (one: Outline): boolean => own.start <= one.start && one.end <= own.end;
    // Terraform may keep the containers of a resource elsewhere.
    const outside = inner.filter((one) => !isInside(one));
    return [{ ...own, children: inner.filter(isInside) }, ...outside];
  });
}

function taskSymbol(task: TaskDefinition): Outline {
  const { tree, resource, struct } = task;
  const family = task.field('family');
  const whole = resource === undefined ? { start: task.start, end: task.end } : resourceSpan(task);
  const isNamed = resource === undefined && family.text !== undefined;
  const selection = isNamed ? family.span : beginning(tree, whole);
  const name = resource ?? family.shown ?? 'containerDefinitions';
  return {
    kind: 'task',
    name: shown(name),
    detail: resource !== undefined && struct ? shown(family.shown ?? '') || undefined : undefined,
    ...whole,
    selection,
    children: [],
  };
}

/** A template's resource with its name: in Terraform the whole block, in CloudFormation the member of `Resources`. */
function resourceSpan({ tree, struct, containersNode }: TaskDefinition): Span {
  const own = struct?.node ?? containersNode;
  const object = tree.dialect === 'cloudformation' ? tree.parent(own) : own;
  const key = object === NONE ? NONE : object - 1;
  const isKeyed = tree.dialect === 'cloudformation' && key > NONE && tree.parent(key) === tree.parent(object);
  const from: NodeId = isKeyed ? key : own;
  return { start: tree.start(from), end: tree.end(isKeyed ? object : own) };
}

function containerSymbol(container: Container): Outline {
  const { tree, struct, nameField } = container;
  const node = struct.node;
  const isKey = nameField.key !== NONE && nameField.key === nameField.node;
  const start = isKey ? tree.start(nameField.key) : tree.start(node);
  return {
    kind: 'container',
    name: shown(container.name ?? '') || `[${container.index}]`,
    detail: shown(container.field('image').shown ?? '') || undefined,
    start,
    end: tree.end(node),
    selection: container.anchor,
    children: [],
  };
}

/** What a volume is kept in, by the property that says so. */
const STORES = [
  'efsVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  's3filesVolumeConfiguration',
  'dockerVolumeConfiguration',
  'host',
  'hostPath',
];

function volumeSymbol(volume: Struct): Outline {
  const { tree, node } = volume;
  const name = volume.field('name');
  const whole = { start: tree.start(node), end: tree.end(node) };
  return {
    kind: 'volume',
    name: shown(name.shown ?? '') || 'volume',
    detail: STORES.find((store) => !volume.field(store).isAbsent),
    ...whole,
    selection: name.isAbsent ? beginning(tree, whole) : name.span,
    children: [],
  };
}

function beginning({ text }: Tree, { start, end }: Span): Span {
  const feed = text.slice(start, end).search(/\r?\n/);
  return { start, end: feed < 0 ? end : start + feed };
}

/** Names and images stand on one line, without the secrets that an image may hold. */
function shown(text: string): string {
  return mask(text.replace(/\s+/g, ' '));
}

import type { Layout } from '../../syntax/layout';
import { once } from '../../syntax/memo';
import { Kind, NONE, type NodeId, type NodeSet, type Tree } from '../../syntax/tree';
import type { TaskDefinition } from '../task';
import { ModuleTask, NamedContainersTask } from '../terraform';
import { containerShape, type Member, type Shape, type Type, taskShape } from './shapes';

/** Objects of one shape that have the same keys in the same order: what follows from those is found once for all. */
export interface Alike {
  readonly shape: Shape;
  readonly layout: Layout;
  /** For each key the member that it stands for; undefined where the model knows none of that name. */
  readonly members: readonly (Member | undefined)[];
  readonly objects: readonly NodeId[];
}

/** Every object of a task that the model has a shape for, in no order that matters. Made once: many rules look at it. */
export const surveyOf = once((task: TaskDefinition): readonly Alike[] => {
  const survey = new Survey(task.tree, task.passedOver);
  for (const [node, type] of rootsOf(task)) survey.take(node, type);
  return survey.found;
});

/** Looks at the members that the model knows and that are `wanted`. */
export function eachMember(
  task: TaskDefinition,
  wanted: (member: Member, name: string) => boolean,
  visit: (key: NodeId, value: NodeId, member: Member, object: NodeId) => void,
): void {
  const isWanted = (member: Member | undefined, name: string): boolean =>
    member !== undefined && wanted(member, name);
  const visitKey: Visit = (key, place, { members }, object) => visit(key, key + 1, members[place]!, object);
  for (const alike of surveyOf(task)) {
    const places = placesOf(alike, isWanted);
    if (places.length === 0) continue;
    for (const object of alike.objects) eachKey(task.tree, alike, object, places, visitKey);
  }
}

/** Looks at the members that the model does not know. */
export function eachUnknown(
  task: TaskDefinition,
  visit: (key: NodeId, name: string, alike: Alike) => void,
): void {
  const visitKey: Visit = (key, place, alike) => visit(key, alike.layout.names[place], alike);
  for (const alike of surveyOf(task)) {
    const places = placesOf(alike, isUnknown);
    if (places.length === 0) continue;
    for (const object of alike.objects) eachKey(task.tree, alike, object, places, visitKey);
  }
}

const isUnknown = (member: Member | undefined): boolean => member === undefined;

function placesOf(
  { layout, members }: Alike,
  isWanted: (member: Member | undefined, name: string) => boolean,
): number[] {
  const { names } = layout;
  const places: number[] = [];
  for (let place = 0; place < names.length; place++)
    if (isWanted(members[place], names[place])) places.push(place);
  return places;
}

type Visit = (key: NodeId, place: number, alike: Alike, object: NodeId) => void;

/** The keys at some places of an object; a placeholder in the place of a key is none. */
function eachKey(tree: Tree, alike: Alike, object: NodeId, places: readonly number[], visit: Visit): void {
  let key = tree.firstChild(object);
  let at = 0;
  for (const place of places) {
    for (; at < place; at++) key = tree.nextKey(key);
    if (tree.kind(key) === Kind.String) visit(key, place, alike, object);
  }
}

interface Growing extends Alike {
  readonly objects: NodeId[];
  /** The places of the members whose values the model has something to say of. */
  readonly inner: readonly number[];
}

class Survey {
  readonly found: Growing[] = [];
  /** By the place of their layout; layouts that no other object shares have one too. */
  private readonly known: (Growing[] | undefined)[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly passedOver: NodeSet,
  ) {}

  /** No deeper than brackets may nest. */
  take(node: NodeId, type: Type): void {
    const { tree } = this;
    const kind = tree.kind(node);
    if (type.kind === 'list' && kind === Kind.Array) {
      for (let one = tree.firstChild(node); one !== NONE; one = tree.nextSibling(one))
        this.take(one, type.item);
    } else if (type.kind === 'struct' && kind === Kind.Object && !this.passedOver.has(node)) {
      const alike = this.alike(tree.layoutOf(node), type.shape);
      alike.objects.push(node);
      eachKey(tree, alike, node, alike.inner, this.takeValue);
    }
  }

  private readonly takeValue: Visit = (key, place, { members }) => this.take(key + 1, members[place]!.type);

  private alike(layout: Layout, shape: Shape): Growing {
    const known = this.known[layout.place];
    if (known) for (const one of known) if (one.shape === shape) return one;
    const members = layout.names.map((name) => shape.find(name));
    const inner = [...members.keys()].filter((place) => isInner(members[place]?.type));
    const alike = { shape, layout, members, objects: [], inner };
    if (known) known.push(alike);
    else this.known[layout.place] = [alike];
    this.found.push(alike);
    return alike;
  }
}

/** Whether the model goes on inside of a value of the type. */
function isInner(type: Type | undefined): boolean {
  return type?.kind === 'struct' || (type?.kind === 'list' && isInner(type.item));
}

/** Where the model begins: at the task, or at its containers where they are all that there is of it. */
function rootsOf(task: TaskDefinition): [NodeId, Type][] {
  const container: Type = { kind: 'struct', shape: containerShape(task.tree.dialect) };
  if (task instanceof ModuleTask) {
    const isByTheModel = task instanceof NamedContainersTask && !task.hasOwnNames;
    return isByTheModel ? task.containers.map(({ id }) => [id, container]) : [];
  }
  return task.struct
    ? [[task.struct.node, { kind: 'struct', shape: taskShape(task.tree.dialect) }]]
    : [[task.containersNode, { kind: 'list', item: container }]];
}

/** What a node stands for: a value of a type, and the member whose value, or whose key, it is. */
export interface Place {
  readonly type?: Type;
  readonly member?: Member;
}

/** What a node of the task is by the model; undefined where the model does not reach. */
export function placeOf(task: TaskDefinition, node: NodeId): Place | undefined {
  const { tree } = task;
  const root = rootsOf(task).find(([one]) => one === node);
  if (root) return { type: root[1] };
  const parent = tree.parent(node);
  if (parent === NONE) return undefined;
  const type = placeOf(task, parent)?.type;
  if (type?.kind === 'list' && tree.kind(parent) === Kind.Array) return { type: type.item };
  if (type?.kind !== 'struct' || tree.kind(parent) !== Kind.Object) return undefined;
  const isKey = tree.children(parent).indexOf(node) % 2 === 0;
  const member = type.shape.find(tree.string(isKey ? node : node - 1));
  return member && { member, type: isKey ? undefined : member.type };
}

/** The shape of an object. */
export function shapeAt(task: TaskDefinition, object: NodeId): Shape | undefined {
  const type = placeOf(task, object)?.type;
  return type?.kind === 'struct' ? type.shape : undefined;
}

import { Kind, NONE, type NodeId } from '../../syntax/tree';
import type { TaskDefinition } from '../task';
import { ModuleTask, NamedContainersTask } from '../terraform';
import { containerShape, type Member, type Shape, type Type, taskShape } from './shapes';

/** A member as it stands in a document. */
export interface WrittenMember {
  readonly key: NodeId;
  readonly value: NodeId;
  /** The object that it stands in, and what that is. */
  readonly object: NodeId;
  readonly shape: Shape;
  /** Undefined where the model knows no member of that name. */
  readonly member: Member | undefined;
}

/** All that the model has a say in, in no order that matters. */
export interface Survey {
  readonly members: readonly WrittenMember[];
  readonly objects: readonly { readonly node: NodeId; readonly shape: Shape }[];
}

const SURVEYS = new WeakMap<TaskDefinition, Survey>();

/** Every object and member of a task that the model has a shape for. Made once: many rules look at it. */
export function surveyOf(task: TaskDefinition): Survey {
  let survey = SURVEYS.get(task);
  if (!survey) {
    survey = makeSurvey(task);
    SURVEYS.set(task, survey);
  }
  return survey;
}

function makeSurvey(task: TaskDefinition): Survey {
  const { tree } = task;
  const members: WrittenMember[] = [];
  const objects: { node: NodeId; shape: Shape }[] = [];
  const open = rootsOf(task);
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, type] = next;
    const kind = tree.kind(node);
    if (type.kind === 'list' && kind === Kind.Array) {
      const { item } = type;
      if (item.kind === 'struct') for (const one of tree.children(node)) open.push([one, item]);
    } else if (type.kind === 'struct' && kind === Kind.Object) {
      const { shape } = type;
      objects.push({ node, shape });
      for (let key = tree.firstChild(node); key !== NONE; key = tree.nextSibling(tree.nextSibling(key))) {
        if (tree.kind(key) !== Kind.String) continue;
        const value = tree.nextSibling(key);
        const member = shape.find(tree.string(key));
        members.push({ key, value, object: node, shape, member });
        if (member) open.push([value, member.type]);
      }
    }
  }
  return { members, objects };
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

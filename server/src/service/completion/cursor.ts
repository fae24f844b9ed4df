import { resourcesOf } from '../../ecs/cloudformation';
import type { Member, Type } from '../../ecs/model/shapes';
import { placeOf } from '../../ecs/model/survey';
import { readDocument, syntaxOf } from '../../ecs/recognise';
import { servicesOf } from '../../ecs/services';
import { TaskDefinition } from '../../ecs/task';
import { Kind, NONE, type NodeId, type Tree } from '../../syntax/tree';
import { type Language, type Typed, typedAt } from './typed';

/** Where the cursor stands in a document that is being typed. */
export interface Place {
  readonly language: Language;
  readonly typed: Typed;
  /** The document as it reads with a word in the place of what is typed: up to there, its offsets are the document's. */
  readonly tree: Tree;
  /** The word. */
  readonly node: NodeId;
  readonly isKey: boolean;
  /** What a value here is, or the object whose key it would be. */
  readonly type: Type;
}

/** Where it stands in a task definition. */
export interface Cursor extends Place {
  readonly task: TaskDefinition;
  /** The member whose value it is; of an item, that of its list; of a key in a map, that of the map. */
  readonly member: Member | undefined;
}

/** A word that nobody writes, and that is read the same in every syntax. */
const WORD = 'xCursorOfEcsDefenderx';

/**
 * Where an offset stands. What is typed so far may be no syntax at all, so that the document is read with a word in its
 * place, as a key and as a value: what reads with the fewest faults is what the author is about to write.
 */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const language = syntaxOf(text);
  const typed = language && typedAt(text, offset, language);
  if (!typed) return undefined;
  let best: Cursor | undefined;
  for (const word of candidates(typed, language)) {
    const cursor = placed(text.slice(0, typed.start) + word + text.slice(typed.end), language, typed);
    if (cursor && (!best || cursor.tree.faults.length < best.tree.faults.length)) best = cursor;
  }
  return best;
}

/** What the author may be about to write, as whole syntax. */
function candidates({ quote, hasColon, needsBlank }: Typed, language: Language): string[] {
  switch (language) {
    case 'json':
      return [`"${WORD}"`];
    case 'yaml': {
      const word = quote + WORD + quote;
      if (needsBlank) return [` ${word}`];
      return hasColon ? [word] : [`${word}: `, word];
    }
    case 'terraform': {
      const bare = quote === '' ? WORD : `"${WORD}"`;
      return hasColon ? [bare, `"${WORD}"`] : [`${bare} = null`, `"${WORD}"`];
    }
  }
}

function placed(text: string, language: Language, typed: Typed): Cursor | undefined {
  const document = readDocument(text);
  if (!document) return undefined;
  const { tree, tasks } = document;
  const node = wordIn(tree, typed);
  const parent = node === NONE ? NONE : tree.parent(node);
  if (parent === NONE) return undefined;
  const isKey = tree.kind(parent) === Kind.Object && tree.children(parent).indexOf(node) % 2 === 0;
  for (const task of [...tasks, ...begunIn(tree, tasks)]) {
    const of = placeOf(task, isKey ? parent : node) ?? (isKey ? undefined : optionAt(task, node));
    const member = of?.member ?? (isKey ? undefined : placeOf(task, parent)?.member);
    const isObject = of?.type?.kind === 'struct' || of?.type?.kind === 'map';
    if (of?.type && (!isKey || isObject))
      return { language, typed, tree, task, node, isKey, type: of.type, member };
    if (!isKey && refersToContainer(task, node))
      return { language, typed, tree, task, node, isKey, type: { kind: 'string' }, member: undefined };
  }
  return undefined;
}

function wordIn(tree: Tree, { start }: Typed): NodeId {
  for (let node = 0; node < tree.size; node++) {
    if (tree.start(node) < start || tree.start(node) > start + 2) continue;
    if (tree.kind(node) === Kind.String && tree.string(node) === WORD) return node;
  }
  return NONE;
}

/** Tasks of a template that have no containers yet. */
function begunIn(tree: Tree, tasks: readonly TaskDefinition[]): TaskDefinition[] {
  if (tree.dialect !== 'cloudformation') return [];
  const known = new Set(tasks.map(({ struct }) => struct?.node));
  return resourcesOf(tree, 'AWS::ECS::TaskDefinition').flatMap(({ properties, logicalId }) =>
    properties && !known.has(properties.node) ? [new TaskDefinition(tree, properties, NONE, logicalId)] : [],
  );
}

/** A value under a name of the author's own. */
function optionAt(
  task: TaskDefinition,
  node: NodeId,
): { type: Type; member: Member | undefined } | undefined {
  const map = placeOf(task, task.tree.parent(node));
  return map?.type?.kind === 'map' ? { type: { kind: 'string' }, member: map.member } : undefined;
}

/** Whether a service's load balancer or registry names a container here. */
function refersToContainer(task: TaskDefinition, node: NodeId): boolean {
  return servicesOf(task).some(({ struct }) =>
    ['loadBalancers', 'serviceRegistries'].some((list) => {
      const field = struct.field(list);
      const items = field.struct ? [field.struct] : field.structs;
      return items.some((item) => item.field('containerName').node === node);
    }),
  );
}

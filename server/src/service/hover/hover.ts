import type { Documentation } from '../../ecs/model/documentation';
import type { Member } from '../../ecs/model/shapes';
import { placeOf } from '../../ecs/model/survey';
import type { TaskDefinition } from '../../ecs/task';
import type { Span } from '../../findings/finding';
import { Kind, NONE, type NodeId, type Tree } from '../../syntax/tree';
import { aboutMember, type Paragraph } from '../about';
import type { Model } from '../model';
import { hoverInScript } from '../scripts';
import { aboutWiring } from './defender';
import { hoverInPolicy } from './policy';
import { processAt } from './process';
import { aboutValue } from './values';

/** What is to be said about a place: paragraphs of Markdown. */
export interface Hover extends Span {
  readonly paragraphs: readonly Paragraph[];
}

/** What is to be said about the place of the cursor, in a document of any kind. */
export function hoverAt(model: Model, offset: number, docs: Documentation = {}): Hover | undefined {
  return hoverInScript(model, offset) ?? hoverInPolicy(model, offset) ?? hoverInTask(model, offset, docs);
}

/**
 * What is known of a place in a task definition: of the Defender's wiring what it is for and where its value comes from, of a value what it
 * amounts to, of a container what it runs, and of a key what ECS takes for it. A value with a meaning of its own is not
 * told the meaning of its key.
 */
function hoverInTask(model: Model, offset: number, docs: Documentation): Hover | undefined {
  const { tree, analyses } = model;
  const node = tree.at(offset);
  const kind = tree.kind(node);
  const isWord = kind !== Kind.Object && kind !== Kind.Array && kind !== Kind.Missing;
  const process = processAt(model, offset);
  if (!isWord) return process;
  const found = analyses.flatMap(({ task }) => memberAt(task, node) ?? [])[0];
  const own: Paragraph[] = [
    ...aboutWiring(model, node),
    ...(found ? aboutValue(found.task, found.member, valueAt(tree, node)) : []),
    ...(process?.paragraphs ?? []),
  ];
  const isKey = isKeyAt(tree, node);
  const known = found && (isKey || own.length === 0) ? aboutMember(found.member, tree.dialect, docs) : [];
  const paragraphs = own.length > 0 && known.length > 0 ? [...own, RULE, ...known] : [...own, ...known];
  if (paragraphs.length === 0) return undefined;
  return process && known.length === 0
    ? { ...process, paragraphs }
    : { start: tree.start(node), end: tree.end(node), paragraphs };
}

/** What stands between ours and AWS's. */
const RULE: Paragraph = { markdown: '---' };

interface Found {
  readonly task: TaskDefinition;
  readonly member: Member;
}

/** The member that a node is the key, the value or an item of; of what stands under a name of the author's own, the
 * member that holds it. */
function memberAt(task: TaskDefinition, node: NodeId): Found | undefined {
  for (let one = node, steps = 0; one !== NONE && steps < 2; one = task.tree.parent(one), steps++) {
    const member = placeOf(task, one)?.member;
    if (member) return { task, member };
  }
  return undefined;
}

function isKeyAt(tree: Tree, node: NodeId): boolean {
  const parent = tree.parent(node);
  if (parent === NONE || tree.kind(parent) !== Kind.Object) return false;
  return tree.children(parent).indexOf(node) % 2 === 0;
}

function valueAt(tree: Tree, node: NodeId): NodeId {
  return isKeyAt(tree, node) ? node + 1 : node;
}

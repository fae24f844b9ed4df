import type { Change } from './edits';
import { valueNode } from './entries';
import { lastAtOrBefore } from './search';
import { Kind, NONE, type NodeId, type Tree } from './tree';

/** Changes of several origins as one list: what two of them say stays once, the first one's way, and what lies inside
 * something that goes is dropped. */
export function together(tree: Tree, changes: readonly Change[]): Change[] {
  const seen = new Set<string>();
  const gone = outermost(tree, changes);
  const starts = gone.map(({ start }) => start);
  return changes.filter((change) => {
    const target = targetOf(change);
    const key = `${change.op} ${target} ${'key' in change ? change.key : change.op === 'splice' ? change.start : ''}`;
    const around = gone[lastAtOrBefore(starts, tree.start(target))];
    const isOwn = change.op === 'remove' && around?.node === target;
    const isInside = around !== undefined && !isOwn && tree.end(target) <= around.end;
    if (seen.has(key) || isInside) return false;
    seen.add(key);
    return true;
  });
}

/** Whether two plans change the same piece of a string's text, or pieces that touch. */
export function collide(one: readonly Change[], other: readonly Change[]): boolean {
  return one.some(
    (a) =>
      a.op === 'splice' &&
      other.some((b) => b.op === 'splice' && a.node === b.node && a.start <= b.end && b.start <= a.end),
  );
}

/** Whether a change would reach other places that the same text stands for. */
export function touchesShared(tree: Tree, changes: readonly Change[]): boolean {
  return changes.some((change) => {
    // What is put in front of an item changes its list.
    const target = change.op === 'before' ? tree.parent(change.item) : targetOf(change);
    const owner = change.op === 'set' || change.op === 'append' ? target : tree.parent(targetOf(change));
    // Beside what is merged in, nobody can see where a member stands.
    return tree.isShared(target) || (owner >= 0 && tree.hasMerged(owner));
  });
}

/** The key of a property that stands twice, where a change takes away the one that counts: the other would come to
 * life. */
export function revealed(tree: Tree, changes: readonly Change[]): NodeId | undefined {
  for (const change of changes) {
    const owner = change.op === 'remove' ? tree.parent(change.node) : NONE;
    if (change.op !== 'remove' || owner === NONE || tree.kind(owner) !== Kind.Object) continue;
    const name = tree.string(change.node);
    const keys = tree.children(owner).filter((_, place) => place % 2 === 0);
    const other = keys.find((key) => key !== change.node && tree.reads(key, name, true));
    if (other !== undefined) return other;
  }
  return undefined;
}

interface Piece {
  readonly node: NodeId;
  readonly start: number;
  readonly end: number;
}

/** What the removals take away, items and members with their keys, in the order of the text; none inside another. */
function outermost(tree: Tree, changes: readonly Change[]): Piece[] {
  const pieces = changes.flatMap((change): Piece[] => {
    if (change.op !== 'remove') return [];
    const { node } = change;
    return [{ node, start: tree.start(node), end: tree.end(valueNode(tree, node)) }];
  });
  pieces.sort((a, b) => a.start - b.start || b.end - a.end);
  const outer: Piece[] = [];
  for (const piece of pieces) {
    const last = outer[outer.length - 1];
    if (!last || piece.start >= last.end) outer.push(piece);
  }
  return outer;
}

export function targetOf(change: Change): NodeId {
  switch (change.op) {
    case 'set':
      return change.object;
    case 'append':
      return change.array;
    case 'before':
      return change.item;
    case 'rename':
      return change.key;
    default:
      return change.node;
  }
}

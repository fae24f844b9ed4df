import type { NodeId, Tree } from './tree';

/** Two readings of a text between which only the inside of one object has changed. Nodes are numbered in document order, so
 * that all before the object, and the object itself, have the numbers that they had. */
export class Difference {
  constructor(
    /** The same number in both. */
    readonly object: NodeId,
    private readonly before: Tree,
    private readonly after: Tree,
  ) {}

  /** Whether an object is the one that has changed, or holds it. */
  changes(node: NodeId): boolean {
    return node <= this.object && this.object < this.before.after(node);
  }

  /** The number that a node of the text before has now; undefined inside of what has changed. */
  node(node: NodeId): NodeId | undefined {
    if (node <= this.object) return node;
    const past = this.before.after(this.object);
    return node < past ? undefined : node + this.after.size - this.before.size;
  }

  /** The place that an offset of the text before has now; undefined inside of what has changed. */
  offset(offset: number): number | undefined {
    const { object, before, after } = this;
    if (offset <= before.start(object)) return offset;
    return offset < before.end(object) ? undefined : offset + after.text.length - before.text.length;
  }
}

/** Tells which of some objects holds all that differs between two readings; undefined where none does. What is outside of
 * it is compared node by node: what a reader makes of a text may depend on what comes before. */
export function differenceIn(before: Tree, after: Tree, objects: Iterable<NodeId>): Difference | undefined {
  const { start, end } = changeBetween(before.text, after.text);
  for (const object of objects) {
    if (before.start(object) >= start || end >= before.end(object)) continue;
    const difference = new Difference(object, before, after);
    return isAllElseSame(difference, before, after) ? difference : undefined;
  }
  return undefined;
}

function isAllElseSame(difference: Difference, before: Tree, after: Tree): boolean {
  const { object } = difference;
  const past = before.after(object);
  const grown = after.size - before.size;
  if (object >= after.size || after.after(object) !== past + grown) return false;
  const start = before.start(object);
  const shift = after.text.length - before.text.length;
  for (let node = 0; node < before.size; node = node === object ? past : node + 1) {
    const isBehind = node >= past;
    const now = isBehind ? node + grown : node;
    const parent = before.parent(node);
    const end = before.end(node);
    if (
      before.kind(node) !== after.kind(now) ||
      before.start(node) + (isBehind ? shift : 0) !== after.start(now) ||
      // What the object stands in ends later.
      end + (end > start ? shift : 0) !== after.end(now) ||
      (parent < past ? parent : parent + grown) !== after.parent(now)
    )
      return false;
  }
  return true;
}

/** Which part of a text another one has otherwise. */
export function changeBetween(before: string, after: string): { start: number; end: number } {
  const start = sameAtStart(before, after);
  return { start, end: before.length - sameAtEnd(before, after, start) };
}

/** Long texts are compared by pieces, which the engine does faster than we could. */
const PIECE = 4096;

function sameAtStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same + PIECE <= most && one.slice(same, same + PIECE) === other.slice(same, same + PIECE))
    same += PIECE;
  while (same < most && one.charCodeAt(same) === other.charCodeAt(same)) same++;
  return same;
}

/** How many characters are the same at the end, of those that are not counted at the start. */
function sameAtEnd(one: string, other: string, counted: number): number {
  const most = Math.min(one.length, other.length) - counted;
  const piece = (text: string, same: number): string =>
    text.slice(text.length - same - PIECE, text.length - same);
  let same = 0;
  while (same + PIECE <= most && piece(one, same) === piece(other, same)) same += PIECE;
  while (same < most && one.charCodeAt(one.length - same - 1) === other.charCodeAt(other.length - same - 1))
    same++;
  return same;
}

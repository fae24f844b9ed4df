import { changeBetween } from '../difference';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { mightBeTemplate, readPlainJson } from './reader';
import { JSON_SYNTAX } from './syntax';

/** Reads what has become of a text that was read before, where only the inside of one object has changed: that object is read,
 * and all around it is what it was. Undefined where that cannot be told for certain, and all has to be read. */
export function readAgain(before: Tree, text: string): Tree | undefined {
  if (before.faults.length > 0 || before.syntaxOf(0) !== JSON_SYNTAX) return undefined;
  const change = changeBetween(before.text, text);
  const object = objectAround(before, change.start, change.end);
  if (object === NONE) return undefined;
  const start = before.start(object);
  const end = before.end(object) + text.length - before.text.length;
  const source = text.slice(start, end);
  // A placeholder, gone or come, may decide how strings are read everywhere.
  if (mightBeTemplate(source) || mightBeTemplate(before.source(object)) || hasOpaque(before, object))
    return undefined;
  const inner = readPlainJson(source, before.dialect, depthOf(before, object));
  const isWhole = inner?.kind(0) === Kind.Object && inner.end(0) === source.length;
  return isWhole ? before.withObject(object, inner, text) : undefined;
}

/** The innermost object between whose brackets a range lies. */
function objectAround(tree: Tree, start: number, end: number): NodeId {
  let node = tree.at(start);
  while (
    node !== NONE &&
    (tree.kind(node) !== Kind.Object || tree.start(node) >= start || end >= tree.end(node))
  )
    node = tree.parent(node);
  return node;
}

function hasOpaque(tree: Tree, top: NodeId): boolean {
  for (let node = top; node < tree.after(top); node++)
    if (tree.kind(node) === Kind.Opaque || tree.kind(node) === Kind.Directive) return true;
  return false;
}

function depthOf(tree: Tree, node: NodeId): number {
  let depth = 0;
  for (let above = tree.parent(node); above !== NONE; above = tree.parent(above)) depth++;
  return depth;
}

import { changeBetween } from '../difference';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { mightBeTemplate, readPlainJson, wasChosen } from './reader';
import { JSON_SYNTAX } from './syntax';

/** Reads what has become of a text that was read before, where only the inside of one object has changed: that object is read,
 * and all around it is what it was. Undefined where that cannot be told for certain, and all has to be read. */
export function readAgain(before: Tree, text: string): Tree | undefined {
  if (before.faults.length > 0 || before.syntaxOf(0) !== JSON_SYNTAX || wasChosen(before)) return undefined;
  const change = changeBetween(before.text, text);
  const object = objectAround(before, change.start, change.end);
  // Where it is all of the text nothing would be saved.
  if (object === NONE || object === 0) return undefined;
  const start = before.start(object);
  const end = before.end(object) + text.length - before.text.length;
  const source = text.slice(start, end);
  // Placeholders that stand elsewhere may make this the text of a template.
  if (mightBeTemplate(source)) return undefined;
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

function depthOf(tree: Tree, node: NodeId): number {
  let depth = 0;
  for (let above = tree.parent(node); above !== NONE; above = tree.parent(above)) depth++;
  return depth;
}

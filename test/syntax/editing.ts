import assert from 'node:assert/strict';
import { applyEdits, type Change, type TextEdit, type Value } from '../../server/src/syntax/edits';
import { readJson } from '../../server/src/syntax/json/reader';
import { printChanges } from '../../server/src/syntax/print';
import { Kind, type NodeId, type Tree } from '../../server/src/syntax/tree';
import { Struct } from '../../server/src/syntax/view';

export type Path = readonly (string | number)[];

/** The node of a value that must be there. */
export function nodeAt(tree: Tree, path: Path): NodeId {
  let node: NodeId = 0;
  for (const step of path) {
    node = typeof step === 'number' ? tree.children(node)[step] : new Struct(tree, node).field(step).node;
    assert.ok(node >= 0, `nothing at ${path.join('.')}`);
  }
  return node;
}

/** The node of a key that must be there. */
export function keyAt(tree: Tree, path: Path): NodeId {
  const key = new Struct(tree, nodeAt(tree, path.slice(0, -1))).field(String(path.at(-1))).key;
  assert.ok(key >= 0, `no key at ${path.join('.')}`);
  return key;
}

/** Changes named by paths, in the order of the printer's operations. */
export const set =
  (path: Path, key: string, value: Value) =>
  (tree: Tree): Change => ({
    op: 'set',
    object: nodeAt(tree, path),
    key,
    value,
  });
export const append =
  (path: Path, ...values: Value[]) =>
  (tree: Tree): Change => ({
    op: 'append',
    array: nodeAt(tree, path),
    values,
  });
export const before =
  (path: Path, ...values: Value[]) =>
  (tree: Tree): Change => ({
    op: 'before',
    item: nodeAt(tree, path),
    values,
  });
export const replace =
  (path: Path, value: Value) =>
  (tree: Tree): Change => ({
    op: 'replace',
    node: nodeAt(tree, path),
    value,
  });
/** Removes the item or the whole member at a path. */
export const remove =
  (path: Path) =>
  (tree: Tree): Change => ({
    op: 'remove',
    node: tree.kind(nodeAt(tree, path.slice(0, -1))) === Kind.Object ? keyAt(tree, path) : nodeAt(tree, path),
  });
export const rename =
  (path: Path, name: string) =>
  (tree: Tree): Change => ({
    op: 'rename',
    key: keyAt(tree, path),
    name,
  });

/** The text after some changes; the edits must be ones that every editor takes. */
export function edited(text: string, ...changes: ((tree: Tree) => Change)[]): string {
  const tree = readJson(text);
  assert.deepEqual(tree.faults, []);
  const edits = printChanges(
    tree,
    changes.map((change) => change(tree)),
  );
  assertInOrder(text, edits);
  return applyEdits(text, edits);
}

/** Edits in document order that do not overlap. */
export function assertInOrder(text: string, edits: readonly TextEdit[]): void {
  let at = 0;
  for (const { start, end } of edits) {
    assert.ok(
      at <= start && start <= end && end <= text.length,
      `overlapping edits in ${JSON.stringify(text)}`,
    );
    at = end;
  }
}

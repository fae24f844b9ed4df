import assert from 'node:assert/strict';
import { readJson } from '../../server/src/syntax/json/reader';
import { Kind, NONE, type NodeId, type Tree } from '../../server/src/syntax/tree';

/** The value that a tree says the text has, as `JSON.parse` would give it; the last of two equal keys counts. */
export function valueIn(tree: Tree, node: NodeId = 0): unknown {
  switch (tree.kind(node)) {
    case Kind.Object: {
      const value = {};
      const children = tree.children(node);
      for (let place = 0; place < children.length; place += 2) {
        // Not an assignment: a key may be called `__proto__`.
        const property = { value: valueIn(tree, children[place + 1]), ...OWN };
        Object.defineProperty(value, tree.string(children[place]), property);
      }
      return value;
    }
    case Kind.Array:
      return tree.children(node).map((item) => valueIn(tree, item));
    case Kind.String:
      return tree.string(node);
    case Kind.Number:
      return Number(tree.source(node));
    case Kind.True:
      return true;
    case Kind.False:
      return false;
    case Kind.Null:
      return null;
    default:
      throw new Error(`no value: ${Kind[tree.kind(node)]} ${tree.source(node)}`);
  }
}

const OWN = { enumerable: true, configurable: true, writable: true };

/** All that a tree holds, a line a node, to compare trees with. */
export function dump(tree: Tree): string {
  const lines = tree.faults.map(({ code, start, end }) => `${code} ${start}-${end}`);
  for (let node = 0; node < tree.size; node++) {
    lines.push(`${tree.parent(node)} ${Kind[tree.kind(node)]} ${tree.start(node)}-${tree.end(node)}`);
  }
  return lines.join('\n');
}

/** The outline of a tree as one line: kinds, and for what is not a bracket its text. */
export function outline(tree: Tree, node: NodeId = 0): string {
  const children = tree.children(node);
  switch (tree.kind(node)) {
    case Kind.Object: {
      const members = children.flatMap((key, place) =>
        place % 2 === 0 ? [`${outline(tree, key)}: ${outline(tree, children[place + 1])}`] : [],
      );
      return `{${members.join(', ')}}`;
    }
    case Kind.Array:
      return `[${children.map((item) => outline(tree, item)).join(', ')}]`;
    case Kind.String:
      return tree.source(node);
    case Kind.Missing:
      return 'Missing';
    default:
      return `${Kind[tree.kind(node)]}(${tree.source(node)})`;
  }
}

/** Reads a text that must have no faults, as one line: kinds, and what they stand on. */
export function faultless(text: string): string {
  const tree = readJson(text);
  assert.deepEqual(tree.faults, []);
  assertSound(tree);
  return outline(tree);
}

/** What every tree owes its readers, however broken the text is. */
export function assertSound(tree: Tree): void {
  const { text, size } = tree;
  const spans = [...tree.faults];
  assert.ok(size > 0, 'there is a root');
  assert.equal(tree.parent(0), NONE);
  const owned = new Map<NodeId, NodeId[]>();
  for (let node = 0; node < size; node++) {
    const where = `node ${node} of ${JSON.stringify(text)}`;
    const [start, end, parent] = [tree.start(node), tree.end(node), tree.parent(node)];
    spans.push({ code: 'unexpected', start, end });
    if (node === 0) continue;
    assert.ok(parent >= 0 && parent < node, `${where}: the parent comes first`);
    assert.ok([Kind.Object, Kind.Array].includes(tree.kind(parent)), `${where}: a leaf has a child`);
    assert.ok(
      tree.start(parent) <= start && end <= tree.end(parent),
      `${where}: it sticks out of its parent`,
    );
    const siblings = owned.get(parent) ?? [];
    const before = siblings.at(-1);
    if (before !== undefined) {
      assert.ok(tree.end(before) <= start, `${where}: it overlaps its sibling`);
      assert.equal(tree.nextSibling(before), node, `${where}: the link from its sibling`);
    } else assert.equal(tree.firstChild(parent), node, `${where}: the link from its parent`);
    siblings.push(node);
    owned.set(parent, siblings);
  }
  for (let node = 0; node < size; node++) {
    const children = owned.get(node) ?? [];
    if (children.length === 0) assert.equal(tree.firstChild(node), NONE);
    else assert.equal(tree.nextSibling(children.at(-1)!), NONE);
    assert.deepEqual(tree.children(node), children);
    if (tree.kind(node) === Kind.Object) assertMembers(tree, children);
  }
  for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= text.length);
}

/** Keys and values alternate: no key is an object or array, and only a value keeps the place of one. */
function assertMembers(tree: Tree, children: readonly NodeId[]): void {
  assert.equal(children.length % 2, 0, 'every key has a value');
  for (let place = 0; place < children.length; place += 2) {
    const key = tree.kind(children[place]);
    assert.ok(key !== Kind.Object && key !== Kind.Array, 'a key is neither object nor array');
    if (key === Kind.Directive) assert.equal(tree.kind(children[place + 1]), Kind.Missing);
  }
}

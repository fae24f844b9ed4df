import { Kind, type NodeId, type Tree } from './tree';

/** The entries of a container: the items of an array, the keys of an object. A key's value has the id after it. */
export function entriesOf(tree: Tree, owner: NodeId): NodeId[] {
  const children = tree.children(owner);
  return tree.kind(owner) === Kind.Object ? children.filter((_, place) => place % 2 === 0) : children;
}

/** The entry that a key, a value or an item belongs to. */
export function entryOf(tree: Tree, node: NodeId): NodeId {
  return entriesOf(tree, tree.parent(node)).includes(node) ? node : node - 1;
}

/** The value of an entry: of a key its value, of an item itself. */
export function valueNode(tree: Tree, entry: NodeId): NodeId {
  return tree.kind(tree.parent(entry)) === Kind.Object ? entry + 1 : entry;
}

/** The offset of the closing bracket, or the end of the text where it is still missing. */
export function closeOf(tree: Tree, owner: NodeId): number {
  const end = tree.end(owner);
  const close = tree.kind(owner) === Kind.Object ? '}' : ']';
  return tree.text[end - 1] === close && end - 1 > tree.start(owner) ? end - 1 : end;
}

import { Kind, NONE, type NodeId, type Tree } from '../../syntax/tree';
import type { PolicyDocument } from '../recognise';
import { list, type Schema } from './schema';

/** What must stand at a node of a document; of a key, at its value. Undefined where the product knows nothing there. */
export function schemaAt(document: PolicyDocument, node: NodeId): Schema | undefined {
  const { tree, schema } = document;
  if (!schema) return undefined;
  const parent = tree.parent(node);
  if (parent === NONE) return tree.kind(node) === Kind.Array ? list(schema) : schema;
  const above = schemaAt(document, parent);
  if (above?.type === 'list') return above.items;
  if (above?.type !== 'object') return undefined;
  const name = tree.string(isKey(tree, node) ? node : node - 1);
  return Object.hasOwn(above.properties, name) ? above.properties[name] : undefined;
}

/** Whether a node is the key of a member. */
export function isKey(tree: Tree, node: NodeId): boolean {
  const parent = tree.parent(node);
  return (
    parent !== NONE && tree.kind(parent) === Kind.Object && tree.children(parent).indexOf(node) % 2 === 0
  );
}

/** The names that lead to a node, from the root; items of lists have none. */
export function pathOf(tree: Tree, node: NodeId): string[] {
  const parent = tree.parent(node);
  if (parent === NONE) return [];
  const above = pathOf(tree, parent);
  if (tree.kind(parent) !== Kind.Object) return above;
  return [...above, tree.string(isKey(tree, node) ? node : node - 1)];
}

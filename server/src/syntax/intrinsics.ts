import type { NodeTable } from './nodes';
import { Kind, type NodeId, type Tree } from './tree';

/** The intrinsic functions of CloudFormation in their long form; `Condition` is one only inside of others. */
const LONG = /^(?:Ref|Fn::[\w:]+)$/;

export function isIntrinsicName(name: string): boolean {
  return LONG.test(name);
}

/** Whether an object is an intrinsic function, in a document where nobody has hidden them. */
export function isIntrinsic(tree: Tree, object: NodeId): boolean {
  const [key, , more] = tree.children(object);
  return key !== undefined && more === undefined && isIntrinsicName(tree.string(key));
}

/** Makes `{"Ref": ...}` and `{"Fn::...": ...}` values that nobody can see before deployment; beside other members such
 * a key may bring any members. `read` gives what a key says. */
export function hideIntrinsics(nodes: NodeTable, read: (key: NodeId) => string): void {
  for (let node = 0; node < nodes.size; node++) {
    if (nodes.kind(node) !== Kind.Object) continue;
    const end = nodes.next(node);
    for (let key = node + 1; key < end; key = nodes.next(key + 1)) {
      if (nodes.kind(key) !== Kind.String || !isIntrinsicName(read(key))) continue;
      const isAlone = key === node + 1 && nodes.next(key + 1) === end;
      if (isAlone) nodes.setKind(node, Kind.Opaque);
      else nodes.setKind(key, Kind.Directive);
    }
  }
}

/** What an intrinsic function in its long form says as a text with `${...}` in it: of `Ref` and `Fn::Sub`. */
export function templateOf(tree: Tree, node: NodeId): string | undefined {
  const [key, value] = tree.kind(node) === Kind.Opaque ? tree.children(node) : [];
  if (value === undefined || tree.kind(value) !== Kind.String) return undefined;
  const text = tree.string(value);
  if (tree.reads(key, 'Ref')) return `\${${text}}`;
  return tree.reads(key, 'Fn::Sub') ? text : undefined;
}

import type { Node } from 'web-tree-sitter';
import { Kind } from '../tree';
import { truthOf } from './simple';

/** The nodes of the parser's tree: which there are, what they hold, and where they end. */

export const WRAPPERS = new Set(['block_node', 'flow_node', 'document', 'stream']);
export const PAIRS = new Set(['block_mapping_pair', 'flow_pair']);
export const COLLECTIONS = new Set(['block_mapping', 'block_sequence']);
export const MAPPINGS = new Set(['block_mapping', 'flow_mapping']);

export function kindOf(node: Node): Kind {
  const { type } = node;
  if (type !== 'plain_scalar') return type.endsWith('_scalar') ? Kind.String : Kind.Invalid;
  switch (node.namedChild(0)?.type) {
    case 'integer_scalar':
    case 'float_scalar':
      return Kind.Number;
    case 'null_scalar':
      return Kind.Null;
  }
  return truthOf(node.text) ?? Kind.String;
}

/** What a node holds beside its anchor, its tag and comments. */
export function contentOf(node: Node): Node | undefined {
  return node.namedChildren.findLast((child) => child && !ASIDE.has(child.type)) ?? undefined;
}

/** The key and the value of a pair. */
export function sidesOf(pair: Node): (Node | undefined)[] {
  return [pair.childForFieldName('key') ?? undefined, pair.childForFieldName('value') ?? undefined];
}

const ASIDE = new Set(['comment', 'anchor', 'tag', 'yaml_directive', 'tag_directive', 'reserved_directive']);

export function itemsOf(sequence: Node): Node[] {
  return sequence.namedChildren.flatMap((child) => {
    if (!child || child.type === 'comment') return [];
    return child.type === 'block_sequence_item' ? (contentOf(child) ?? []) : child;
  });
}

/** The end of a node's own text: the parser counts the comments and line breaks after a block as its own. */
export function endOf(text: string, node: Node): number {
  let last = node;
  while (BLOCKS.has(last.type)) {
    const inner = last.namedChildren.findLast((child) => child && child.type !== 'comment');
    if (!inner) break;
    last = inner;
  }
  let end = last.endIndex;
  while (end > last.startIndex && /\s/.test(text[end - 1])) end--;
  return end;
}
const BLOCKS = new Set([
  'block_node',
  'block_mapping',
  'block_mapping_pair',
  'block_sequence',
  'block_sequence_item',
]);

export function ancestor(node: Node | null, types: ReadonlySet<string>): Node | null {
  let at = node;
  while (at && !types.has(at.type)) at = at.parent;
  return at;
}

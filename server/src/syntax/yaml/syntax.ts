import { printBrackets } from '../brackets/printer';
import { isBracketed } from '../brackets/style';
import { targetOf } from '../changes';
import type { Change, TextEdit } from '../edits';
import type { Syntax } from '../syntax';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { BlockPrinter } from './blocks';
import { copyBlock } from './notation';
import { decodeYaml } from './scalars';
import { yamlStyleOf } from './style';

export const YAML_SYNTAX: Syntax = {
  decode: decodeYaml,
  print,
  lineComment: '#',
  copy: copyBlock,
};

/** What stands in brackets is written in brackets, everything else line by line. */
function print(tree: Tree, changes: readonly Change[]): TextEdit[] {
  const style = yamlStyleOf(tree, YAML_SYNTAX);
  const inBrackets = changes.filter((change) => isInBrackets(tree, change));
  const inBlocks = changes.filter((change) => !inBrackets.includes(change));
  return [
    ...printBrackets(tree, style.flow, inBrackets),
    ...new BlockPrinter(tree, style).print(inBlocks),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}

function isInBrackets(tree: Tree, change: Change): boolean {
  const target = targetOf(change);
  const isFilled = change.op === 'set' || change.op === 'append';
  const owner = isFilled ? target : tree.parent(target);
  if (owner === NONE || !isBracketed(tree, owner)) return false;
  // An empty collection in a block becomes a block.
  const parent = tree.parent(owner);
  return !isFilled || tree.firstChild(owner) !== NONE || (parent !== NONE && isListOrObject(tree, parent));
}

function isListOrObject(tree: Tree, node: NodeId): boolean {
  const kind = tree.kind(node);
  return (kind === Kind.Object || kind === Kind.Array) && isBracketed(tree, node);
}

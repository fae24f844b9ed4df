import type { TextEdit } from '../edits';
import { entriesOf } from '../entries';
import { startsLine } from '../lines';
import { Kind, type NodeId, type Tree } from '../tree';

/** Keys on neighbouring lines that are padded so that what follows them lines up, as `terraform fmt` writes them. */
interface Chain {
  readonly keys: readonly NodeId[];
  /** How wide the keys are written, without the blank behind them. */
  readonly width: number;
}

/** The lines that end with the last member, where they line up: members on one line each, with nothing between. */
function chainBefore(tree: Tree, owner: NodeId): Chain | undefined {
  const { text } = tree;
  const keys: NodeId[] = [];
  const entries = tree.kind(owner) === Kind.Object ? entriesOf(tree, owner) : [];
  for (const key of [...entries].reverse()) {
    const isOneLine =
      startsLine(text, tree.start(key)) && !text.slice(tree.start(key), tree.end(key + 1)).includes('\n');
    const [below] = keys;
    const between = below === undefined ? '' : text.slice(tree.end(key + 1), tree.start(below));
    if (!isOneLine || between.split('\n').length > 2) break;
    keys.unshift(key);
  }
  if (keys.length === 0) return undefined;
  const widths = keys.map((key) => tree.start(key + 1) - tree.start(key));
  const isLinedUp = widths.every((width) => width === widths[0]);
  return isLinedUp ? { keys, width: widths[0] - ' = '.length } : undefined;
}

/** How wide a new key on the line after the last member is written, and the blanks that the lines above need for it. */
export function lineUp(
  tree: Tree,
  owner: NodeId,
  written: readonly string[],
): { width: number; edits: TextEdit[] } {
  const longest = Math.max(...written.map((key) => key.length));
  const chain = chainBefore(tree, owner);
  if (!chain) return { width: longest, edits: [] };
  const more = longest - chain.width;
  if (more <= 0) return { width: chain.width, edits: [] };
  const edits = chain.keys.map((key) => ({
    start: tree.end(key),
    end: tree.end(key),
    text: ' '.repeat(more),
  }));
  return { width: longest, edits };
}

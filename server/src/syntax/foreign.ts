import type { Node } from 'web-tree-sitter';
import type { SyntaxFault } from './tree';

const MOST = 100;

/** What the library could not make sense of. */
export function foreignFaults(root: Node): SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  if (!root.hasError) return faults;
  const open: Node[] = [root];
  for (let node = open.pop(); node && faults.length < MOST; node = open.pop()) {
    const { startIndex: start, endIndex: end } = node;
    if (node.isMissing) faults.push({ code: 'value-expected', start, end });
    else {
      // An error may swallow the whole document: what is wrong is the first thing in it that is wrong itself.
      const inner = node.children.filter((child) => child?.hasError) as Node[];
      if (inner.length > 0) open.push(...inner.reverse());
      else faults.push({ code: 'unreadable', start, end: firstLine(node) });
    }
  }
  return faults;
}

/** A fault that swallows half the document is shown at its beginning. */
function firstLine(node: Node): number {
  const feed = node.text.search(/\r?\n/);
  return feed < 0 ? node.endIndex : node.startIndex + Math.max(1, feed);
}

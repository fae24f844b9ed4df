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
    else if (node.isError) faults.push({ code: 'unexpected', start, end: firstLine(node) });
    else for (const child of [...node.children].reverse()) if (child?.hasError) open.push(child);
  }
  return faults;
}

/** A fault that swallows half the document is shown at its beginning. */
function firstLine(node: Node): number {
  const feed = node.text.search(/\r?\n/);
  return feed < 0 ? node.endIndex : node.startIndex + Math.max(1, feed);
}

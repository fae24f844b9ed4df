import { message } from '../l10n/message';
import { Kind, type NodeId, type NodeSet, type Tree } from '../syntax/tree';
import type { Report } from './rule';

/** Reports the keys below a node that an object states again further down: only the last one counts. Some objects may be
 * passed over, with all that is in them. */
export function reportDuplicateKeys(
  tree: Tree,
  top: NodeId,
  report: Report,
  passedOver: NodeSet = NOTHING,
): void {
  let node = top;
  while (node < tree.after(top)) {
    const isObject = tree.kind(node) === Kind.Object;
    if (isObject && passedOver.has(node)) {
      node = tree.after(node);
      continue;
    }
    if (isObject && tree.layoutOf(node).repeats) reportIn(tree, node, report);
    node++;
  }
}

const NOTHING: NodeSet = new Set();

function reportIn(tree: Tree, object: NodeId, report: Report): void {
  const seen = new Map<string, NodeId>();
  for (const [place, key] of tree.children(object).entries()) {
    if (place % 2 === 1 || tree.kind(key) !== Kind.String) continue;
    const name = tree.string(key);
    const earlier = seen.get(name);
    seen.set(name, key);
    if (earlier === undefined) continue;
    report({
      start: tree.start(earlier),
      end: tree.end(earlier),
      message: message('found.duplicateKey', { name }),
      related: [{ start: tree.start(key), end: tree.end(key), message: message('related.lastKey') }],
    });
  }
}

import type { Node } from 'web-tree-sitter';

/** The nodes that anchors name. Most documents have none, so they are looked for only when an alias asks. */
export class Anchors {
  /** For each name its nodes, in the order of the text. */
  private found: Map<string, { at: number; node: Node }[]> | undefined;

  constructor(
    private readonly text: string,
    private readonly root: Node,
  ) {}

  /** What an alias stands for: the last node of that name before it. Undefined where there is none, or where the alias
   * stands inside of it. */
  find({ startIndex, text }: Node): Node | undefined {
    this.found ??= this.collect();
    const named = this.found.get(text.slice(1)) ?? [];
    // Names are seldom given twice, and hardly ever often.
    const best = named.findLast(({ at }) => at < startIndex)?.node;
    return best && best.endIndex <= startIndex ? best : undefined;
  }

  private collect(): Map<string, { at: number; node: Node }[]> {
    const found = new Map<string, { at: number; node: Node }[]>();
    for (const { index, 1: name } of this.text.matchAll(/&([^\s,[\]{}]+)/g)) {
      let node = this.root.descendantForIndex(index);
      while (node && node.type !== 'anchor') node = node.parent;
      const anchored = node?.startIndex === index ? node.parent : null;
      if (!anchored) continue;
      const others = found.get(name);
      if (others) others.push({ at: index, node: anchored });
      else found.set(name, [{ at: index, node: anchored }]);
    }
    return found;
  }
}

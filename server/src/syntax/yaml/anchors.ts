import type { Node } from 'web-tree-sitter';

/** The nodes that anchors name. Most documents have none, so they are looked for only when an alias asks. */
export class Anchors {
  private found: { name: string; at: number; node: Node }[] | undefined;

  constructor(
    private readonly text: string,
    private readonly root: Node,
  ) {}

  /** What an alias stands for: the last node of that name before it. Undefined where there is none, or where the alias
   * stands inside of it. */
  find(alias: Node): Node | undefined {
    const name = alias.text.slice(1);
    this.found ??= this.collect();
    let best: Node | undefined;
    for (const one of this.found) {
      if (one.at < alias.startIndex && one.name === name) best = one.node;
    }
    return best && best.endIndex <= alias.startIndex ? best : undefined;
  }

  private collect(): { name: string; at: number; node: Node }[] {
    return [...this.text.matchAll(/&([^\s,[\]{}]+)/g)].flatMap(({ index, 1: name }) => {
      let node = this.root.descendantForIndex(index);
      while (node && node.type !== 'anchor') node = node.parent;
      const anchored = node?.startIndex === index ? node.parent : null;
      return anchored ? { name, at: index, node: anchored } : [];
    });
  }
}

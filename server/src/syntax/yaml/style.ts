import { isBracketed, type Style, styleOf } from '../brackets/style';
import { entriesOf } from '../entries';
import type { Syntax } from '../syntax';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { flowNotation } from './notation';
import { columnOf, entryStart } from './places';
import { canBePlain, decodeYaml, type TextStyle } from './scalars';

/** How a YAML document is written, as far as inserted text has to follow it. */
export interface YamlStyle {
  /** Columns from a key to the keys of its value. */
  readonly step: number;
  /** Columns from a key to the dashes of its list: 0 where they stand below the key. */
  readonly dashStep: number;
  /** Columns from a dash to what follows it. */
  readonly dashWidth: number;
  /** Lists of plain values stand in brackets. */
  readonly flowLists: boolean;
  /** Small objects in lists stand in braces. */
  readonly flowItems: boolean;
  readonly texts: TextStyle;
  /** Collections in brackets. */
  readonly flow: Style;
}

const SAMPLE = 5000;

export function yamlStyleOf(tree: Tree, syntax: Syntax): YamlStyle {
  const steps = new Counter<number>();
  const dashSteps = new Counter<number>();
  const dashWidths = new Counter<number>();
  const texts = new Counter<string>();
  const lists = new Counter<boolean>();
  const items = new Counter<boolean>();
  for (let node = 1; node < Math.min(tree.size, SAMPLE); node++) {
    const kind = tree.kind(node);
    const parent = tree.parent(node);
    if (parent === NONE) continue;
    if (kind === Kind.String && !isKey(tree, node)) texts.add(writtenOf(tree.source(node)));
    if ((kind !== Kind.Object && kind !== Kind.Array) || tree.firstChild(node) === NONE) continue;
    const isFlow = isBracketed(tree, node);
    if (isFlat(tree, node)) {
      if (kind === Kind.Array) lists.add(isFlow);
      else if (tree.kind(parent) === Kind.Array) items.add(isFlow);
    }
    if (isFlow) continue;
    const column = columnOf(tree.text, tree.start(node));
    if (kind === Kind.Array) {
      const [item] = entriesOf(tree, node);
      const width = tree.start(item) - entryStart(tree, node, item);
      if (width > 1 && width < 9 && !tree.text.slice(tree.start(node), tree.start(item)).includes('\n'))
        dashWidths.add(width);
    }
    if (tree.kind(parent) !== Kind.Object || parent === 0) continue;
    const step = column - columnOf(tree.text, tree.start(node - 1));
    if (kind === Kind.Array && step >= 0) dashSteps.add(step);
    else if (kind === Kind.Object && step > 0) steps.add(step);
  }
  const step = steps.best() ?? 2;
  const plain = texts.count('plain');
  const single = texts.count("'");
  const double = texts.count('"');
  const style: TextStyle = { plain: plain >= single + double, quote: single > double ? "'" : '"' };
  return {
    step,
    dashStep: dashSteps.best() ?? step,
    dashWidth: dashWidths.best() ?? 2,
    flowLists: lists.best() ?? false,
    flowItems: items.best() ?? false,
    texts: style,
    flow: styleOf(tree, syntax, flowNotation(style)),
  };
}

class Counter<Thing> {
  private readonly counts = new Map<Thing, number>();
  add(thing: Thing | undefined): void {
    if (thing !== undefined) this.counts.set(thing, this.count(thing) + 1);
  }
  count(thing: Thing): number {
    return this.counts.get(thing) ?? 0;
  }
  best(): Thing | undefined {
    return [...this.counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  }
}

/** How a text is quoted that need not be. */
function writtenOf(source: string): string | undefined {
  const [first] = source;
  if (first === '|' || first === '>') return undefined;
  if (first !== '"' && first !== "'") return 'plain';
  return canBePlain(decodeYaml(source), false) ? first : undefined;
}

function isKey(tree: Tree, node: NodeId): boolean {
  const parent = tree.parent(node);
  return tree.kind(parent) === Kind.Object && entriesOf(tree, parent).includes(node);
}

function isFlat(tree: Tree, node: NodeId): boolean {
  return tree
    .children(node)
    .every((child) => tree.kind(child) !== Kind.Object && tree.kind(child) !== Kind.Array);
}

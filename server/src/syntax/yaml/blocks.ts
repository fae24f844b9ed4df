import { isBracketed } from '../brackets/style';
import type { Change, TextEdit, Value } from '../edits';
import { Copy } from '../edits';
import { entriesOf, valueNode } from '../entries';
import { blanksAfter, blanksBefore, lineBreakAt, startsLine } from '../lines';
import { Kind, type NodeId, type Tree } from '../tree';
import { textsLike } from './notation';
import { columnOf, entryStart, insertionPoint, lineEnd } from './places';
import type { YamlStyle } from './style';
import { printAfterKey, printInline, printItems, printMembers } from './values';

interface Insertion {
  readonly key?: string;
  readonly value: Value;
}

/** All that changes about the entries of one block. */
interface Work {
  readonly before: Map<NodeId, Insertion[]>;
  readonly after: Insertion[];
  readonly removed: Set<NodeId>;
}

interface BlockEdit extends TextEdit {
  /** Whose entries change: of two insertions at one place the one into the inner block goes first. */
  readonly owner: NodeId;
}

/** Writes changes of block mappings and block sequences, line by line. */
export class BlockPrinter {
  private readonly edits: BlockEdit[] = [];
  private readonly works = new Map<NodeId, Work>();

  constructor(
    private readonly tree: Tree,
    private readonly style: YamlStyle,
  ) {}

  print(changes: readonly Change[]): TextEdit[] {
    for (const change of changes) this.plan(change);
    for (const [owner, work] of this.works) this.change(owner, work);
    this.edits.sort((a, b) => a.start - b.start || a.end - b.end || b.owner - a.owner);
    return this.edits.map(({ start, end, text }) => ({ start, end, text }));
  }

  private plan(change: Change): void {
    const { tree } = this;
    switch (change.op) {
      case 'set': {
        const key = entriesOf(tree, change.object).findLast((one) => tree.reads(one, change.key));
        if (key !== undefined) this.replace(valueNode(tree, key), change.value);
        else this.workOn(change.object).after.push(change);
        return;
      }
      case 'append':
        this.workOn(change.array).after.push(...change.values.map((value) => ({ value })));
        return;
      case 'before': {
        const { before } = this.workOn(tree.parent(change.item));
        const values = change.values.map((value) => ({ value }));
        before.set(change.item, [...(before.get(change.item) ?? []), ...values]);
        return;
      }
      case 'remove': {
        const owner = tree.parent(change.node);
        const entries = entriesOf(tree, owner);
        this.workOn(owner).removed.add(entries.includes(change.node) ? change.node : change.node - 1);
        return;
      }
      case 'replace':
        return this.replace(change.node, change.value);
      case 'rename':
        return this.edit(tree.start(change.key), tree.end(change.key), this.text(change.name), 0);
    }
  }

  private workOn(owner: NodeId): Work {
    const work = this.works.get(owner) ?? { before: new Map(), after: [], removed: new Set() };
    this.works.set(owner, work);
    return work;
  }

  private change(owner: NodeId, { before, after, removed }: Work): void {
    const { tree } = this;
    if (isBracketed(tree, owner)) return this.fill(owner, after);
    const entries = entriesOf(tree, owner);
    const kept = entries.filter((entry) => !removed.has(entry));
    const last = kept.at(-1);
    if (last === undefined && after.length === 0 && before.size === 0) return this.empty(owner);
    if (last === undefined) {
      // Nothing stays to write after: all that is new takes the place of the whole.
      const all = [...entries.flatMap((entry) => before.get(entry) ?? []), ...after];
      return this.edit(tree.start(owner), tree.end(owner), this.written(owner, all), owner);
    }
    for (const [entry, insertions] of before) {
      const at = entryStart(tree, owner, entry);
      const separator = lineBreakAt(tree.text, at) + ' '.repeat(this.columnOf(owner));
      const printed = this.written(owner, insertions);
      if (removed.delete(entry)) this.edit(at, tree.placeEnd(valueNode(tree, entry)), printed, owner);
      else this.edit(at, at, printed + separator, owner);
    }
    this.remove(owner, entries, removed);
    if (after.length === 0) return;
    const at = this.pointAfter(owner, last);
    const lead = lineBreakAt(tree.text, at) + ' '.repeat(this.columnOf(owner));
    this.edit(at, at, lead + this.written(owner, after), owner);
  }

  /** Where text can follow an entry: behind whatever follows the last thing inside of it. */
  private pointAfter(owner: NodeId, entry: NodeId): number {
    const { tree } = this;
    const value = valueNode(tree, entry);
    const end = tree.placeEnd(value);
    // What an alias stands for has its last entry elsewhere.
    const isHere = this.isBlock(value) && end === tree.end(value);
    const inner = isHere ? entriesOf(tree, value).at(-1) : undefined;
    const from = inner === undefined ? end : this.pointAfter(value, inner);
    const isItem = tree.kind(owner) === Kind.Array;
    return insertionPoint(tree.text, entryStart(tree, owner, entry), Math.max(from, end), isItem);
  }

  /** New entries, the first without its indentation. */
  private written(owner: NodeId, insertions: readonly Insertion[]): string {
    const { tree, style } = this;
    const column = this.columnOf(owner);
    const place = { column, eol: lineBreakAt(tree.text, tree.end(owner)) };
    if (tree.kind(owner) === Kind.Array) {
      // The nearest example is the item above.
      const above = entriesOf(tree, owner).findLast((item) => tree.kind(item) === Kind.Object);
      const texts = textsLike(tree.source(entriesOf(tree, owner)[0]), style.texts);
      const flowItems = above === undefined ? style.flowItems : isBracketed(tree, above);
      const isOfTexts = above === undefined;
      const like = isOfTexts ? { ...style, texts } : { ...style, flowItems };
      return printItems(
        insertions.map(({ value }) => value),
        like,
        place,
      );
    }
    return printMembers(Object.fromEntries(insertions.map(({ key, value }) => [key!, value])), style, place);
  }

  private columnOf(owner: NodeId): number {
    return columnOf(this.tree.text, this.tree.start(owner));
  }

  /** Takes entries out with their lines. What is left behind on a line, such as a comment, keeps its line. */
  private remove(owner: NodeId, entries: readonly NodeId[], removed: ReadonlySet<NodeId>): void {
    const { tree } = this;
    const { text } = tree;
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at];
      if (!removed.has(entry)) continue;
      const start = entryStart(tree, owner, entry);
      const end = tree.placeEnd(valueNode(tree, entry));
      const rest = blanksAfter(text, end);
      const hasRest = rest < lineEnd(text, end);
      if (hasRest) this.edit(start, rest, '', 0);
      else if (startsLine(text, start)) {
        const before = text.lastIndexOf('\n', start - 1);
        const from = before > 0 && text[before - 1] === '\r' ? before - 1 : before;
        if (before >= 0) this.edit(from, lineEnd(text, end), '', 0);
        else this.edit(start, Math.min(text.length, text.indexOf('\n', end) + 1 || text.length), '', 0);
      } else {
        // The first entry stands behind a dash: the next one takes its place.
        let next = at + 1;
        while (next < entries.length && removed.has(entries[next])) next++;
        const to = entryStart(tree, owner, entries[next]);
        const between = text.slice(tree.placeEnd(valueNode(tree, entries[next - 1])), to);
        if (between.trim() === '') {
          this.edit(start, to, '', 0);
          at = next - 1;
        } else this.edit(blanksBefore(text, start), end, '', 0);
      }
    }
  }

  /** A block from which all goes is written as an empty collection. */
  private empty(owner: NodeId): void {
    this.replaceText(owner, this.tree.kind(owner) === Kind.Object ? '{}' : '[]');
  }

  /** Writes into `[]` or `{}` that stands in a block: a block like the others. */
  private fill(owner: NodeId, insertions: readonly Insertion[]): void {
    const isArray = this.tree.kind(owner) === Kind.Array;
    const values = insertions.map(({ value }) => value);
    this.replace(
      owner,
      isArray ? values : Object.fromEntries(insertions.map(({ key, value }) => [key!, value])),
    );
  }

  private replace(node: NodeId, value: Value): void {
    const { tree, style } = this;
    const { text } = tree;
    const owner = tree.parent(node);
    const start = tree.start(node);
    const eol = lineBreakAt(text, start);
    const isBlock = this.isBlock(node);
    const isCollection = value !== null && typeof value === 'object';
    if (isBlock && isCollection && Array.isArray(value) === (tree.kind(node) === Kind.Array)) {
      const place = { column: columnOf(text, start), eol };
      const isListed = Array.isArray(value) && value.length > 0 && !(value instanceof Copy);
      if (isListed) {
        this.edit(start, tree.end(node), printItems(value as readonly Value[], style, place), owner);
        return;
      }
    }
    if (typeof value === 'string' && tree.kind(node) === Kind.String) {
      const texts = textsLike(tree.source(node), style.texts);
      return this.replaceText(node, printInline(value, { ...style, texts }));
    }
    const isMember = owner >= 0 && tree.kind(owner) === Kind.Object;
    if (!isMember) return this.replaceText(node, printInline(value, style));
    const after = printAfterKey(value, style, { column: columnOf(text, tree.start(node - 1)), eol });
    if (after.startsWith(' ')) return this.replaceText(node, after.slice(1));
    this.edit(this.afterColon(node), tree.end(node), after, node);
  }

  /** Puts one line in the place of a node. */
  private replaceText(node: NodeId, printed: string): void {
    const { tree } = this;
    const [start, end] = [tree.start(node), tree.end(node)];
    if (!this.isBlock(node) && tree.kind(node) !== Kind.Missing) return this.edit(start, end, printed, node);
    // Behind a comment a value has to begin a line of its own, deeper than its key.
    if (this.isBehindComment(node)) {
      const owner = tree.parent(node);
      const isMember = tree.kind(owner) === Kind.Object;
      const column = columnOf(tree.text, isMember ? tree.start(node - 1) : entryStart(tree, owner, node));
      const lineStart = tree.text.lastIndexOf('\n', start - 1) + 1;
      return this.edit(lineStart, end, ' '.repeat(column + this.style.step) + printed, node);
    }
    this.edit(this.afterColon(node), end, ` ${printed}`, node);
  }

  private isBlock(node: NodeId): boolean {
    const kind = this.tree.kind(node);
    return (kind === Kind.Object || kind === Kind.Array) && !isBracketed(this.tree, node);
  }

  /** Whether a comment stands between a value and its key or dash. */
  private isBehindComment(node: NodeId): boolean {
    const { tree } = this;
    const owner = tree.parent(node);
    const isMember = tree.kind(owner) === Kind.Object;
    const from = isMember ? tree.end(node - 1) : entryStart(tree, owner, node);
    return /\s#/.test(tree.text.slice(from, tree.start(node)));
  }

  /** The end of the key's colon, of the dash, or of what else stands in front of a value. */
  private afterColon(node: NodeId): number {
    const { text } = this.tree;
    let at = this.tree.start(node);
    while (at > 0 && /\s/.test(text[at - 1])) at--;
    return at;
  }

  private text(name: string): string {
    return printInline(name, this.style);
  }

  private edit(start: number, end: number, text: string, owner: NodeId): void {
    this.edits.push({ start, end, text, owner });
  }
}

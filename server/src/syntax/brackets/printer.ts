import type { Change, TextEdit, Value } from '../edits';
import { closeOf, entriesOf, entryOf, valueNode } from '../entries';
import { blanksAfter, indentAt, isLineEnd, lineBreakAt, startsLine } from '../lines';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { type Gap, readGap } from './gap';
import type { Notation } from './notation';
import { removeEntries } from './removal';
import { endOf, indentStep, isBlock, isBracketed, isInline, openOf, type Style } from './style';
import { INLINE, isFlatObject, type Layout, printKey, printValue } from './values';

/** Turns structural changes into text edits that write as the neighbours are written and touch nothing else. The
 * edits come in order and do not overlap. */
export function printBrackets(tree: Tree, style: Style, changes: readonly Change[]): TextEdit[] {
  return new BracketPrinter(tree, style).print(changes);
}

/** A new member (with its key) or a new item (without). */
interface Insertion {
  readonly key?: string;
  readonly value: Value;
}

/** All that changes about the entries of one object or array: mostly one thing, in thousands of them. */
interface Work {
  before?: Map<NodeId, Insertion[]>;
  after?: Insertion[];
  removed?: Set<NodeId>;
}

const NONE_REMOVED: ReadonlySet<NodeId> = new Set();

class BracketPrinter {
  private readonly edits: TextEdit[] = [];
  private readonly works = new Map<NodeId, Work>();

  constructor(
    private readonly tree: Tree,
    private readonly style: Style,
  ) {}

  print(changes: readonly Change[]): TextEdit[] {
    for (const change of changes) this.plan(change);
    for (const [owner, work] of this.works) this.change(owner, work);
    return this.edits.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  private plan(change: Change): void {
    const { tree } = this;
    switch (change.op) {
      case 'set': {
        const key = entriesOf(tree, change.object).findLast((one) => tree.reads(one, change.key));
        if (key !== undefined) return this.replace(valueNode(tree, key), change.value);
        this.append(change.object, [change]);
        return;
      }
      case 'append':
        this.append(
          change.array,
          change.values.map((value) => ({ value })),
        );
        return;
      case 'before':
        this.put(
          this.workOn(tree.parent(change.item)),
          change.item,
          change.values.map((value) => ({ value })),
        );
        return;
      case 'remove':
        return this.remove(entryOf(tree, change.node));
      case 'replace':
        return this.replace(change.node, change.value);
      case 'rename':
        return this.edit(tree.start(change.key), tree.end(change.key), this.name(change.name));
    }
  }

  private remove(entry: NodeId): void {
    const { tree } = this;
    const value = valueNode(tree, entry);
    // The blocks of a list may stand apart.
    if (value !== entry && tree.kind(value) === Kind.Array && isBlock(tree, value))
      for (const block of tree.children(value)) this.remove(block);
    else {
      const work = this.workOn(tree.parent(entry));
      work.removed ??= new Set();
      work.removed.add(entry);
    }
  }

  private append(owner: NodeId, insertions: Insertion[]): void {
    const work = this.workOn(owner);
    if (work.after) work.after.push(...insertions);
    else work.after = insertions;
  }

  /** Puts entries before another, behind those that are put there already. */
  private put(work: Work, entry: NodeId, insertions: Insertion[]): void {
    work.before ??= new Map();
    const earlier = work.before.get(entry);
    work.before.set(entry, earlier ? [...earlier, ...insertions] : insertions);
  }

  private workOn(owner: NodeId): Work {
    let work = this.works.get(owner);
    if (!work) {
      work = { before: undefined, after: undefined, removed: undefined };
      this.works.set(owner, work);
    }
    return work;
  }

  private change(owner: NodeId, work: Work): void {
    const entries = entriesOf(this.tree, owner);
    const [first] = entries;
    const removed = work.removed ?? NONE_REMOVED;
    const isEmptied = entries.every((entry) => removed.has(entry));
    const isLine = isBlock(this.tree, owner) && isInline(this.tree, owner);
    let appended = work.after ?? [];
    if (isLine && isEmptied && entries.length === 1 && appended.length > 1)
      return this.unfold(owner, first, appended, true);
    if (isEmptied && entries.length > 0 && appended.length > 0) {
      // Nothing stays to write after: the first entry gives its place.
      this.put(work, first, appended);
      appended = [];
    }
    for (const [entry, insertions] of work.before ?? []) {
      if (!work.removed?.delete(entry)) this.insertBefore(entry, insertions);
      else this.exchange(entry, insertions);
    }
    const left = removed.size === 0 ? entries : entries.filter((entry) => !removed.has(entry));
    // Arguments stand before blocks.
    const last = left.findLast((entry) => this.isArgument(entry)) ?? left.at(-1);
    if (removed.size > 0)
      this.edits.push(...removeEntries(this.tree, owner, removed, appended.length > 0, this.style.notation));
    if (appended.length === 0) return;
    if (last === undefined) this.fill(owner, appended);
    else if (isLine) this.unfold(owner, last, appended);
    else this.insertAfter(owner, last, appended);
  }

  /** A block on one line holds one argument; with more, each has its own line. They follow the last one, or take its
   * place. */
  private unfold(owner: NodeId, last: NodeId, insertions: Insertion[], replaces = false): void {
    const { tree, style } = this;
    const { text } = tree;
    const { indent, eol } = this.layoutAt(tree.start(owner), tree.start(owner));
    const line = eol + indent + style.indent;
    const layout: Layout = { inline: false, indent: indent + style.indent, eol };
    const close = closeOf(tree, owner);
    const { end } = this.gap(this.endOf(last), close);
    const open = openOf(tree, owner) + 1;
    const members = insertions.map((one) => this.member(one, layout)).join(line);
    const from = blanksAfter(text, open);
    if (replaces) {
      this.edit(open, this.endOf(last), line + text.slice(from, tree.placeStart(last)) + members);
      this.edit(end, close, eol + indent);
    } else {
      this.edit(open, from, line);
      this.edit(end, close, line + members + eol + indent);
    }
  }

  private replace(node: NodeId, value: Value): void {
    const { tree } = this;
    const owner = tree.parent(node);
    const start = tree.start(node);
    const mustEnd = this.mustEndOnLine(node, start);
    const layout =
      mustEnd || (owner !== NONE && isInline(tree, owner)) ? INLINE : this.layoutAt(start, start);
    if (tree.kind(node) === Kind.Missing && owner !== NONE) {
      // A key without a value, or even without a colon.
      const colon = tree.text.slice(tree.end(node - 1), start).includes(':') ? ' ' : this.style.colon;
      return this.edit(start, tree.end(node), colon + printValue(value, this.style, INLINE));
    }
    const like = tree.kind(node) === Kind.String ? this.style.notation.like?.(tree.source(node)) : undefined;
    const style = like ? { ...this.style, notation: like } : this.style;
    this.edit(start, tree.end(node), printValue(value, style, layout));
  }

  /** Puts entries in the place of one. */
  private exchange(entry: NodeId, insertions: Insertion[]): void {
    const { members, separator } = this.beside(entry, insertions);
    this.edit(this.tree.placeStart(entry), this.endOf(entry), members.join(separator));
  }

  private insertBefore(entry: NodeId, insertions: Insertion[]): void {
    const { members, separator } = this.beside(entry, insertions);
    const at = this.tree.placeStart(entry);
    this.edit(at, at, members.map((member) => member + separator).join(''));
  }

  /** Entries written as the one beside them, and what separates them. */
  private beside(entry: NodeId, insertions: Insertion[]): { members: string[]; separator: string } {
    const { tree } = this;
    const at = tree.placeStart(entry);
    const ownLine = startsLine(tree.text, at) && !isInline(tree, tree.parent(entry));
    const isOpen = ownLine || !isInline(tree, valueNode(tree, entry));
    const layout = isOpen && !this.mustEndOnLine(entry, at) ? this.layoutAt(at, at) : INLINE;
    const separator = ownLine
      ? this.entryEnd(tree.parent(entry)) + lineBreakAt(tree.text, at) + indentAt(tree.text, at)
      : this.style.comma;
    const like = this.style.notation.like?.(tree.source(valueNode(tree, entry)));
    return { members: insertions.map((one) => this.member(one, layout, entry, like)), separator };
  }

  private insertAfter(owner: NodeId, last: NodeId, insertions: Insertion[]): void {
    const { tree, style } = this;
    const { text } = tree;
    const end = this.endOf(last);
    const gap = this.gap(end, this.gapEnd(owner, last));
    const anchor = this.lineAnchor(owner);
    const ownLine = anchor !== NONE || gap.lineComment;
    const indent =
      indentAt(text, tree.placeStart(anchor === NONE ? owner : anchor)) +
      (anchor === NONE ? style.indent : '');
    const eol = lineBreakAt(text, end);
    const separator = ownLine ? eol + indent : style.comma.slice(1);
    const isOpen = ownLine || !isInline(tree, valueNode(tree, last));
    const expanded = isOpen && (ownLine || !this.mustEndOnLine(last, end));
    const layout: Layout = expanded
      ? { inline: false, indent: ownLine ? indent : indentAt(text, tree.placeStart(last)), eol }
      : INLINE;
    const comma = ownLine ? this.entryEnd(owner) : ',';
    const printed = insertions.map((one) => separator + this.member(one, layout, last)).join(comma);
    // Blanks at the end of a line stay with it.
    const blanks = blanksAfter(text, gap.end);
    const at = ownLine && isLineEnd(text, blanks) ? blanks : gap.end;
    if (gap.comma < 0) {
      if (comma !== '' || at === end) this.edit(end, end, at === end ? comma + printed : comma);
      if (at > end) this.edit(at, at, printed);
      return;
    }
    // A trailing comma is the author's habit: the new last entry has one too.
    this.edit(at, at, printed + (this.endsWithComma(owner) ? ',' : ''));
  }

  /** Where the gap after an entry ends at the latest: in a block with its line, since its parts may stand anywhere. */
  private gapEnd(owner: NodeId, entry: NodeId): number {
    const { tree } = this;
    const close = closeOf(tree, owner);
    const next = tree.nextSibling(valueNode(tree, entry));
    if (!isBlock(tree, owner)) return next === NONE ? close : tree.placeStart(next);
    const feed = tree.text.indexOf('\n', this.endOf(entry));
    return feed < 0 ? close : Math.min(close, feed);
  }

  /** Writes into `{}` or `[]`, which may hold blanks and comments. */
  private fill(owner: NodeId, insertions: Insertion[]): void {
    const { tree, style } = this;
    const { text } = tree;
    const parent = tree.parent(owner);
    const start = openOf(tree, owner) + 1;
    const close = closeOf(tree, owner);
    const gap = this.gap(start, close);
    const stepped = { ...style, indent: this.stepOf(parent) };
    const isOneLine = isInline(tree, owner) && !isBlock(tree, owner);
    const inline = isOneLine && (parent === NONE ? !text.includes('\n') : isInline(tree, parent));
    const layout = inline ? INLINE : this.layoutAt(start, start);
    if (gap.end === start && !isBlock(tree, owner)) {
      const value =
        tree.kind(owner) === Kind.Array
          ? insertions.map((one) => one.value)
          : Object.fromEntries(insertions.map((one) => [one.key!, one.value]));
      this.edit(start, close, printValue(value, stepped, layout).slice(1, -1));
    } else if (layout.inline) {
      this.edit(gap.end, gap.end, ' ' + insertions.map((one) => this.member(one, layout)).join(style.comma));
    } else {
      const inner = { ...layout, indent: layout.indent + stepped.indent };
      const lines = insertions
        .map((one) => layout.eol + inner.indent + this.member(one, inner))
        .join(this.entryEnd(owner));
      // The closing bracket keeps its own line where it has one already.
      const ownLine = text.slice(gap.end, close).includes('\n');
      this.edit(gap.end, ownLine ? gap.end : close, lines + (ownLine ? '' : layout.eol + layout.indent));
    }
  }

  /** Writes an entry as the one beside it is written. */
  private member({ key, value }: Insertion, layout: Layout, beside?: NodeId, like?: Notation): string {
    const { tree } = this;
    const style = like ? { ...this.style, notation: like } : this.style;
    if (key !== undefined) {
      // Where keys line up, a list on one line would move the lines above it; over several lines it moves none.
      const isOpen = style.notation.aligns && !layout.inline;
      const printed = printValue(value, isOpen ? { ...style, inlineLists: false } : style, layout);
      return (style.notation.argument ? `${this.name(key)} = ` : printKey(key, style)) + printed;
    }
    const isExample = beside !== undefined && tree.kind(beside) === Kind.Object;
    if (!isExample || !isFlatObject(value)) return printValue(value, style, layout, true);
    return printValue(value, style, isInline(tree, beside) ? INLINE : layout);
  }

  /** The last entry that starts a line: a new one lines up with it. NONE where none does. */
  private lineAnchor(owner: NodeId): NodeId {
    const { tree } = this;
    if (isInline(tree, owner)) return NONE;
    return entriesOf(tree, owner).findLast((entry) => startsLine(tree.text, tree.placeStart(entry))) ?? NONE;
  }

  private endsWithComma(owner: NodeId): boolean {
    const { tree } = this;
    const entries = entriesOf(tree, owner);
    const end = this.endOf(entries[entries.length - 1]);
    return this.gap(end, closeOf(tree, owner)).comma >= 0;
  }

  /** Whether what is written at a place must not go on below its line. */
  private mustEndOnLine(node: NodeId, at: number): boolean {
    const { tree, style } = this;
    if (!style.notation.standsInBlocks) return false;
    let outer = tree.parent(node);
    for (let up = tree.parent(outer); up !== NONE && isBracketed(tree, up); up = tree.parent(up)) outer = up;
    return outer !== NONE && !tree.text.slice(tree.start(outer), at).includes('\n');
  }

  private gap(from: number, to: number): Gap {
    return readGap(this.tree.text, from, to, this.style.notation);
  }

  /** What ends an entry before the next one's line. */
  private entryEnd(owner: NodeId): string {
    const { tree, style } = this;
    if (tree.kind(owner) !== Kind.Object || !style.notation.isLineSeparated) return ',';
    if (isBlock(tree, owner)) return '';
    const [first, second] = entriesOf(tree, owner);
    if (second !== undefined) return this.gap(this.endOf(first), tree.start(second)).comma < 0 ? '' : ',';
    return style.memberEnd;
  }

  private endOf(entry: NodeId): number {
    return endOf(this.tree, entry, this.style.notation);
  }

  /** Whether an entry is anything but a block. */
  private isArgument(entry: NodeId): boolean {
    const value = valueNode(this.tree, entry);
    return value === entry || this.tree.start(value) !== this.tree.start(entry);
  }

  private name(name: string): string {
    const { notation } = this.style;
    return (notation.argument ?? notation.key)(name);
  }

  private stepOf(parent: NodeId): string {
    const first = parent === NONE ? NONE : this.tree.firstChild(parent);
    return (first === NONE ? '' : indentStep(this.tree, parent, first)) || this.style.indent;
  }

  private layoutAt(offset: number, lineOf: number): Extract<Layout, { inline: false }> {
    return {
      inline: false,
      indent: indentAt(this.tree.text, lineOf),
      eol: lineBreakAt(this.tree.text, offset),
    };
  }

  private edit(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }
}

import type { Change, TextEdit, Value } from '../edits';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { indentAt, indentStep, isInline, lineBreakAt, type Style, startsLine, styleOf } from './style';
import { readGap } from './trivia';
import { type Layout, printKey, printValue } from './values';

/** Turns structural changes into text edits that write as the neighbours are written and touch nothing else. */
export function printChanges(tree: Tree, changes: readonly Change[]): TextEdit[] {
  return new JsonPrinter(tree, styleOf(tree)).print(changes);
}

/** A new member (with its key) or a new item (without). */
interface Insertion {
  readonly key?: string;
  readonly value: Value;
}

class JsonPrinter {
  private readonly edits: TextEdit[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly style: Style,
  ) {}

  print(changes: readonly Change[]): TextEdit[] {
    const after = new Map<NodeId, Insertion[]>();
    for (const change of changes) {
      switch (change.op) {
        case 'set':
          add(after, change.object, [{ key: change.key, value: change.value }]);
          break;
        case 'append':
          add(
            after,
            change.array,
            change.values.map((value) => ({ value })),
          );
          break;
        case 'before':
          this.insertBefore(
            change.item,
            change.values.map((value) => ({ value })),
          );
          break;
        case 'replace':
          this.replace(change.node, change.value);
          break;
        case 'remove':
          this.remove(change.node);
          break;
        case 'rename':
          this.edit(this.tree.start(change.key), this.tree.end(change.key), JSON.stringify(change.name));
      }
    }
    for (const [owner, insertions] of after) {
      if (this.tree.firstChild(owner) === NONE) this.fill(owner, insertions);
      else this.insertAfter(owner, insertions);
    }
    return this.edits.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  private replace(node: NodeId, value: Value): void {
    const { tree } = this;
    const owner = tree.parent(node);
    const inline = owner !== NONE && isInline(tree, owner);
    const layout = inline
      ? { inline }
      : this.layoutAt(tree.start(node), indentAt(tree.text, tree.start(node)));
    this.edit(tree.start(node), tree.end(node), printValue(value, this.style, layout as Layout));
  }

  private insertBefore(item: NodeId, insertions: Insertion[]): void {
    const { tree } = this;
    const at = tree.start(item);
    const ownLine = startsLine(tree.text, at) && !isInline(tree, tree.parent(item));
    const indent = indentAt(tree.text, at);
    const eol = lineBreakAt(tree.text, at);
    const gap = ownLine ? ',' + eol + indent : this.style.comma;
    const layout: Layout = ownLine ? { inline: false, indent, eol } : { inline: true };
    this.edit(at, at, insertions.map((one) => this.member(one, layout) + gap).join(''));
  }

  private insertAfter(owner: NodeId, insertions: Insertion[]): void {
    const { tree } = this;
    const last = lastChild(tree, owner);
    const end = tree.end(last);
    const gap = readGap(tree.text, end, closeOf(tree, owner));
    const ownLine = this.writesOwnLines(owner) || gap.lineComment;
    const anchor = this.lineAnchor(owner);
    const indent = indentAt(tree.text, tree.start(anchor));
    const eol = lineBreakAt(tree.text, end);
    const separator = ownLine ? eol + indent : this.style.comma.slice(1);
    const expanded = ownLine || !isInline(tree, last);
    const layout: Layout = expanded
      ? { inline: false, indent: ownLine ? indent : indentAt(tree.text, end - 1), eol }
      : { inline: true };
    const sameStyle =
      expanded && this.itemsStandOnOneLine(owner) ? { ...this.style, inlineItems: true } : this.style;
    const printed = insertions.map((one) => separator + this.member(one, layout, sameStyle)).join(',');
    // A trailing comma is the author's habit: the new last member has one too.
    if (gap.comma >= 0) this.edit(gap.end, gap.end, printed + ',');
    else if (gap.end === end) this.edit(end, end, ',' + printed);
    else {
      this.edit(end, end, ',');
      this.edit(gap.end, gap.end, printed);
    }
  }

  /** Writes into `{}` or `[]`, which may hold blanks and comments. */
  private fill(owner: NodeId, insertions: Insertion[]): void {
    const { tree, style } = this;
    const start = tree.start(owner) + 1;
    const close = closeOf(tree, owner);
    const gap = readGap(tree.text, start, close);
    const outer = indentAt(tree.text, tree.start(owner));
    const parent = tree.parent(owner);
    const inline =
      !gap.lineComment &&
      isInline(tree, owner) &&
      (parent === NONE ? !tree.text.includes('\n') : isInline(tree, parent));
    const eol = lineBreakAt(tree.text, start);
    const blank = /^\s*$/.test(tree.text.slice(start, close));
    if (inline || (blank && tree.kind(owner) === Kind.Array && this.fitsOneLine(insertions))) {
      const members = insertions.map((one) => this.member(one, { inline: true })).join(style.comma);
      this.edit(gap.end, gap.end, members);
      return;
    }
    const indent = outer + this.stepOf(parent);
    const lines = insertions
      .map((one) => eol + indent + this.member(one, { inline: false, indent, eol }))
      .join(',');
    // The closing bracket keeps its own line where it has one already.
    const tail = tree.text.slice(gap.end, close);
    this.edit(gap.end, gap.end, lines + (tail.includes('\n') ? '' : eol + outer));
  }

  private remove(node: NodeId): void {
    const { tree } = this;
    const { text } = tree;
    const siblings = tree.children(tree.parent(node));
    const place = siblings.indexOf(node);
    const gap = readGap(
      text,
      tree.end(node),
      siblings[place + 1] ? tree.start(siblings[place + 1]) : closeOf(tree, tree.parent(node)),
    );
    let start = tree.start(node);
    let end = gap.comma >= 0 ? gap.comma + 1 : tree.end(node);
    if (gap.comma < 0 && place > 0) {
      // The last item takes the comma before it along.
      const before = readGap(text, tree.end(siblings[place - 1]), start);
      if (before.comma >= 0) start = before.comma;
    } else {
      while (/[ \t]/.test(text[end] ?? '')) end++;
      if (startsLine(text, start) && /[\r\n]/.test(text[end] ?? '')) {
        end = text.indexOf('\n', end) + 1;
        start = text.lastIndexOf('\n', start - 1) + 1;
      }
    }
    this.edit(start, end, '');
  }

  private member(one: Insertion, layout: Layout, style = this.style): string {
    const isItem = one.key === undefined;
    return (isItem ? '' : printKey(one.key!, style)) + printValue(one.value, style, layout, isItem);
  }

  /** Whether the members stand on lines of their own, so that a new one does too. */
  private writesOwnLines(owner: NodeId): boolean {
    return this.lineAnchor(owner) !== owner;
  }

  /** The last member that starts a line: the new one lines up with it. The owner itself where none does. */
  private lineAnchor(owner: NodeId): NodeId {
    const { tree } = this;
    const step = tree.kind(owner) === Kind.Object ? 2 : 1;
    const children = tree.children(owner);
    for (let i = children.length - step; i >= 0; i -= step) {
      if (startsLine(tree.text, tree.start(children[i])) && !isInline(tree, owner)) return children[i];
    }
    return owner;
  }

  private itemsStandOnOneLine(owner: NodeId): boolean {
    const { tree } = this;
    const last = lastChild(tree, owner);
    return tree.kind(owner) === Kind.Array && tree.kind(last) === Kind.Object && isInline(tree, last);
  }

  private fitsOneLine(insertions: Insertion[]): boolean {
    const { inlineLists } = this.style;
    return inlineLists && insertions.every(({ value }) => typeof value !== 'object');
  }

  private stepOf(parent: NodeId): string {
    const first = parent === NONE ? NONE : this.tree.firstChild(parent);
    return (first === NONE ? '' : indentStep(this.tree, parent, first)) || this.style.indent;
  }

  private layoutAt(offset: number, indent: string): Layout {
    return { inline: false, indent, eol: lineBreakAt(this.tree.text, offset) };
  }

  private edit(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }
}

function add(groups: Map<NodeId, Insertion[]>, owner: NodeId, insertions: Insertion[]): void {
  groups.set(owner, [...(groups.get(owner) ?? []), ...insertions]);
}

function lastChild(tree: Tree, owner: NodeId): NodeId {
  let last = tree.firstChild(owner);
  for (let next = last; next !== NONE; next = tree.nextSibling(next)) last = next;
  return last;
}

/** The offset of the closing bracket, or the end of the text where it is still missing. */
function closeOf(tree: Tree, owner: NodeId): number {
  const end = tree.end(owner);
  const close = tree.kind(owner) === Kind.Object ? '}' : ']';
  return tree.text[end - 1] === close && end - 1 > tree.start(owner) ? end - 1 : end;
}

import { entriesOf } from '../entries';
import { Kind, type NodeId, type Tree } from '../tree';

/** Where things stand in block style. Columns are counted from the start of the line. */

export function columnOf(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return at - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
}

/** The end of a line, before its line break. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed - 1 >= at ? feed - 1 : feed;
}

/** Where an entry of a block begins: its key, or the dash in front of it. */
export function entryStart(tree: Tree, owner: NodeId, entry: NodeId): number {
  if (tree.kind(owner) === Kind.Object) return tree.placeStart(entry);
  const first = tree.start(owner);
  const items = entriesOf(tree, owner);
  if (entry === items[0]) return first;
  const place = items.indexOf(entry);
  return dashes(tree, owner)[place] ?? tree.placeStart(entry);
}

/** The dashes of a block sequence, one an item: each after the first begins its line at the column of the first. */
function dashes(tree: Tree, owner: NodeId): number[] {
  const { text } = tree;
  const first = tree.start(owner);
  const column = columnOf(text, first);
  const found = [first];
  const end = tree.end(owner);
  for (let feed = text.indexOf('\n', first); feed >= 0 && feed < end; feed = text.indexOf('\n', feed + 1)) {
    const at = feed + 1 + column;
    const isDash = text[at] === '-' && /^(?:\s|$)/.test(text.slice(at + 1, at + 2));
    if (isDash && text.slice(feed + 1, at).trim() === '') found.push(at);
  }
  return found;
}

/** Where an entry can follow the last one on a new line: behind those that are commented out, too. */
export function insertionPoint(text: string, start: number, end: number, isItem: boolean): number {
  let at = endOfLines(text, start, end);
  const column = columnOf(text, start);
  const entry = isItem ? /^#[ \t]*-[ \t]/ : /^#[ \t]*["']?[\w:-]+["']?:(?:[ \t]|$)/;
  for (let isFirst = true; ; isFirst = false) {
    const next = /^\r?\n([ \t]*)(#[^\r\n]*)/.exec(text.slice(at, at + 1000));
    if (!next || next[1].length < column || (isFirst && !entry.test(next[2]))) return at;
    at += next[0].length;
  }
}

/** The end of a node's last line, and of the blank lines that a block scalar keeps. */
function endOfLines(text: string, start: number, end: number): number {
  const header = /(?:^|\s)[|>][1-9]?\+[1-9]?[ \t]*(?:#[^\n]*)?\r?\n/.test(text.slice(start, end + 2));
  let at = lineEnd(text, end);
  if (!header) return at;
  for (;;) {
    const next = /^\r?\n[ \t]*(?=\r?\n|$)/.exec(text.slice(at, at + 1000));
    if (!next || next[0].length === 0 || at + next[0].length >= text.length) return at;
    at += next[0].length;
  }
}

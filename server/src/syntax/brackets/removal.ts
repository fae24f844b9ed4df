import type { TextEdit } from '../edits';
import { closeOf, entriesOf } from '../entries';
import { blanksAfter, blanksBefore, isLineEnd, startsLine } from '../lines';
import { Kind, type NodeId, type Tree } from '../tree';
import { readGap } from './gap';
import type { Notation } from './notation';
import { endOf, isBlock, openOf } from './style';

/** What is taken out in one piece: entries and the commas that go with them, or a comma alone. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly hasEntry: boolean;
}

/** Takes entries out of an object or array, with their commas, and with their lines where nothing else stands there.
 * Comments stay. `keepsComma` tells that something new is going to follow the last entry that stays. */
export function removeEntries(
  tree: Tree,
  owner: NodeId,
  removed: ReadonlySet<NodeId>,
  keepsComma: boolean,
  notation: Notation,
): TextEdit[] {
  const { text } = tree;
  const pieces = piecesOf(tree, owner, removed, keepsComma, notation);
  const [open, close] = [openOf(tree, owner) + 1, closeOf(tree, owner)];
  const isList = tree.kind(owner) === Kind.Array && isBlock(tree, owner);
  const isEmptied = !isList && entriesOf(tree, owner).every((entry) => removed.has(entry));
  const left = pieces.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text.slice(0, close),
  );
  if (isEmptied && left.slice(open).trim() === '') return [{ start: open, end: close, text: '' }];
  // What is going to follow needs the line.
  const last = keepsComma ? undefined : entriesOf(tree, owner).findLast((entry) => !removed.has(entry));
  const up = movedUp(tree, owner, last, pieces, notation);
  const own = up ? pieces.filter(({ start }) => start < up.start) : pieces;
  const edits = own.map((piece) => {
    const edit = tidied(text, piece, close);
    // In YAML a comment begins only behind white space.
    const touches =
      notation.standsInBlocks && text[edit.end] === '#' && /\S/.test(text[edit.start - 1] ?? '');
    return touches ? { ...edit, text: `${edit.text} ` } : edit;
  });
  return up ? [...edits, { start: up.start, end: up.end, text: '' }] : edits;
}

function piecesOf(
  tree: Tree,
  owner: NodeId,
  removed: ReadonlySet<NodeId>,
  keepsComma: boolean,
  notation: Notation,
): Piece[] {
  const { text } = tree;
  const pieces: Piece[] = [];
  const take = (start: number, end: number, isEntry: boolean): void => {
    const last = pieces[pieces.length - 1];
    // Only blanks between: one piece.
    const joins = last && blanksAfter(text, last.end) === start;
    if (joins) pieces[pieces.length - 1] = { start: last.start, end, hasEntry: last.hasEntry || isEntry };
    else pieces.push({ start, end, hasEntry: isEntry });
  };
  const entries = entriesOf(tree, owner);
  const isLastKept = (place: number): boolean =>
    entries.slice(place + 1).every((entry) => removed.has(entry));
  const endsAt = (entry: NodeId): number => endOf(tree, entry, notation);
  const commaAfter = (place: number): number => {
    const next = place + 1 < entries.length ? tree.placeStart(entries[place + 1]) : closeOf(tree, owner);
    return readGap(text, endsAt(entries[place]), next, notation).comma;
  };
  const isHabit = commaAfter(entries.length - 1) >= 0;
  for (const [place, entry] of entries.entries()) {
    const goes = removed.has(entry);
    if (goes) take(tree.placeStart(entry), endsAt(entry), true);
    const comma = commaAfter(place);
    // The last one that stays has a comma only where that is the habit, or something new follows.
    if (comma >= 0 && (goes || (!isHabit && !keepsComma && isLastKept(place)))) take(comma, comma + 1, false);
  }
  return pieces;
}

/** Where the closing bracket stands on the line of the last thing that goes, it moves up behind the last entry that
 * stays: from there on all goes, unless something else stands between. */
function movedUp(
  tree: Tree,
  owner: NodeId,
  last: NodeId | undefined,
  pieces: readonly Piece[],
  notation: Notation,
): Piece | undefined {
  const { text } = tree;
  const { start, end } = pieces[pieces.length - 1];
  const isBehind = blanksAfter(text, end) === closeOf(tree, owner) && startsLine(text, start);
  if (last === undefined || !isBehind || isBlock(tree, owner)) return undefined;
  let at = endOf(tree, last, notation);
  let between = '';
  let from = at;
  for (const piece of pieces.filter((one) => one.start >= from)) {
    between += text.slice(at, piece.start);
    at = piece.end;
  }
  if (between.startsWith(',')) from++;
  return /^,?\s*$/.test(between) ? { start: from, end, hasEntry: true } : undefined;
}

/** The edit for a piece that leaves no blank line, no blanks at a line's end, and no two blanks for one. */
function tidied(text: string, { start, end, hasEntry }: Piece, close: number): TextEdit {
  const isFirst = startsLine(text, start);
  const after = blanksAfter(text, end);
  const isLast = isLineEnd(text, after);
  if (isFirst && isLast) {
    return { start: text.lastIndexOf('\n', start - 1) + 1, end: text.indexOf('\n', after) + 1, text: '' };
  }
  // What stood behind a comma stays behind what it follows.
  if (isLast) return { start: blanksBefore(text, start), end: hasEntry ? after : end, text: '' };
  if (isFirst) return { start, end: after, text: '' };
  if (!hasEntry) return { start, end, text: '' };
  const followsComma = text[blanksBefore(text, start) - 1] === ',';
  if (after === close) return { start: followsComma ? blanksBefore(text, start) : start, end, text: '' };
  return { start, end: text[end - 1] === ',' ? after : end, text: '' };
}

import type { TextEdit } from './edits';

/** A stretch of a text that edits leave: kept from the old one, or written. */
type Piece = { readonly start: number; readonly end: number } | string;

/** Two rounds of edits as one: `later` ones are made to what `earlier` ones leave of a text of this length. Both are in
 * order, and so is what comes of them. */
export function followedBy(
  length: number,
  earlier: readonly TextEdit[],
  later: readonly TextEdit[],
): TextEdit[] {
  const left = piecesOf(earlier, length);
  const kept: Piece[] = [];
  let at = 0;
  for (const { start, end, text } of later) {
    kept.push(...between(left, at, start), text);
    at = end;
  }
  kept.push(...between(left, at, Number.POSITIVE_INFINITY));
  return editsOf(kept, length);
}

function piecesOf(edits: readonly TextEdit[], length: number): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, text } of edits) {
    pieces.push({ start: at, end: start }, text);
    at = end;
  }
  return [...pieces, { start: at, end: length }];
}

/** The part of some pieces between two offsets of the text that they make. */
function between(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const size = sizeOf(piece);
    const [low, high] = [Math.max(from - at, 0), Math.min(to - at, size)];
    at += size;
    if (low >= high) continue;
    if (typeof piece === 'string') found.push(piece.slice(low, high));
    else found.push({ start: piece.start + low, end: piece.start + high });
  }
  return found;
}

function editsOf(pieces: readonly Piece[], length: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let text = '';
  for (const piece of [...pieces, { start: length, end: length }]) {
    if (typeof piece === 'string') text += piece;
    else {
      if (piece.start > at || text !== '') edits.push({ start: at, end: piece.start, text });
      at = piece.end;
      text = '';
    }
  }
  return edits;
}

/** Tells where what stands at an offset of the new text stood in the old one; -1 for what was written. */
export function originsOf(length: number, edits: readonly TextEdit[]): (offset: number) => number {
  const pieces = piecesOf(edits, length);
  return (offset) => {
    let at = 0;
    for (const piece of pieces) {
      const size = sizeOf(piece);
      if (offset < at + size) return typeof piece === 'string' ? -1 : piece.start + offset - at;
      at += size;
    }
    return -1;
  };
}

function sizeOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.end - piece.start;
}

/** Whether a sequence is what a pattern says, in which some pieces stand for any number of items, also for none. Of those only
 * the last one is ever tried anew, so that no pattern takes longer than the product of both lengths. */
function follows<Piece, Item>(
  pattern: ArrayLike<Piece>,
  items: ArrayLike<Item>,
  isAny: (piece: Piece) => boolean,
  fits: (piece: Piece, item: Item) => boolean,
): boolean {
  let piece = 0;
  let item = 0;
  let any = -1;
  let from = 0;
  while (item < items.length) {
    if (piece < pattern.length && isAny(pattern[piece])) {
      any = piece++;
      from = item;
    } else if (piece < pattern.length && fits(pattern[piece], items[item])) {
      piece++;
      item++;
    } else if (any >= 0) {
      piece = any + 1;
      item = ++from;
    } else return false;
  }
  while (piece < pattern.length && isAny(pattern[piece])) piece++;
  return piece === pattern.length;
}

/** Whether a text fits a pattern, in which `*` stands for any text and, unless told otherwise, `?` for one character. */
export function fitsPattern(pattern: string, text: string, questions = true): boolean {
  return follows(
    pattern,
    text,
    (piece) => piece === '*',
    (piece, item) => piece === item || (questions && piece === '?'),
  );
}

/** Whether a path fits a pattern that holds no more than `*`, `?` and `**`, which stands for any number of names. */
export function fitsPath(pattern: string, path: string): boolean {
  return follows(
    pattern.split('/'),
    path.split('/'),
    (piece) => piece === '**',
    (piece, name) => fitsPattern(piece, name),
  );
}

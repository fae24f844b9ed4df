/** Work in pieces: after each of them others may have their turn, or the rest is left undone. */
export type Pieces<Result> = Generator<void, Result, void>;

/** All pieces, one after the other. */
export function whole<Result>(pieces: Pieces<Result>): Result {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** The same, letting others have their turn wherever `pause` has something to wait for; undefined where nobody wants it any
 * more after such a turn. */
export async function finish<Result>(
  pieces: Pieces<Result>,
  pause: () => Promise<void> | undefined,
  isCancelled: () => boolean,
): Promise<Result | undefined> {
  for (let piece = pieces.next(); ; piece = pieces.next()) {
    if (piece.done) return piece.value;
    const others = pause();
    if (!others) continue;
    await others;
    if (isCancelled()) return undefined;
  }
}

/** No name that we know is longer. */
const LONGEST = 60;
/** In a longer list than there is for anybody to mean, a name is looked for in vain: each one would be held against all. */
const MOST = 200;

/** The name that was probably meant: the nearest one, at most a third of its letters away, and not `except`. */
export function closest(written: string, names: readonly string[], except?: string): string | undefined {
  if (written.length > LONGEST || names.length > MOST) return undefined;
  const meant = written.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= least || name === except) continue;
    const distance = distanceOf(meant, name.toLowerCase(), least);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** How many letters must be put in, taken out, exchanged, or swapped with their neighbour; `limit` where it is no less. */
function distanceOf(a: string, b: string, limit: number): number {
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const exchanged = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const distance = Math.min(
        next[j - 1] + 1,
        row[j] + 1,
        exchanged,
        isSwapped ? last[j - 2] + 1 : exchanged,
      );
      next.push(distance);
      if (distance < least) least = distance;
    }
    // What follows is no nearer: a swap, which goes back by two rows, costs one.
    if (least >= limit) return limit;
    [last, row] = [row, next];
  }
  return row[b.length];
}

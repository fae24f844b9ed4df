/** No name that we know is longer. */
const LONGEST = 60;

/** The name that was probably meant: the nearest one, at most a third of its letters away. */
export function closest(written: string, names: readonly string[]): string | undefined {
  if (written.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= least) continue;
    const distance = distanceOf(written.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** How many letters must be put in, taken out, exchanged, or swapped with their neighbour. */
function distanceOf(a: string, b: string): number {
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, exchanged, isSwapped ? last[j - 2] + 1 : exchanged));
    }
    [last, row] = [row, next];
  }
  return row[b.length];
}

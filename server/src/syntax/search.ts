/** The place of the last of some offsets, which rise, that is not behind `offset`; -1 where all of them are. */
export function lastAtOrBefore(offsets: ArrayLike<number>, offset: number): number {
  let low = -1;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

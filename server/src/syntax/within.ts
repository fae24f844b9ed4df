import { lastAtOrBefore } from './search';

/** Whether an offset stands in one of some spans, which may come in any order, overlap and repeat themselves; ends are not
 * part of them. */
export function within(spans: Iterable<readonly [start: number, end: number]>): (offset: number) => boolean {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [start, end] of [...spans].sort(([one], [other]) => one - other)) {
    const last = ends.length - 1;
    if (start <= ends[last]) ends[last] = Math.max(ends[last], end);
    else {
      starts.push(start);
      ends.push(end);
    }
  }
  return (offset) => offset < (ends[lastAtOrBefore(starts, offset)] ?? -1);
}

import { lastAtOrBefore } from './search';

/** The offsets at which lines start. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line that holds an offset, counted from zero. */
export function lineAt(starts: readonly number[], offset: number): number {
  return Math.max(0, lastAtOrBefore(starts, offset));
}

/** The white space at the start of the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (end < offset && (text[end] === ' ' || text[end] === '\t' || text[end] === '\ufeff')) end++;
  return text.slice(start, end).replace('\ufeff', '');
}

/** Whether `offset` is the first thing on its line. */
export function startsLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    if (text[at] === '\n') return true;
    if (text[at] !== ' ' && text[at] !== '\t') return false;
  }
  return true;
}

/** Whether a line ends at `offset`, before its line break. */
export function isLineEnd(text: string, offset: number): boolean {
  return text[offset] === '\n' || text.startsWith('\r\n', offset);
}

/** The line break in use around `offset`: the one before, else the one after, else `\n`. */
export function lineBreakAt(text: string, offset: number): string {
  let feed = text.lastIndexOf('\n', offset - 1);
  if (feed < 0) feed = text.indexOf('\n', offset);
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** The first offset at or after `at` that is no blank on the same line. */
export function blanksAfter(text: string, at: number): number {
  let end = at;
  while (isBlank(text, end)) end++;
  return end;
}

/** The first offset from which only blanks on the same line stand before `at`. */
export function blanksBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && isBlank(text, start - 1)) start--;
  return start;
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

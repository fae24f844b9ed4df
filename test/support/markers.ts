import type { Span } from '../../server/src/findings/finding';
import type { Model } from '../../server/src/service/model';
import { modelOf } from './harness';

/** A text without its marks: `‸` is the cursor, `«` and `»` stand around what is to be found. */
export function marked(source: string): { text: string; offset: number; spans: Span[] } {
  const spans: Span[] = [];
  const open: number[] = [];
  let text = '';
  let offset = -1;
  for (const char of source) {
    if (char === '‸') offset = text.length;
    else if (char === '«') open.push(text.length);
    else if (char === '»') spans.push({ start: open.pop()!, end: text.length });
    else text += char;
  }
  if (open.length > 0) throw new Error('a mark is not closed');
  return { text, offset, spans };
}

/** The text with `«` and `»` around some of it, as a reader can compare it. */
export function mark(text: string, spans: readonly Span[]): string {
  let result = text;
  const ordered = [...spans].sort((a, b) => b.start - a.start || a.end - b.end);
  for (const { start, end } of ordered)
    result = `${result.slice(0, start)}«${result.slice(start, end)}»${result.slice(end)}`;
  return result;
}

/** The model of a text with marks, and the cursor's place in it. */
export function at(source: string): { model: Model; text: string; offset: number } {
  const { text, offset } = marked(source);
  if (offset < 0) throw new Error('the text has no cursor');
  return { model: modelOf(text), text, offset };
}

/** A text with its cursor taken out. */
export function withoutCursor(source: string): string {
  return source.replace('‸', '');
}

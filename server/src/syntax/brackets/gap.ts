import type { Notation } from './notation';

/** What stands between two nodes: where the comma is (-1 for none), and where the last comment or comma ends. */
export interface Gap {
  readonly comma: number;
  /** End of the last comment or comma, or `from` where there is neither. */
  readonly end: number;
  /** Whether that last thing is a comment up to the end of its line, after which only a new line can follow. */
  readonly lineComment: boolean;
}

/** Reads white space, comments and one comma from `from` on, up to `to` or to anything else. */
export function readGap(
  text: string,
  from: number,
  to: number,
  { commentEnd }: Pick<Notation, 'commentEnd'>,
): Gap {
  let comma = -1;
  let end = from;
  let lineComment = false;
  for (let at = from; at < to; ) {
    const beyond = Math.min(to, commentEnd(text, at));
    if (beyond > at) {
      lineComment = !text.startsWith('/*', at) && !text.startsWith('{#', at);
      end = lineComment && text[beyond - 1] === '\r' ? beyond - 1 : beyond;
      at = beyond;
    } else if (text[at] === ',' && comma < 0) {
      comma = at;
      end = ++at;
      lineComment = false;
    } else if (text.charCodeAt(at) <= 32) at++;
    else break;
  }
  return { comma, end, lineComment };
}

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const STAR = 42;
const SLASH = 47;
const BYTE_ORDER_MARK = 0xfeff;

/** The first offset at or after `from` that is neither white space nor comment. An unclosed comment runs to the end. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text.charCodeAt(at);
    if (
      char === SPACE ||
      char === LINE_FEED ||
      char === CARRIAGE_RETURN ||
      char === TAB ||
      char === BYTE_ORDER_MARK
    ) {
      at++;
    } else if (char === SLASH && text.charCodeAt(at + 1) === SLASH) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === SLASH && text.charCodeAt(at + 1) === STAR) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else return at;
  }
}

/** What stands between two nodes: where the comma is (-1 for none), and where the last comment or comma ends. */
export interface Gap {
  readonly comma: number;
  /** End of the last comment or comma, or `from` where there is neither. */
  readonly end: number;
  /** Whether that last thing is a `//` comment, after which only a new line can follow. */
  readonly lineComment: boolean;
}

/** Reads white space, comments and one comma between `from` and `to`. */
export function readGap(text: string, from: number, to: number): Gap {
  let comma = -1;
  let end = from;
  let lineComment = false;
  for (let at = from; at < to; ) {
    const char = text.charCodeAt(at);
    if (char === SLASH) {
      lineComment = text.charCodeAt(at + 1) === SLASH;
      if (lineComment) {
        const feed = text.indexOf('\n', at);
        at = feed < 0 || feed > to ? to : feed;
        if (text.charCodeAt(at - 1) === CARRIAGE_RETURN) at--;
      } else at = Math.min(to, skipTrivia(text, at));
      end = trimmedEnd(text, at);
    } else {
      at++;
      if (char === 44 && comma < 0) {
        comma = at - 1;
        end = at;
        lineComment = false;
      }
    }
  }
  return { comma, end, lineComment };
}

function trimmedEnd(text: string, at: number): number {
  let end = at;
  while (end > 0 && text.charCodeAt(end - 1) <= SPACE) end--;
  return end;
}

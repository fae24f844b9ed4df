import { Char } from './characters';

/** The first offset at or after `from` that is neither white space nor comment; a byte order mark counts as white
 * space where the text begins. An unclosed comment runs to the end. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text.charCodeAt(at);
    if (char === Char.Space || char === Char.LineFeed || char === Char.CarriageReturn || char === Char.Tab)
      at++;
    else if (char === Char.ByteOrderMark && at === 0) at++;
    else {
      const end = commentEnd(text, at);
      if (end === at) return at;
      at = end;
    }
  }
}

/** The end of the comment at `at`, `at` itself where none starts; a `//` comment ends before its line break, and
 * `{# #}` is a comment of Jinja's. */
export function commentEnd(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  switch (text.charCodeAt(at)) {
    case Char.Slash:
      if (next === Char.Star) return after(text, '*/', at + 2);
      if (next === Char.Slash) return lineEnd(text, at);
      return at;
    case Char.OpenObject:
      return next === Char.Hash ? after(text, '#}', at + 2) : at;
    default:
      return at;
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text.charCodeAt(end - 1) === Char.CarriageReturn ? end - 1 : end;
}

/** Where a block comment starts that is never closed, in white space and comments from `from` on; -1 for nowhere. */
export function unclosedComment(text: string, from: number): number {
  for (let at = from; at < text.length; ) {
    const end = commentEnd(text, at);
    const inner = text.slice(at + 2, end);
    const isClosed = inner.endsWith('*/') || inner.endsWith('#}') || text.startsWith('//', at);
    if (end > at && !isClosed) return at;
    at = Math.max(end, at + 1);
  }
  return -1;
}

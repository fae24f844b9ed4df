import { quotedEnd } from './templates';

/** A line as `terraform fmt` sees it: what a heredoc or a comment holds does not end it. */
export interface Line {
  /** Where the line begins, and where its first word does; -1 on an empty line. */
  readonly from: number;
  readonly start: number;
  /** The end of what stands before the first sign, and the sign; -1 for none. */
  readonly leadEnd: number;
  readonly equals: number;
  /** Whether what follows the sign ends on the line. */
  readonly isWhole: boolean;
  /** The end of what stands before the comment at the line's end, and that comment; -1 for none. */
  readonly codeEnd: number;
  readonly comment: number;
  /** How many more brackets it opens than it closes. */
  readonly opened: number;
  /** Where the next line begins. */
  readonly end: number;
}

const OPERATOR = /==|!=|<=|>=|=>|=/y;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const line = readLine(text, at);
    lines.push(line);
    at = line.end;
  }
  return lines;
}

function readLine(text: string, from: number): Line {
  let [start, leadEnd, equals, comment, opened, openedBefore] = [-1, -1, -1, -1, 0, 0];
  let codeEnd = from;
  let at = from;
  while (at < text.length && text[at] !== '\n') {
    const char = text[at];
    const next = wordEnd(text, at);
    if (char === ' ' || char === '\t' || char === '\r') {
      at++;
      continue;
    }
    if (start < 0) start = at;
    if (char === '#' || text.startsWith('//', at)) {
      comment = at;
      at = lineEnd(text, at);
      break;
    }
    if ('{[('.includes(char)) opened++;
    else if ('}])'.includes(char)) opened--;
    else if (char === '=' && next === at + 1 && equals < 0 && at > start) {
      equals = at;
      leadEnd = codeEnd;
      openedBefore = opened;
    }
    codeEnd = at = next;
  }
  // A comment that stands alone is the line itself.
  if (comment === start) comment = -1;
  const end = Math.min(text.length, at + 1);
  return {
    from,
    start,
    leadEnd,
    equals,
    isWhole: opened === openedBefore,
    codeEnd,
    comment,
    opened,
    end,
  };
}

/** The end of the argument that starts at `start`, without what may follow it on its line. */
export function argumentEnd(text: string, start: number): number {
  let end = start;
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const char = text[at];
    const next = wordEnd(text, at);
    if ('}])'.includes(char)) depth--;
    else if ('{[('.includes(char)) depth++;
    const isComment = char === '#' || text.startsWith('//', at);
    if (depth < 0 || (depth === 0 && (char === '\n' || isComment))) break;
    if (!/\s/.test(char) && !isComment && !text.startsWith('/*', at)) end = next;
    at = isComment ? lineEnd(text, at) : next;
  }
  return end;
}

/** The end of what cannot be taken apart: a text, a heredoc, a comment in the line, an operator; else of one sign. */
function wordEnd(text: string, at: number): number {
  const char = text[at];
  if (char === '"') return quotedEnd(text, at);
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (char === '<' && text[at + 1] === '<') return heredocEnd(text, at);
  OPERATOR.lastIndex = at;
  return OPERATOR.test(text) ? OPERATOR.lastIndex : at + 1;
}

function heredocEnd(text: string, at: number): number {
  HEREDOC.lastIndex = at;
  const name = HEREDOC.exec(text)?.[1];
  if (name === undefined) return at + 1;
  for (let line = HEREDOC.lastIndex; line < text.length; line = lineEnd(text, line) + 1) {
    if (text.slice(line, lineEnd(text, line)).trim() === name) return text.indexOf(name, line) + name.length;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed;
}

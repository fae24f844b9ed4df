import type { Span } from '../../findings/finding';
import { hasPlaceholder } from '../../syntax/placeholders';

/** How a document is written as a whole. */
export type Language = 'json' | 'yaml' | 'terraform';

/** What stands at the cursor already, and goes when something else is put there: a word, a text with its quotes, or
 * nothing yet. */
export interface Typed extends Span {
  readonly quote: '' | '"' | "'";
  /** A colon, or Terraform's sign, follows: a key with a value. */
  readonly hasColon: boolean;
  /** YAML wants a blank behind the colon that was just typed. */
  readonly needsBlank: boolean;
}

/** What is typed at an offset; undefined inside of comments, placeholders and expressions, where nothing is ours. The
 * document may be in any half-typed state, so that only the line of the cursor is looked at. */
export function typedAt(text: string, offset: number, language: Language): Typed | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const [rest] = /^[^\r\n]*/.exec(text.slice(offset))!;
  const open = openQuote(before, language);
  if (open === undefined || OPEN_PLACEHOLDER.test(before)) return undefined;
  const typed = open < 0 ? bareWord(before, rest, language) : quotedText(before, rest, open);
  if (!typed) return undefined;
  const start = offset - typed.before;
  const end = offset + typed.after;
  if (hasPlaceholder(text.slice(start, end).replace(/^["']|["']$/g, ''))) return undefined;
  const follows = rest.slice(typed.after);
  const hasColon =
    language === 'yaml' ? /^[ \t]*:(?:\s|$)/.test(follows) : /^[ \t]*(?::|=(?!=))/.test(follows);
  const quote = open < 0 ? '' : (before[open] as '"' | "'");
  const needsBlank = language === 'yaml' && open < 0 && typed.before === 0 && before.endsWith(':');
  return { start, end, quote, hasColon, needsBlank };
}

/** A placeholder that is not closed before the cursor. */
const OPEN_PLACEHOLDER = /(?:\$\{|\{\{|%\{|#\{|\{%)[^}]*$/;

/** How much of a line before and after the cursor belongs to what is typed. */
interface Around {
  readonly before: number;
  readonly after: number;
}

function quotedText(before: string, rest: string, open: number): Around {
  const quote = before[open];
  let close = 0;
  while (close < rest.length && rest[close] !== quote) close += rest[close] === '\\' ? 2 : 1;
  // Behind a text that was closed stands a sign; what stands in front of a word opens the next text.
  const isClosed = close < rest.length && /^[ \t]*(?:[:=,}\])"#]|\/[/*]|$)/.test(rest.slice(close + 1));
  return { before: before.length - open, after: isClosed ? close + 1 : /^[\w.-]*/.exec(rest)![0].length };
}

function bareWord(before: string, rest: string, language: Language): Around | undefined {
  const word = /[\w-]*$/.exec(before)![0];
  const ahead = before.slice(0, before.length - word.length);
  // Behind a text, in the middle of an expression or of a longer plain text there is no word of ours.
  const isInside =
    language === 'yaml'
      ? /[^\s,[{:]$/.test(ahead) || (ahead.endsWith(':') && word !== '')
      : /["'\w.$%)\]}]$/.test(ahead);
  if (isInside) return undefined;
  return { before: word.length, after: /^[\w-]*/.exec(rest)![0].length };
}

/** Where the text begins that is open at the end of a line's beginning; -1 outside of texts, undefined in a comment. */
function openQuote(line: string, language: Language): number | undefined {
  let open = -1;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (open >= 0) {
      if (char === '\\' && line[open] === '"') at++;
      else if (char === line[open]) open = -1;
    } else if (char === '"' || (char === "'" && language === 'yaml')) {
      // In the middle of a plain text a quote is a letter.
      if (language !== 'yaml' || !/[\w.]/.test(line[at - 1] ?? '')) open = at;
    } else if (startsComment(line, at, language)) return undefined;
  }
  return open;
}

function startsComment(line: string, at: number, language: Language): boolean {
  if (language === 'yaml') return line[at] === '#' && !/\S/.test(line[at - 1] ?? '');
  if (language === 'terraform' && line[at] === '#') return true;
  return line[at] === '/' && (line[at + 1] === '/' || line[at + 1] === '*');
}

import { type Message, message } from '../../l10n/message';
import type { Problem } from './problem';
import type { Token } from './tokens';

/** The syntax of RE2, which the Defender (a Go program) matches with: no looking around and no looking back. */

/** More repetitions than that RE2 refuses. */
const MOST = 1000;
const QUANTIFIER = /[*+?]|\{(\d+)(,(\d*))?\}/y;
const GROUP = /\(\?(?:P?<[A-Za-z_]\w*>|[imsU]*(?:-[imsU]+)?[:)])/y;
const LETTERS = /[abfnrtvAzBCdDsSwWxpPQE0-7]/;

/** What RE2 would not take in a regular expression, at its place in the script. */
export function regexProblem(token: Token): Problem | undefined {
  const source = token.source.slice(1, -1);
  const found = firstFault(source);
  if (!found) return undefined;
  const start = token.start + 1 + found.at;
  return {
    code: 'script-regex',
    start,
    end: Math.max(start + 1, token.start + 1 + found.end),
    message: found.said,
  };
}

interface Fault {
  readonly at: number;
  readonly end: number;
  readonly said: Message;
}

function firstFault(source: string): Fault | undefined {
  const open: number[] = [];
  /** Whether something stands before that can be repeated. */
  let isRepeatable = false;
  let at = 0;
  const fault = (end: number, said: Message): Fault => ({ at, end, said });
  while (at < source.length) {
    const char = source[at];
    if (char === '\\') {
      const next = source[at + 1];
      if (next === undefined) return fault(at + 1, message('script.regex.escape', { text: '\\' }));
      if (next === 'Q') {
        const end = source.indexOf('\\E', at);
        at = end < 0 ? source.length : end + 2;
        isRepeatable = true;
        continue;
      }
      // Two digits are a character by its octal number.
      if (/^(?:[1-9](?![0-7])|[89]|k)/.test(source.slice(at + 1, at + 3)))
        return fault(at + 2, message('script.regex.reference', { text: `\\${next}` }));
      if (/[A-Za-z]/.test(next) && !LETTERS.test(next))
        return fault(at + 2, message('script.regex.escape', { text: `\\${next}` }));
      at += 2;
      isRepeatable = true;
    } else if (char === '[') {
      const end = classEnd(source, at);
      if (end < 0) return fault(source.length, message('script.regex.unclosed', { bracket: '[' }));
      at = end;
      isRepeatable = true;
    } else if (char === '(') {
      if (source[at + 1] === '?') {
        const end = endOf(GROUP, source, at);
        if (end === at) {
          const text = source.slice(at, at + (/[<P]/.test(source[at + 2] ?? '') ? 4 : 3));
          return fault(at + text.length, message('script.regex.group', { text }));
        }
        if (source[end - 1] !== ')') open.push(at);
        at = end;
      } else open.push(at++);
      isRepeatable = false;
    } else if (char === ')') {
      if (open.pop() === undefined) return fault(at + 1, message('script.regex.extra', { bracket: ')' }));
      at++;
      isRepeatable = true;
    } else if (char === '|') {
      at++;
      isRepeatable = false;
    } else {
      const end = endOf(QUANTIFIER, source, at);
      if (end === at) {
        // Line starts and ends can be repeated too, however useless that is.
        at++;
        isRepeatable = true;
        continue;
      }
      const text = source.slice(at, end);
      if (!isRepeatable) return fault(end, message('script.regex.nothing', { text }));
      if ((text.match(/\d+/g) ?? []).some((times) => Number(times) > MOST))
        return fault(end, message('script.regex.times', { text, most: MOST }));
      const lazy = source[end] === '?' ? end + 1 : end;
      const again = endOf(QUANTIFIER, source, lazy);
      if (again > lazy) return fault(again, message('script.regex.twice', { text: source.slice(at, again) }));
      at = lazy;
    }
  }
  const last = open.pop();
  if (last === undefined) return undefined;
  return { at: last, end: last + 1, said: message('script.regex.unclosed', { bracket: '(' }) };
}

/** The offset behind a class; -1 where it is not closed. A bracket that comes first is one of its characters. */
function classEnd(source: string, start: number): number {
  let at = start + 1;
  if (source[at] === '^') at++;
  if (source[at] === ']') at++;
  for (; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source.startsWith('[:', at) && source.indexOf(':]', at) > 0) at = source.indexOf(':]', at) + 1;
    else if (source[at] === ']') return at + 1;
  }
  return -1;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

import { isDirective, matchEnd, placeholderEnd, regionEnd } from '../placeholders';
import { skipTrivia } from './trivia';

/** Where things end that a template may stretch: values with placeholders in them, and strings that hold quotes. */

const STRING_PART = /[^"\\\n$%#{]+|\\./y;
const AFTER_STRING = /^\s*(?:[,:}\]{%]|$|\/[/*])/;
const BLANKS = /[ \t]+/y;
const WORD = /\w+/y;

/** The end of a run that is neither string nor bracket. Once it holds a placeholder it may go on over blanks on its
 * line, up to a comma or a bracket: `%{ if a }null%{ else }${b}%{ endif }`. */
export function bareEnd(text: string, start: number): { end: number; placeholder: boolean } {
  let at = start;
  let end = start;
  let placeholder = false;
  for (;;) {
    const next = placeholderEnd(text, at);
    if (next > at) {
      placeholder = true;
      end = next;
      // Control flow at the end of a line stands for itself.
      if (isDirective(text.slice(at, next)) && endsLine(text, next)) break;
      at = next;
      continue;
    }
    const char = text[at];
    if (char === undefined || '\n\r,:]}[{"'.includes(char)) break;
    if (char === ' ' || char === '\t' || (char === '/' && '/*'.includes(text[at + 1] ?? ' '))) {
      const beyond = matchEnd(BLANKS, text, at);
      if (!placeholder || beyond === at || placeholderEnd(text, beyond) === beyond) break;
      at = beyond;
    } else {
      // What no placeholder begins with is passed as a whole word: none begins in its middle.
      at = end = Math.max(at + 1, matchEnd(WORD, text, at));
    }
  }
  return { end: Math.max(end, Math.min(start + 1, text.length)), placeholder };
}

/** Control flow before an object or list decides about it: the whole of `{{ if .A }}{ ... }{{ end }}` is the value. */
export function valueEnd(text: string, start: number): { end: number; placeholder: boolean } {
  const bare = bareEnd(text, start);
  const next = text[skipTrivia(text, bare.end)];
  if ((next !== '{' && next !== '[') || !isDirective(text.slice(start, bare.end))) return bare;
  return { ...bare, end: Math.max(bare.end, regionEnd(text, start)) };
}

function endsLine(text: string, at: number): boolean {
  const char = text[matchEnd(BLANKS, text, at)];
  return char === undefined || char === '\n' || char === '\r';
}

/** The end of the string at `start` where placeholders in it may hold quotes: `"${join(",", list)}"`; `start` itself
 * where it does not close that way, or something follows that never follows a string. */
export function interpolatedEnd(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const char = text[at];
    if (char === undefined || char === '\n') return start;
    if (char === '"') return AFTER_STRING.test(text.slice(at + 1, at + 200)) ? at + 1 : start;
    at = Math.max(at + 1, matchEnd(STRING_PART, text, at), placeholderEnd(text, at));
  }
}

import type { Span } from '../../findings/finding';
import { matchEnd, placeholderEnd } from '../../syntax/placeholders';

/** What a piece of a script is. A `placeholder` is filled in by another tool; an `unknown` means nothing here. */
export type TokenKind =
  | 'name'
  | 'keyword'
  | 'operator'
  | 'punctuation'
  | 'string'
  | 'number'
  | 'address'
  | 'regex'
  | 'comment'
  | 'placeholder'
  | 'unknown';

/** A piece of a script, by its offsets in UTF-16 code units. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** What stands there. */
  readonly source: string;
  /** What it means: of a keyword or operator that is spelled as in another language, the right spelling. */
  readonly text: string;
  /** A string or regular expression without its end. */
  readonly isOpen?: boolean;
}

export const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'contains', 'startswith']);
const OPERATORS = ['!=', '>=', '<=', '=', '>', '<'];
const PUNCTUATION = '()[],';

/** Spellings of other languages, and of input methods, by what they mean here. */
const FOREIGN: Readonly<Record<string, string>> = {
  '=>': '>=',
  '=<': '<=',
  '===': '=',
  '==': '=',
  '=~': 'contains',
  '!==': '!=',
  '<>': '!=',
  '&&': 'and',
  '||': 'or',
  '&': 'and',
  '|': 'or',
  '!': 'not',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '！＝': '!=',
  '＞＝': '>=',
  '＜＝': '<=',
  '！': 'not',
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '，': ',',
  '、': ',',
};
const SPELLINGS = [...OPERATORS, ...PUNCTUATION, ...Object.keys(FOREIGN)].sort((a, b) => b.length - a.length);

/** Quotes, each with the ones that close it; only the first pair is the language's own. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '“”"',
  '”': '“”"',
  '‘': '‘’',
  '`': '`',
};

const SPACE = /\s+/y;
const COMMENT = /\/\/[^\r\n]*/y;
const NAME = /[A-Za-z_][\w.]*/y;
const NUMBER = /\d[\w.:/]*/y;

/** Each look for the end of a placeholder that has none reads far ahead. */
const MOST_LOOKS = 100;

/** Cuts a script into pieces, comments among them and white space left out. Every text can be cut: what has no meaning
 * is a piece too. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const looks = { left: MOST_LOOKS };
  let at = 0;
  while (at < text.length) {
    const space = matchEnd(SPACE, text, at);
    if (space > at) {
      at = space;
      continue;
    }
    const token = tokenAt(text, at, looks);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number, looks: { left: number }): Token {
  const piece = (kind: TokenKind, end: number, meaning?: string, isOpen?: boolean): Token => {
    const source = text.slice(start, end);
    return { kind, start, end, source, text: meaning ?? source, ...(isOpen ? { isOpen } : {}) };
  };
  const char = text[start];
  const comment = matchEnd(COMMENT, text, start);
  if (comment > start) return piece('comment', comment);
  const name = matchEnd(NAME, text, start);
  if (name > start) {
    const lower = text.slice(start, name).toLowerCase();
    return KEYWORDS.has(lower) ? piece('keyword', name, lower) : piece('name', name);
  }
  const number = matchEnd(NUMBER, text, start);
  if (number > start) return piece(numberKind(text.slice(start, number)), number);
  if (char in QUOTES) return quoted(text, start, QUOTES[char], 'string', piece);
  if (char === '/') return quoted(text, start, '/', 'regex', piece);
  if (looks.left > 0 && /^(?:[$#%]\{|\{[{%]|@@)/.test(text.slice(start, start + 2))) {
    const end = placeholderEnd(text, start);
    if (end > start) return piece('placeholder', end);
    looks.left--;
  }
  const spelling = SPELLINGS.find((one) => text.startsWith(one, start));
  if (!spelling) return piece('unknown', start + (text.codePointAt(start)! > 0xffff ? 2 : 1));
  const meaning = FOREIGN[spelling] ?? spelling;
  const kind = KEYWORDS.has(meaning) ? 'keyword' : PUNCTUATION.includes(meaning) ? 'punctuation' : 'operator';
  return piece(kind, start + spelling.length, meaning);
}

function numberKind(source: string): TokenKind {
  if (/^\d+$/.test(source)) return 'number';
  return /^\d[\d.:/a-fA-F]*$/.test(source) ? 'address' : 'unknown';
}

/** A string or regular expression: up to its closing character, or the end of the line where there is none. */
function quoted(
  text: string,
  start: number,
  closers: string,
  kind: TokenKind,
  piece: (kind: TokenKind, end: number, meaning?: string, isOpen?: boolean) => Token,
): Token {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\n' || char === '\r') return piece(kind, at, undefined, true);
    if (char === '\\' && at + 1 < text.length && text[at + 1] !== '\n' && text[at + 1] !== '\r') at++;
    else if (closers.includes(char)) return piece(kind, at + 1);
  }
  return piece(kind, text.length, undefined, true);
}

/** What a string or regular expression says, without what encloses it: the language has `\"` and `\/`, and leaves any
 * other backslash to what reads the text. */
export function contentOf({ kind, source, isOpen }: Token): string {
  const inner = source.slice(1, isOpen ? undefined : -1);
  return kind === 'regex' ? inner.replace(/\\\//g, '/') : inner.replace(/\\(["\\])/g, '$1');
}

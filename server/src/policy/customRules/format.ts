import type { TextEdit } from '../../syntax/edits';
import type { Token } from './tokens';

/** How a script is written. */
export interface FormatOptions {
  /** What one level of brackets is indented by. */
  readonly indent: string;
  /** What ends a line. */
  readonly lineBreak: string;
  /** The script is a file, whose last line ends too. */
  readonly isFile: boolean;
}

/** Puts one space where the language wants to be read, and none elsewhere. Lines end where the author ends them, at most
 * one is left empty, and each is indented by the brackets that are open. Only white space changes, so that the script
 * says what it said. */
export function format(text: string, tokens: readonly Token[], options: FormatOptions): TextEdit[] {
  const edits: TextEdit[] = [];
  const put = (start: number, end: number, space: string): void => {
    if (text.slice(start, end) !== space) edits.push({ start, end, text: space });
  };
  let depth = 0;
  let last: Token | undefined;
  for (const token of tokens) {
    const isClosing = ')]'.includes(token.text) && token.kind === 'punctuation';
    if (isClosing) depth = Math.max(0, depth - 1);
    const start = last?.end ?? (text.startsWith('\ufeff') ? 1 : 0);
    const gap = text.slice(start, token.start);
    if (last === undefined) put(start, token.start, '');
    else if (isSettled(last) && isSettled(token))
      put(start, token.start, space(last, token, gap, depth, options));
    if ('(['.includes(token.text) && token.kind === 'punctuation') depth++;
    last = token;
  }
  // The end of an open text is its author's.
  if (last && !last.isOpen) put(last.end, text.length, options.isFile ? options.lineBreak : '');
  return edits;
}

/** What is broken keeps what is around it: what would be apart may be meant as one. */
function isSettled({ kind, isOpen }: Token): boolean {
  return kind !== 'unknown' && kind !== 'placeholder' && !isOpen;
}

function space(
  last: Token,
  token: Token,
  gap: string,
  depth: number,
  { indent, lineBreak }: FormatOptions,
): string {
  const breaks = Math.min(2, gap.match(/\r\n|\r|\n/g)?.length ?? 0);
  if (breaks > 0) return lineBreak.repeat(breaks) + indent.repeat(depth);
  if (token.kind === 'comment') return ' ';
  if (last.kind === 'punctuation' && '(['.includes(last.text)) return '';
  if (token.kind !== 'punctuation') return ' ';
  if (token.text === '(') return last.kind === 'name' ? '' : ' ';
  return '';
}

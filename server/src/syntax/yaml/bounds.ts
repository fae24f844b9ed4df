import type { SyntaxFault } from '../tree';

/** The grammar counts lines in sixteen bits. */
const MOST_LINES = 32_767;
/** It keeps the indentation of what is open in a buffer of 1,024 bytes, and writes on behind its end: four bytes a
 * level, after ten for itself. Nothing can be read in the same process any more once that has happened. At one column a
 * mapping can begin and a list in it. */
const MOST_COLUMNS = 125;

/** What must not be given to the grammar, and from where on. A text is taken for deeper than it is rather than for less:
 * what stands in block scalars counts like everything else. */
export function beyondGrammar(text: string): { code: SyntaxFault['code']; at: number } | undefined {
  // No YAML may hold one. The grammar takes it for the end of the text, and says nothing of what stands behind it.
  const nul = text.indexOf('\0');
  if (nul >= 0) return { code: 'unreadable', at: nul };
  /** The columns at which what is open began. */
  const open: number[] = [];
  let lines = 0;
  for (let start = 0; start < text.length; ) {
    if (++lines > MOST_LINES) return { code: 'too-many', at: start };
    let at = behindBlanks(text, start);
    if (at === start && isMarker(text, at)) at = behindBlanks(text, at + 3);
    const char = text.charCodeAt(at);
    if (char === FEED || char === RETURN || char === HASH) {
      start = after(text, at);
      continue;
    }
    while (open.length > 0 && open[open.length - 1] > at - start) open.pop();
    for (;;) {
      if (open.length === 0 || open[open.length - 1] < at - start) open.push(at - start);
      if (!opensLevel(text, at)) break;
      at = behindBlanks(text, at + 1);
    }
    if (open.length > MOST_COLUMNS) return { code: 'too-deep', at: start };
    start = after(text, at);
  }
  return undefined;
}

const [TAB, FEED, RETURN, BLANK, HASH, DASH, COLON, QUESTION] = [9, 10, 13, 32, 35, 45, 58, 63];
/** A byte order mark may stand before every document. */
const MARK = 0xfeff;

function behindBlanks(text: string, start: number): number {
  let at = start;
  for (let char = text.charCodeAt(at); char === BLANK || char === TAB || char === MARK; )
    char = text.charCodeAt(++at);
  return at;
}

/** Whether a document ends or begins here; more may begin behind it on the same line. */
function isMarker(text: string, at: number): boolean {
  return (text.startsWith('---', at) || text.startsWith('...', at)) && !(text.charCodeAt(at + 3) > BLANK);
}

/** Whether an item, or the key or the value of a member, begins: more may begin behind it on the same line. */
function opensLevel(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return (char === DASH || char === QUESTION || char === COLON) && !(text.charCodeAt(at + 1) > BLANK);
}

const LINE_END = /\r\n?|\n/g;

/** The beginning of the next line; a carriage return alone ends one too. */
function after(text: string, at: number): number {
  LINE_END.lastIndex = at;
  return LINE_END.test(text) ? LINE_END.lastIndex : text.length;
}

/** What a YAML scalar says: plain, in single or double quotes, or a block after `|` or `>`. */
export function decodeYaml(source: string): string {
  switch (source[0]) {
    case '"':
      return decodeDouble(source.slice(1, source.length > 1 && source.endsWith('"') ? -1 : undefined));
    case "'":
      return folded(source.slice(1, source.length > 1 && source.endsWith("'") ? -1 : undefined)).replaceAll(
        "''",
        "'",
      );
    case '|':
    case '>':
      return decodeBlock(source);
    default:
      return folded(source);
  }
}

/** A line break inside a flow scalar is a blank; each empty line after it is one line break. */
function folded(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replace(/[ \t]*\r?\n([ \t]*\r?\n)*[ \t]*/g, (breaks) => {
    const lines = breaks.split('\n').length - 1;
    return lines === 1 ? ' ' : '\n'.repeat(lines - 1);
  });
}

const SIMPLE: Record<string, string> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function decodeDouble(raw: string): string {
  if (!raw.includes('\\')) return folded(raw);
  // A line break after a backslash joins without a blank, so that it goes before folding.
  const joined = folded(raw.replace(/\\\r?\n[ \t]*/g, ''));
  return joined.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g,
    (whole, code: string) => {
      if (code.length > 1) {
        const point = Number.parseInt(code.slice(1), 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      return SIMPLE[code] ?? code;
    },
  );
}

const HEADER = /^([|>])(?:([1-9])?([+-])?|([+-])([1-9]))[ \t]*(?:#[^\n]*)?\r?\n?/;

function decodeBlock(source: string): string {
  const header = HEADER.exec(source);
  if (!header) return source;
  const lines = source.slice(header[0].length).split(/\r?\n/);
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, Number.POSITIVE_INFINITY);
  const body = lines
    .map((line) => line.slice(Number.isFinite(indent) ? indent : 0))
    .join('\n')
    .trimEnd();
  const text = header[1] === '>' ? foldedBlock(body) : body;
  const chomp = header[3] ?? header[4];
  return chomp === '-' || text === '' ? text : `${text}\n`;
}

/** The text of a folded block: a line break is a blank, and each empty line behind it is one line break; beside a line that
 * is indented further all of them stay (YAML 1.2.2, 8.1.3). */
function foldedBlock(body: string): string {
  const pieces: string[] = [];
  let breaks = 0;
  let before: string | undefined;
  for (const line of body.split('\n')) {
    if (line !== '') {
      const isFolded = before !== undefined && !isIndented(before) && !isIndented(line);
      pieces.push(isFolded && breaks === 1 ? ' ' : '\n'.repeat(isFolded ? breaks - 1 : breaks), line);
      before = line;
      breaks = 0;
    }
    breaks++;
  }
  return pieces.join('');
}
const isIndented = (line: string): boolean => /^[ \t]/.test(line);

/** What a plain scalar would be read as something else than a text (YAML 1.1, which CloudFormation follows). */
const OTHER =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_]*)(?:\.\d*)?(?:e[-+]?\d+)?|[-+]?\.\d+|[-+]?0[xob][\da-f_]+|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|\d+(?::\d+)+|<<|=)$/i;

/** Whether a text can stand without quotes, here and in a flow collection. */
export function canBePlain(text: string, inFlow: boolean): boolean {
  if (text === '' || OTHER.test(text) || text !== text.trim()) return false;
  if (/[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]/.test(text)) return false;
  if (/^[-?:](?:\s|$)/.test(text) || /^[,[\]{}#&*!|>'"%@`]/.test(text) || /^(?:---|\.\.\.)/.test(text))
    return false;
  if (/:(?:\s|$)|\s#/.test(text)) return false;
  return !inFlow || !/[,[\]{}]/.test(text);
}

/** How texts stand in the document, where YAML leaves a choice. */
export interface TextStyle {
  readonly plain: boolean;
  readonly quote: '"' | "'";
}

/** Writes a text as others are written, with quotes wherever it needs them. */
export function writeText(text: string, { plain, quote }: TextStyle, inFlow: boolean): string {
  if (plain && canBePlain(text, inFlow)) return text;
  const isSimple = !/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(text);
  if (quote === "'" && isSimple) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

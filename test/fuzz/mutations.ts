import fc from 'fast-check';
import type { TextEdit } from '../../server/src/syntax/edits';

/** A way to change a text: what is done, to which of its pieces, and with what. */
export interface Mutation {
  readonly how: (typeof WAYS)[number];
  /** Choose a piece and another one, whatever the text is like. */
  readonly at: number;
  readonly to: number;
  readonly value: string;
  readonly odd: string;
}

/** The first ones mostly leave a document that can be read, of which there is more to say. */
const WAYS = [
  'value',
  'value',
  'value',
  'value',
  'item',
  'item',
  'item',
  'again',
  'again',
  'again',
  'swap',
  'drop',
  'repeat',
  'replace',
  'borrow',
  'insert',
  'wrap',
  'indent',
  'dedent',
  'cut',
  'ends',
] as const;

/** What turns up in the place of a value. */
const VALUES = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-1',
    '256',
    '1e400',
    '""',
    '[]',
    '{}',
    '"a"',
    '"${X}"',
    '"&"',
    '"*"',
    '"\\u0041"',
  ],
  ...[
    '"/var/lib/twistlock/fargate/defender"',
    '"fargate"',
    '"entrypoint"',
    '"START"',
    '"TwistlockDefender"',
    '"EC2"',
  ],
  ...[
    '"defender_21_04_421"',
    '"true"',
    '["a", "b"]',
    '[null]',
    '[[]]',
    '{"name": "a", "value": "b"}',
    '"SYS_PTRACE"',
  ],
  ...[
    '"CMD-SHELL"',
    '"All"',
    '"*/a/*"',
    '"alert"',
    '"prevent"',
    '{"a": 1, "a": 2}',
    '"é😀"',
    '"a\\nb"',
    '" "',
    '"[ALL]"',
  ],
];
/** What turns up anywhere. */
const ODD = [
  ...VALUES,
  ...["'a'", 'FARGATE', '__proto__', 'constructor', 'toString'],
  ...[
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '#',
    '//',
    '/*',
    '*/',
    '- ',
    '|',
    '>-',
    '&a',
    '*a',
    '<<: *a',
  ],
  ...[
    '${X}',
    '${',
    '{{ x }}',
    '{{',
    '%{ if x }',
    '<X>',
    '!Ref X',
    '!Sub "${X}"',
    '<<EOF\n',
    '\nEOF\n',
    '=',
    '...',
  ],
  ...['jsonencode([', 'var.x', '"__proto__"', '"constructor"'],
  ...[
    '\0',
    '\ud800',
    '\udc00',
    '\ufeff',
    '\u2028',
    '\u0085',
    '\u00a0',
    '\t',
    '\r',
    '\n',
    '\r\n',
    '😀',
    'é',
    '{"Ref": "X"}',
  ],
  ...[
    '{"Fn::If": ["C", {}, {"Ref": "AWS::NoValue"}]}',
    'proc.name',
    ' in ("a", "b")',
    ' contains ',
    ' and not ',
  ],
];

export const mutations: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom(...WAYS),
  at: fc.nat(),
  to: fc.nat(),
  value: fc.constantFrom(...VALUES),
  odd: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  ),
});

/** One mutation of a text as edits of it; `other` is a text to borrow from. */
export function mutate(text: string, { how, at, to, value, odd }: Mutation, other: string): TextEdit[] {
  const pieces = piecesOf(text);
  const piece = pieces[at % pieces.length];
  const said = text.slice(piece.start, piece.end);
  // Of the same kind, by what it begins with.
  const alike = pieces.filter(({ start }) => text[start] === text[piece.start]);
  const second = alike[to % alike.length];
  switch (how) {
    case 'value': {
      const values = pieces.filter(({ start }) => /["[{\d]/.test(text[start] ?? ''));
      return values.length === 0 ? [] : [{ ...values[at % values.length], text: value }];
    }
    case 'item': {
      const items = itemsOf(text, pieces);
      return items.length === 0 ? [] : [{ ...items[at % items.length], text: '' }];
    }
    case 'again': {
      const items = itemsOf(text, pieces);
      if (items.length === 0) return [];
      const { start, end } = items[at % items.length];
      const item = text.slice(start, end).replace(/^\s*,|,\s*$/, '');
      const { start: place } = items[to % items.length];
      return [{ start: place, end: place, text: text[place] === ',' ? `, ${item}` : `${item}, ` }];
    }
    case 'drop':
      return [{ ...piece, text: '' }];
    case 'repeat':
      return [{ start: piece.end, end: piece.end, text: [said, `,${said}`, `\n${said}`][to % 3] }];
    case 'swap':
      if (piece.end > second.start && second.end > piece.start) return [];
      return [
        { ...piece, text: text.slice(second.start, second.end) },
        { ...second, text: said },
      ];
    case 'replace':
      return [{ ...piece, text: odd }];
    case 'borrow': {
      const theirs = piecesOf(other);
      const { start, end } = theirs[to % theirs.length];
      return [{ ...piece, text: other.slice(start, end) }];
    }
    case 'insert':
      return [{ start: piece.start, end: piece.start, text: odd }];
    case 'wrap':
      return [{ ...piece, text: to % 2 === 0 ? `[${said}]` : `{"a": ${said}}` }];
    case 'indent':
      return linesOf(text, piece).map(({ start }) => ({ start, end: start, text: '  ' }));
    case 'dedent':
      return linesOf(text, piece).flatMap(({ start }) => {
        const end = start + (/^ {0,2}/.exec(text.slice(start, start + 2))?.[0].length ?? 0);
        return end > start ? [{ start, end, text: '' }] : [];
      });
    case 'cut':
      return [{ start: piece.start, end: text.length, text: '' }];
    case 'ends': {
      const end = ['\r\n', '\r', '\n', ' \n'][to % 4];
      return [...text.matchAll(/\r\n|\r|\n/g)].map((one) => ({
        start: one.index,
        end: one.index + one[0].length,
        text: end,
      }));
    }
  }
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** What a text is made of, in whatever syntax, without any reader of ours: its words, what stands between brackets that
 * belong together, its lines, and the blocks that their indentation makes. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [{ start: 0, end: 0 }];
  const open: number[] = [];
  for (const { index, 0: word } of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"|[\w.$/-]+|[^\s\w]/g)) {
    pieces.push({ start: index, end: index + word.length });
    if (/[[{(]/.test(word) && word.length === 1) open.push(index);
    else if (/^[\]})]$/.test(word) && open.length > 0) pieces.push({ start: open.pop()!, end: index + 1 });
  }
  const lines = linesOf(text, { start: 0, end: text.length });
  const indents = lines.map(({ start, end }) => text.slice(start, end).search(/\S|$/));
  for (const [place, line] of lines.entries()) {
    let last = place;
    while (last + 1 < lines.length && indents[last + 1] > indents[place]) last++;
    pieces.push({ start: line.start, end: lines[last].end });
  }
  return pieces;
}

/** The items and members of lists and objects in brackets, each with one comma where there is one. */
function itemsOf(text: string, pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap(({ start, end }): Piece[] => {
    if (!/["[{\w]/.test(text[start] ?? '')) return [];
    const key = /("(?:[^"\\\r\n]|\\.)*"|[\w.-]+)\s*[:=]\s*$/.exec(text.slice(Math.max(0, start - 80), start));
    const from = key ? start - key[0].length : start;
    const after = /^\s*(?:,|(?=[\]}]))/.exec(text.slice(end, end + 80))?.[0];
    const before = /([,[{])\s*$/.exec(text.slice(Math.max(0, from - 80), from));
    if (after === undefined || !before) return [];
    if (after.endsWith(',')) return [{ start: from, end: end + after.length }];
    return [{ start: before[1] === ',' ? from - before[0].length : from, end }];
  });
}

/** The lines that a piece stands on, with their ends. */
function linesOf(text: string, { start, end }: Piece): Piece[] {
  const lines: Piece[] = [];
  let at = text.lastIndexOf('\n', start - 1) + 1;
  if (start === 0) at = 0;
  do {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    lines.push({ start: at, end: next });
    at = next;
  } while (at < end);
  return lines;
}

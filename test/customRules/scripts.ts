import fc from 'fast-check';

/** Scripts of any shape, each with the tree that it must be read as: the text and the tree are made side by side, so that
 * neither is worked out from the other. Blanks, line breaks and comments stand wherever they may. */

/** A part of a script: its pieces, and its tree in the notation of `shape`. */
interface Part {
  readonly pieces: readonly string[];
  readonly tree: string;
}

const part = (tree: string, ...pieces: readonly string[]): Part => ({ pieces, tree });
const leaf = (text: string): Part => part(text, text);

const names = fc.constantFrom(
  'proc.name',
  'proc.cmdline',
  'net.outgoing_port',
  'req.path',
  'x',
  'unknown.name_2',
);
const strings = fc
  .string({
    unit: fc.constantFrom(
      'a',
      'B',
      ' ',
      '/',
      '\\"',
      '\\\\',
      '(',
      'and',
      '=',
      '日',
      '\ud83d\ude00',
      "'",
      '//',
    ),
  })
  .map((inner) => `"${inner}"`);
const numbers = fc.nat().map(String);
const regexes = fc
  .array(fc.constantFrom('a', '\\/', '[^b]', '(?i)', '"', ' ', '\\.', '日'), { minLength: 1 })
  // Two slashes would begin a comment.
  .map((inner) => `/${inner.join('')}/`);
const literals = fc.oneof(strings, numbers).map(leaf);

const { condition } = fc.letrec<{ operand: Part; condition: Part }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small' },
    names.map(leaf),
    literals,
    regexes.map(leaf),
    fc.tuple(names, strings).map(([name, key]) => part(`${name}.${key}`, name, '[', key, ']')),
    fc
      .tuple(
        fc.constantFrom('lowercase', 'jpath', 'f'),
        fc.array(tie('operand'), { minLength: 1, maxLength: 2 }),
      )
      .map(([name, operands]) =>
        part(
          `${name}(${operands.map(({ tree }) => tree).join(', ')})`,
          name,
          '(',
          ...operands.flatMap(({ pieces }, place) => (place > 0 ? [',', ...pieces] : pieces)),
          ')',
        ),
      ),
    tie('condition').map(grouped),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    names.map(leaf),
    fc
      .tuple(
        tie('operand'),
        fc.constantFrom('=', '!=', '>', '<', '>=', '<=', 'contains', 'startswith'),
        tie('operand'),
      )
      .map(([left, operator, right]) =>
        part(`(${operator} ${left.tree} ${right.tree})`, ...left.pieces, operator, ...right.pieces),
      ),
    fc
      .tuple(tie('operand'), fc.array(literals, { minLength: 1, maxLength: 3 }))
      .map(([left, items]) =>
        part(
          `(in ${left.tree} {${items.map(({ tree }) => tree).join(', ')}})`,
          ...left.pieces,
          'in',
          '(',
          ...items.flatMap(({ pieces }, place) => (place > 0 ? [',', ...pieces] : pieces)),
          ')',
        ),
      ),
    fc
      .tuple(tie('operand'), strings)
      .map(([left, text]) => part(`(in ${left.tree} ${text})`, ...left.pieces, 'in', text)),
    // What is looser than what it stands in needs parentheses.
    tie('condition').map((inner) => {
      const { tree, pieces } = isChain(inner) ? grouped(inner) : inner;
      return part(`(not ${tree})`, 'not', ...pieces);
    }),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => chain('and', parts)),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => chain('or', parts)),
  ),
}));

function isChain({ tree }: Part, words = ['and', 'or']): boolean {
  return words.some((word) => tree.startsWith(`(${word} `));
}

function grouped({ tree, pieces }: Part): Part {
  return part(`[${tree}]`, '(', ...pieces, ')');
}

function chain(word: 'and' | 'or', parts: readonly Part[]): Part {
  // A chain in a chain of its own kind would be one with it.
  const needs = word === 'and' ? ['and', 'or'] : ['or'];
  const inner = parts.map((one) => (isChain(one, needs) ? grouped(one) : one));
  return part(
    `(${word} ${inner.map(({ tree }) => tree).join(' ')})`,
    ...inner.flatMap(({ pieces }, place) => (place > 0 ? [word, ...pieces] : pieces)),
  );
}

const gaps = fc.constantFrom(' ', '  ', '\n', '\n\n\n', '\r\n\t', ' // why not\n', '\n// "a" and (\n');

/** A script and the tree that it must be read as. */
export const scripts: fc.Arbitrary<{ readonly text: string; readonly tree: string }> = fc
  .tuple(condition, fc.infiniteStream(gaps), fc.boolean())
  .map(([{ pieces, tree }, stream, isTight]) => {
    let text = '';
    for (const piece of pieces) {
      // Words must stay apart; other pieces may touch, but two of an operator would be another one.
      const mustPart =
        (/\w$/.test(text) && /^\w/.test(piece)) || (/[=<>!/"]$/.test(text) && /^[=<>!/"]/.test(piece));
      const gap = text === '' || (isTight && !mustPart) ? '' : (stream.next().value as string);
      text += gap + piece;
    }
    return { text, tree };
  });

/** Texts that are nearly scripts. */
export const broken: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(scripts, fc.nat(), fc.nat()).map(([{ text }, from, to]) => {
    const [start, end] = [from % (text.length + 1), to % (text.length + 1)].sort((a, b) => a - b);
    return text.slice(start, end);
  }),
  fc
    .tuple(
      scripts,
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('', '"', '(', ')', ',', '=>', '&&', ' not ', '/', '\\', '@', '\n', '\ud800', '['),
    )
    .map(([{ text }, at, length, piece]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + piece + text.slice(start + length);
    }),
  fc
    .array(
      fc.constantFrom(
        'and',
        'or',
        'not',
        'in',
        '(',
        ')',
        '[',
        ']',
        ',',
        '=',
        '"',
        "'",
        '/',
        '//',
        '\n',
        ' ',
        'proc.name',
        '1',
        '!',
        '&',
        'x',
        '\\',
        '%',
        '{',
      ),
    )
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

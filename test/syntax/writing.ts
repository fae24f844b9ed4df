import fc from 'fast-check';

/** How a document is written. */
export interface Writing {
  readonly indent: string;
  readonly eol: string;
  readonly colon: string;
  /** Lists of plain values, or small objects in lists, on one line. */
  readonly inlineLists: boolean;
  readonly inlineItems: boolean;
  readonly padded: boolean;
  readonly hug: boolean;
  readonly trailingComma: boolean;
  readonly finalNewline: boolean;
  /** Where the comments go; without it there are none. */
  readonly comments?: number;
}

const shared = {
  colon: fc.constantFrom(': ', ':', ' : '),
  padded: fc.boolean(),
  trailingComma: fc.boolean(),
  finalNewline: fc.boolean(),
};
export const writings: fc.Arbitrary<Writing> = fc.record({
  ...shared,
  indent: fc.constantFrom('  ', '    ', '\t'),
  eol: fc.constantFrom('\n', '\r\n'),
  inlineLists: fc.boolean(),
  inlineItems: fc.boolean(),
  hug: fc.boolean(),
  comments: fc.option(fc.nat(), { nil: undefined }),
});

const key = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.string({ maxLength: 4 }).filter((text) => text !== '__proto__'),
);
const scalar = fc.oneof(
  fc.stringMatching(/^[a-z/:.-]{0,12}$/),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('// no', '/* no */', '${x}', '{{ y }}', '"', ',', '\\'),
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.boolean(),
  fc.constant(null),
);
const { any, object } = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: tie('list') },
    { weight: 3, arbitrary: tie('object') },
  ),
  list: fc.oneof(
    fc.array(tie('any'), { maxLength: 4 }),
    fc.array(scalar, { maxLength: 4 }),
    fc.array(tie('object'), { maxLength: 3 }),
  ),
  object: fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
}));
/** Values of JSON, mostly small objects and lists inside each other. */
export const values = any;
/** Such values in an object or a list, as documents are. */
export const documents: fc.Arbitrary<unknown> = fc.oneof(
  fc.dictionary(key, any, { minKeys: 2, maxKeys: 5, noNullPrototype: true }),
  fc.array(object, { minLength: 1, maxLength: 3 }),
  any,
);

/** Writes a value; every comment is numbered and holds what would be JSON outside of it. */
export function write(value: unknown, writing: Writing): string {
  return new Writer(writing).document(value);
}

class Writer {
  private dice: number;
  private comments = 0;

  constructor(private readonly writing: Writing) {
    this.dice = writing.comments ?? 0;
  }

  document(value: unknown): string {
    const { eol, finalNewline } = this.writing;
    return this.onOwnLine('') + this.value(value, '') + (finalNewline ? this.afterItem() + eol : '');
  }

  private value(value: unknown, outer: string, isItem = false): string {
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const { indent, eol, colon, inlineLists, inlineItems, hug, trailingComma } = this.writing;
    const isList = Array.isArray(value);
    const [open, close] = isList ? '[]' : '{}';
    const parts = Object.entries(value);
    const label = (name: string): string => (isList ? '' : JSON.stringify(name) + colon);
    if (parts.length === 0) return open + this.inside(outer) + close;
    const flat = parts.every(([, part]) => part === null || typeof part !== 'object');
    if (flat && (isList ? inlineLists : inlineItems && isItem)) {
      const pad = this.writing.padded ? ' ' : '';
      const written = parts.map(([name, part]) => label(name) + this.value(part, outer));
      return open + pad + written.join(', ') + pad + close;
    }
    if (hug && isList && !flat) {
      return open + parts.map(([, part]) => this.value(part, outer, true)).join(', ') + close;
    }
    const inner = outer + indent;
    const lines = parts.map(([name, part], place) => {
      const comma = place < parts.length - 1 || trailingComma ? ',' : '';
      const text = label(name) + this.value(part, inner, true);
      return this.onOwnLine(inner) + inner + text + this.between() + comma + this.afterItem() + eol;
    });
    return open + this.afterItem() + eol + lines.join('') + this.onOwnLine(inner) + outer + close;
  }

  /** What an empty list or object holds. */
  private inside(outer: string): string {
    const { eol, indent } = this.writing;
    if (this.chance(6)) return ` ${this.block()} `;
    return this.chance(6) ? eol + this.onOwnLine(outer + indent) + outer : '';
  }

  private onOwnLine(indent: string): string {
    const { eol } = this.writing;
    if (!this.chance(5)) return '';
    return indent + (this.chance(2) ? this.line() : this.block() + (this.chance(3) ? this.line() : '')) + eol;
  }

  private between(): string {
    return this.chance(8) ? ` ${this.block()}` : '';
  }

  private afterItem(): string {
    if (!this.chance(4)) return '';
    return ' ' + (this.chance(2) ? this.line() : this.block());
  }

  private line(): string {
    return `// c${this.comments++} "]}, /*`;
  }

  private block(): string {
    return `/* c${this.comments++} "]}, // */`;
  }

  /** Once in `sides` times, always the same for the same document. */
  private chance(sides: number): boolean {
    if (this.writing.comments === undefined) return false;
    this.dice = (Math.imul(this.dice, 1_103_515_245) + 12_345) >>> 0;
    return (this.dice >>> 16) % sides === 0;
  }
}

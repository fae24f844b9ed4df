import fc from 'fast-check';

/** How a resource is written. */
export interface HclWriting {
  readonly eol: string;
  /** As `terraform fmt` leaves it; without it nothing lines up and comments stand behind code. */
  readonly isTidy: boolean;
  readonly sign: ' = ' | ' : ';
  readonly quotesKeys: boolean;
  readonly commas: boolean;
  readonly trailingComma: boolean;
  readonly inlineLists: boolean;
  readonly inlineItems: boolean;
  readonly hug: boolean;
  readonly remarks: boolean;
  /** Whether blocks stand before, after and between the arguments. */
  readonly blocks: readonly number[];
}

export const hclWritings: fc.Arbitrary<HclWriting> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  isTidy: fc.boolean(),
  sign: fc.constantFrom<' = ' | ' : '>(' = ', ' = ', ' : '),
  quotesKeys: fc.boolean(),
  commas: fc.boolean(),
  trailingComma: fc.boolean(),
  inlineLists: fc.boolean(),
  inlineItems: fc.boolean(),
  hug: fc.boolean(),
  remarks: fc.boolean(),
  blocks: fc.array(fc.nat(4), { maxLength: 3 }),
});

const key = fc.stringMatching(/^[a-z]{1,9}$/).filter((name) => !/^(?:for|in|if|null|true|false)$/.test(name));
const leaf = fc.oneof(
  fc.stringMatching(/^[a-z/:.-]{0,12}$/),
  fc.constantFrom('# no', '/* no */', '$${x}', '%{y}', '"', ',', '\\', '= {', '<<EOF', 'é', 'a\nb'),
  // What Terraform fills in, in a text and by itself.
  fc.constantFrom('x-${f("}", "\\n")}', '${var.whole}'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { any } = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.array(tie('object'), { maxLength: 3 }) },
    { weight: 2, arbitrary: tie('object') },
  ),
  object: fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
}));
/** The arguments of a resource. */
export const bodies = fc.dictionary(key, any, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

/** What an interpolation in a quoted text looks like; everything else stands for itself. */
const FILLED_IN = 'x-${f("}", "\\n")}';
const EXPRESSION = /^\$\{(var\.\w+)\}$/;

function quoted(text: string): string {
  if (text === FILLED_IN) return `"${text}"`;
  return EXPRESSION.exec(text)?.[1] ?? JSON.stringify(text).replace(/([$%])\{/g, '$1$1{');
}

/** Writes a resource with these arguments, a few blocks, and a list of JSON in a heredoc. */
export function writeHclResource(body: Record<string, unknown>, json: unknown, writing: HclWriting): string {
  const { isTidy, remarks, blocks } = writing;
  const members = Object.entries(body).map(([name, value]): Member => [name, write(value, '  ', writing)]);
  const lines = aligned(members, ' = ', isTidy).map((line) => `  ${line}`);
  const heredoc = JSON.stringify(json, null, writing.inlineLists ? 2 : 0).replace(/([$%])\{/g, '$1$1{');
  lines.push('', `  json = <<EOF\n${heredoc}\nEOF`, '');
  for (const [place, at] of blocks.entries()) {
    const block = isTidy || place % 2 === 0 ? `  volume {\n    name = "v"\n  }` : '  volume { name = "v" }';
    // A block between arguments would break their line.
    const places = isTidy ? [0, lines.length] : [...lines.keys(), lines.length];
    lines.splice(places[at % places.length], 0, '', remarks ? `  # [1, "${place}\n${block}` : block, '');
  }
  return ['resource "t" "n" {', ...lines, '}', ''].join('\n').replaceAll('\n', writing.eol);
}

type Member = readonly [name: string, value: string];

/** Members on lines of their own, with the signs of neighbours in line. */
function aligned(members: readonly Member[], sign: string, isTidy: boolean): string[] {
  const lines: string[] = [];
  for (let from = 0; from < members.length; ) {
    let to = from;
    while (to < members.length && !members[to][1].includes('\n')) to++;
    const group = members.slice(from, to);
    const width = isTidy && sign === ' = ' ? Math.max(0, ...group.map(([name]) => name.length)) : 0;
    lines.push(...group.map(([name, value]) => name.padEnd(width) + sign + value));
    if (to < members.length) lines.push(members[to].join(sign));
    from = to + 1;
  }
  return lines;
}

function write(value: unknown, outer: string, writing: HclWriting, isItem = false): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return Array.isArray(value)
    ? writeList(value, outer, writing)
    : writeObject(value as Record<string, unknown>, outer, writing, isItem);
}

function writeList(items: readonly unknown[], outer: string, writing: HclWriting): string {
  const { inlineLists, hug, trailingComma } = writing;
  if (items.length === 0) return '[]';
  const isFlat = items.every((item) => item === null || typeof item !== 'object');
  if (isFlat && inlineLists) return `[${items.map((item) => write(item, outer, writing)).join(', ')}]`;
  const written = (indent: string) => items.map((item) => write(item, indent, writing, true));
  const isOpen = (text: string): boolean => text.startsWith('{\n');
  if (hug && written(outer).every(isOpen)) {
    const bare = written(outer).map((text) => text.slice(0, text.lastIndexOf('\n')));
    return `[${bare.join(`\n${outer}  }, `)}\n${outer}}]`;
  }
  const inner = `${outer}  `;
  return `[\n${inner}${written(inner).join(`,\n${inner}`)}${trailingComma ? ',' : ''}\n${outer}]`;
}

function writeObject(
  value: Record<string, unknown>,
  outer: string,
  writing: HclWriting,
  isItem: boolean,
): string {
  const { inlineItems, commas, trailingComma, sign, quotesKeys, isTidy, remarks } = writing;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const label = (name: string): string => (quotesKeys ? `"${name}"` : name);
  const isFlat = entries.every(([, inner]) => inner === null || typeof inner !== 'object');
  if (isFlat && isItem && inlineItems) {
    const members = entries.map(([name, inner]) => label(name) + sign + write(inner, outer, writing));
    return `{ ${members.join(', ')} }`;
  }
  const inner = `${outer}  `;
  const end = (place: number): string => (commas && (place < entries.length - 1 || trailingComma) ? ',' : '');
  const members = entries.map(
    ([name, one], place): Member => [label(name), write(one, inner, writing) + end(place)],
  );
  const lines = aligned(members, sign, isTidy).map((line, place) => {
    const remark = remarks && place % 3 === 1 && !isTidy && !line.includes('\n') ? ' # "]}, /*' : '';
    return inner + line + remark;
  });
  const first = remarks ? `${inner}# "]}, /*\n` : '';
  return `{\n${first}${lines.join('\n')}\n${outer}}`;
}

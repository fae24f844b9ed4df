import { type Tree as ForeignTree, Language, Parser, type ParseState } from 'web-tree-sitter';

/** The grammars that a library brings, compiled to WebAssembly: they run wherever the program does. */
export const GRAMMARS = ['yaml', 'terraform'] as const;
export type Grammar = (typeof GRAMMARS)[number];

/** Gives the bytes of `runtime.wasm`, `yaml.wasm` or `terraform.wasm`; where they lie is the door's business. */
export type GrammarSource = (file: string) => Promise<Uint8Array>;

const parsers = new Map<Grammar, Parser>();
let loading: Promise<void> | undefined;

/** Loads the grammars, once for the whole process. Documents of their syntaxes cannot be read before. */
export function loadGrammars(read: GrammarSource): Promise<void> {
  loading ??= load(read).catch((fault) => {
    loading = undefined;
    throw fault;
  });
  return loading;
}

export function hasGrammars(): boolean {
  return parsers.size === GRAMMARS.length;
}

async function load(read: GrammarSource): Promise<void> {
  const [runtime, ...languages] = await Promise.all([
    read('runtime.wasm'),
    ...GRAMMARS.map((grammar) => read(`${grammar}.wasm`)),
  ]);
  await Parser.init({ wasmBinary: runtime });
  for (const [place, grammar] of GRAMMARS.entries()) {
    const parser = new Parser();
    parser.setLanguage(await Language.load(languages[place]));
    parsers.set(grammar, parser);
  }
}

/** What a parser may do for one text, in hundreds of its steps. They are counted and not timed, so that a text is read
 * either always or never; a second or two on today's machines. */
const MOST_WORK = 40_000;
/** What looking for a way on behind a fault costs more, in time and in memory. */
const AFTER_FAULT = 10;

/** Parses a text and hands the library's tree to `use`; it is freed at once afterwards. Undefined where parsing would
 * take too much. */
export function withForeignTree<Result>(
  grammar: Grammar,
  text: string,
  use: (tree: ForeignTree) => Result,
): Result | undefined {
  const parser = parsers.get(grammar);
  if (!parser) throw new Error('the grammars have to be loaded first');
  const tree = parse(parser, text);
  if (!tree) return undefined;
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}

function parse(parser: Parser, text: string): ForeignTree | undefined {
  let work = 0;
  const isTooMuch = ({ hasError }: ParseState): boolean => {
    work += hasError ? AFTER_FAULT : 1;
    return work > MOST_WORK;
  };
  const tree = parser.parse(text, null, { progressCallback: isTooMuch });
  // Else the next text would be taken for the rest of this one.
  if (!tree) parser.reset();
  return tree ?? undefined;
}

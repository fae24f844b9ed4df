import { type Tree as ForeignTree, Language, Parser, type ParseState } from 'web-tree-sitter';
import { type Pieces, whole } from './pieces';

/** The grammars that a library brings, compiled to WebAssembly: they run wherever the program does. */
export const GRAMMARS = ['yaml', 'terraform'] as const;
export type Grammar = (typeof GRAMMARS)[number];

/** Gives the bytes of `runtime.wasm`, `yaml.wasm` or `terraform.wasm`; where they lie is the door's business. */
export type GrammarSource = (file: string) => Promise<Uint8Array>;

const languages = new Map<Grammar, Language>();
/** A parser for each grammar that has nothing to do. */
const idle = new Map<Grammar, Parser>();
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
  return languages.size === GRAMMARS.length;
}

async function load(read: GrammarSource): Promise<void> {
  const [runtime, ...files] = await Promise.all([
    read('runtime.wasm'),
    ...GRAMMARS.map((grammar) => read(`${grammar}.wasm`)),
  ]);
  await Parser.init({ wasmBinary: runtime });
  for (const [place, grammar] of GRAMMARS.entries())
    languages.set(grammar, await Language.load(files[place]));
}

/** What a parser may do for one text, in hundreds of its steps. They are counted and not timed, so that a text is read
 * either always or never; a second or two on today's machines. */
const MOST_WORK = 40_000;
/** What looking for a way on behind a fault costs more, in time and in memory. */
const AFTER_FAULT = 10;
/** What fetching a few thousand characters costs, as often as it is done: a comment that nothing closes is looked
 * through to its end from each place where one may begin. */
const FETCHING = 3;
/** What none of that tells: with some faults each step takes longer than the one before. In milliseconds, many times of
 * what as much work on an ordinary text takes. */
const MOST_TIME = 10_000;
/** What it does before others have their turn, where they may: a few milliseconds at most, on a hard text too. Ordinary
 * texts take less. */
const TURN = { work: 50, time: 4 };

/** A parse, which may have to be gone on with. */
interface Parse {
  readonly grammar: Grammar;
  readonly text: string;
  readonly parser: Parser;
  work: number;
  time: number;
  isOver: boolean;
  /** None where parsing would take too much. */
  tree?: ForeignTree;
}

/** What one reading of a tree of the library's has come to, where a text is read in turns. */
interface Use {
  readonly parse: Parse;
  readonly pieces: (tree: ForeignTree) => Pieces<unknown>;
  begun?: Pieces<unknown>;
  done?: { readonly result: unknown };
}

/** A text that is being read in turns: its parses, what was made of them, each time the same in the same order, and how
 * much of that the reader has come to. */
interface InTurns {
  readonly parses: Parse[];
  readonly uses: Use[];
  place: number;
}
let inTurns: InTurns | undefined;

/** Goes through whoever reads a text in turns, up to the one who waits for it. */
class Unfinished extends Error {
  constructor(readonly use: Use) {
    super('this takes another turn');
  }
}

/** Parses a text and hands the library's tree to `pieces`; it is freed at once afterwards. Undefined where parsing would
 * take too much. */
export function withForeignTree<Result>(
  grammar: Grammar,
  text: string,
  pieces: (tree: ForeignTree) => Pieces<Result>,
): Result | undefined {
  if (inTurns) return inTurn(inTurns, grammar, text, pieces);
  const parse = begin(grammar, text);
  try {
    goOn(parse, MOST_WORK, MOST_TIME);
    return parse.tree && whole(pieces(parse.tree));
  } finally {
    end(parse);
  }
}

function inTurn<Result>(
  reading: InTurns,
  grammar: Grammar,
  text: string,
  pieces: (tree: ForeignTree) => Pieces<Result>,
): Result | undefined {
  const { parses, uses } = reading;
  const place = reading.place++;
  if (place === uses.length) {
    const known = parses.find((one) => one.grammar === grammar && one.text === text);
    const parse = known ?? begin(grammar, text);
    if (!known) parses.push(parse);
    uses.push({ parse, pieces });
  }
  const use = uses[place];
  if (!useOn(use)) throw new Unfinished(use);
  return use.done?.result as Result | undefined;
}

/** Goes on for a turn; whether all is done. */
function useOn(use: Use): boolean {
  const { parse } = use;
  if (!goOn(parse, TURN.work, TURN.time)) return false;
  if (!parse.tree) return true;
  use.begun ??= use.pieces(parse.tree);
  const until = performance.now() + TURN.time;
  while (!use.done) {
    const { done, value } = use.begun.next();
    if (done) use.done = { result: value };
    else if (performance.now() > until) break;
  }
  return use.done !== undefined;
}

/** Reads a text that may be hard to parse, and lets others have their turn meanwhile, wherever `pause` has something to wait
 * for. Undefined where nobody wants it any more after such a turn.
 * @param read is begun anew after each parse that has taken more than a turn, and must ask for the same each time */
export async function readInTurns<Result>(
  read: () => Result,
  pause: () => Promise<void> | undefined,
  isCancelled: () => boolean,
): Promise<Result | undefined> {
  const parses: Parse[] = [];
  const uses: Use[] = [];
  try {
    for (;;) {
      const result = attempt(read, { parses, uses, place: 0 });
      if (!(result instanceof Unfinished)) return result;
      do {
        await pause();
        if (isCancelled()) return undefined;
      } while (!useOn(result.use));
    }
  } finally {
    parses.forEach(end);
  }
}

function attempt<Result>(read: () => Result, reading: InTurns): Result | Unfinished {
  inTurns = reading;
  try {
    return read();
  } catch (fault) {
    if (fault instanceof Unfinished) return fault;
    throw fault;
  } finally {
    inTurns = undefined;
  }
}

function begin(grammar: Grammar, text: string): Parse {
  const parser = idle.get(grammar) ?? new Parser();
  idle.delete(grammar);
  const language = languages.get(grammar);
  if (!language) throw new Error('the grammars have to be loaded first');
  parser.setLanguage(language);
  return { grammar, text, parser, work: 0, time: 0, isOver: false };
}

/** Parses on by so much work, and for so long, at most; whether the parse is over. */
function goOn(parse: Parse, work: number, time: number): boolean {
  if (parse.isOver) return true;
  const { parser, text } = parse;
  const start = performance.now() - parse.time;
  const [untilWork, untilTime] = [parse.work + work, parse.time + time];
  const isTooMuch = (): boolean => parse.work > MOST_WORK || parse.time > MOST_TIME;
  // Where it goes on, it has to fetch anew what it had.
  let isFirst = true;
  const fetch = (at: number): string => {
    if (!isFirst && !parse.isOver) parse.work += FETCHING;
    isFirst = false;
    // Nothing else ends a single step before its time.
    return isTooMuch() ? '' : text.slice(at);
  };
  const progressCallback = ({ hasError }: ParseState): boolean => {
    parse.work += hasError ? AFTER_FAULT : 1;
    parse.time = performance.now() - start;
    return isTooMuch() || parse.work > untilWork || parse.time > untilTime;
  };
  const tree = parser.parse(fetch, null, { progressCallback });
  parse.isOver = tree !== null || isTooMuch();
  if (isTooMuch()) tree?.delete();
  else parse.tree = tree ?? undefined;
  return parse.isOver;
}

function end({ grammar, parser, tree }: Parse): void {
  tree?.delete();
  // Else the next text would be taken for the rest of this one.
  if (!tree) parser.reset();
  if (idle.has(grammar)) parser.delete();
  else idle.set(grammar, parser);
}

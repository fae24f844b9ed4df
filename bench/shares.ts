import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Reads what the engine has seen of a run: whose code took how long. */

/** As the engine's inspector tells it. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Microseconds by where they went. */
export type Shares = Record<string, number>;

const maps = new Map<string, SourceMap | undefined>();
function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) {
    const map = `${file}.map`;
    maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, 'utf8'))) : undefined);
  }
  return maps.get(file);
}

/** The folder, or the package, that code is from; undefined where the engine names none. */
function homeOf({
  url,
  lineNumber,
  columnNumber,
}: Profile['nodes'][number]['callFrame']): string | undefined {
  if (url === '') return undefined;
  if (url.startsWith('node:')) return 'Node';
  if (url.startsWith('wasm:')) return 'grammars';
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  const entry = mapOf(file)?.findEntry(lineNumber, columnNumber);
  const source = entry && 'originalSource' in entry ? entry.originalSource : file;
  const [, room] = /server\/src\/(.*)\/[^/]*$/.exec(source) ?? [];
  const [, library] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  return room ?? library ?? 'other';
}

const OF_NOBODY: Readonly<Record<string, string>> = {
  '(garbage collector)': 'garbage collection',
  '(program)': 'the engine',
  '(root)': 'the engine',
};

/** What the engine does for code (a search, a sort) is that code's. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profile): Shares {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const homes = new Map<number, string>();
  const settle = (id: number, outer: string): void => {
    const { callFrame, children = [] } = byId.get(id)!;
    const home = OF_NOBODY[callFrame.functionName] ?? homeOf(callFrame) ?? outer;
    homes.set(id, home);
    for (const child of children) settle(child, home);
  };
  settle(nodes[0].id, 'the engine');
  const shares: Shares = {};
  for (const [at, id] of samples.entries()) {
    if (byId.get(id)!.callFrame.functionName === '(idle)') continue;
    const home = homes.get(id)!;
    shares[home] = (shares[home] ?? 0) + timeDeltas[at];
  }
  return shares;
}

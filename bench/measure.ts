/** One thing that is measured beside others. */
export interface Case {
  readonly name: string;
  /** What has to be there before the clock runs. */
  readonly prepare?: () => unknown;
  readonly run: (prepared: never) => unknown;
}

/** Milliseconds of each round, by the name of the case. */
export type Samples = Record<string, number[]>;

export interface Patience {
  /** No round begins after this many seconds, once there are enough. */
  readonly seconds: number;
  readonly least?: number;
  readonly most?: number;
}

/** A shorter sample is mostly the clock's. */
const SHORTEST = 2;
/** How long each case may run before it counts, in milliseconds: the engine compiles what runs often. */
const WARMING = 600;

/**
 * Runs cases in rounds, each round in an order of its own, so that whatever else the machine does is shared out among
 * them. What a round leaves behind is cleared away before the clock of the next one runs.
 */
export async function compare(
  cases: readonly Case[],
  { seconds, least = 5, most = 40 }: Patience,
): Promise<Samples> {
  const samples: Samples = Object.fromEntries(cases.map(({ name }) => [name, []]));
  // The first rounds are for the compiler, and tell how often a short run has to be repeated.
  const times = new Map<Case, number>();
  for (const one of cases) times.set(one, await repetitions(one));
  const end = performance.now() + seconds * 1000;
  for (let round = 0; round < most && (round < least || performance.now() < end); round++)
    for (const one of shuffled(cases)) samples[one.name].push(await sample(one, times.get(one)!));
  return samples;
}

async function repetitions(one: Case): Promise<number> {
  const end = performance.now() + WARMING;
  let took = Number.POSITIVE_INFINITY;
  for (let warm = 0; warm < 1 || (warm < 200 && performance.now() < end); warm++)
    took = Math.min(took, await sample(one, 1));
  return Math.max(1, Math.ceil(SHORTEST / took));
}

async function sample({ prepare, run }: Case, times: number): Promise<number> {
  let sum = 0;
  // Only what is young: a whole collection makes the engine forget what it has compiled.
  globalThis.gc?.({ type: 'minor', execution: 'sync' });
  for (let time = 0; time < times; time++) {
    const prepared = prepare?.() as never;
    const start = performance.now();
    await run(prepared);
    sum += performance.now() - start;
  }
  return sum / times;
}

export function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [all[last], all[other]] = [all[other], all[last]];
  }
  return all;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** How many times as long one thing took as another, round by round: the middle of that. */
export function ratio(values: readonly number[], others: readonly number[]): number {
  return median(values.map((value, round) => value / others[round]));
}

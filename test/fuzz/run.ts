import fc from 'fast-check';
import { loadTestGrammars } from '../support/grammars';
import { documentCases, tryDocument } from './documents';
import { seeds } from './seeds';

/** What a run has come to. */
export interface Outcome {
  cases: number;
  seconds: number;
  failures: number;
}

export interface RunOptions {
  /** The first seed; each round takes the next one. */
  readonly seed: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

const ROUND = 50;

/** Tries documents, round after round, until the time is over. A failure is told as small as it can be made, with the seed
 * that makes it again. */
export async function run({ seed, seconds, say }: RunOptions): Promise<Outcome> {
  await loadTestGrammars();
  const all = seeds(true);
  const kinds = [...new Set(all.map(({ syntax }) => syntax))].map((syntax) =>
    fc.property(documentCases(all.filter((one) => one.syntax === syntax)), tryDocument),
  );
  say(`${all.length} documents to begin with`);
  const start = performance.now();
  const passed = (): number => (performance.now() - start) / 1000;
  const outcome: Outcome = { cases: 0, seconds: 0, failures: 0 };
  for (let round = seed; round === seed || passed() < seconds; round++) {
    for (const property of kinds) {
      const details = await fc.check(property, { seed: round, numRuns: ROUND });
      outcome.cases += details.numRuns;
      if (!details.failed) continue;
      outcome.failures++;
      say(`--seed ${round}\n${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
    }
  }
  return { ...outcome, seconds: passed() };
}

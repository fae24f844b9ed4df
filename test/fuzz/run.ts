import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadTestGrammars } from '../support/grammars';
import { documentCases, tryDocument } from './documents';
import { seeds } from './seeds';
import { Pair } from './sessions';
import { sessions } from './steps';

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

/** Documents of each syntax, and sessions, in a round: few, since a round is done to its end. */
const DOCUMENTS = 10;
const SESSIONS = 2;

/** Tries documents and sessions, round after round, until the time is over. A failure is told as small as it can be made,
 * with the seed that makes it again. */
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
  const count = <T>(round: number, details: fc.RunDetails<T>): void => {
    outcome.cases += details.numRuns;
    if (!details.failed) return;
    outcome.failures++;
    say(`--seed ${round}\n${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
  };
  for (let round = seed; round === seed || passed() < seconds; round++) {
    for (const kind of kinds) count(round, fc.check(kind, { seed: round, numRuns: DOCUMENTS }));
    // Anew each time, so that a seed replays whatever the rounds before it have done to the server.
    const endings: (() => void)[] = [];
    const root = mkdtempSync(join(tmpdir(), 'ecs-defender-fuzz-'));
    endings.push(() => rmSync(root, { recursive: true, force: true }));
    const pair = await Pair.start({ after: (end) => void endings.push(end as () => void) }, root);
    const session = fc.asyncProperty(sessions(all), (one) => pair.play(one));
    count(round, await fc.check(session, { seed: round, numRuns: SESSIONS }));
    for (const end of endings) end();
  }
  return { ...outcome, seconds: passed() };
}

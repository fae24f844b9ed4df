import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as aMoment } from 'node:timers/promises';
import fc from 'fast-check';
import { NotStarted } from '../lsp/support/editor';
import { loadTestGrammars } from '../support/grammars';
import { documentCases, tryDocument } from './documents';
import { type Seed, seeds } from './seeds';
import { Pair } from './sessions';
import { type Play, sessions } from './steps';

/** What a run has come to. */
export interface Outcome {
  cases: number;
  seconds: number;
  failures: number;
  /** Sessions that were not tried, because a server did not start in time. */
  notStarted: number;
}

export interface RunOptions {
  /** The first seed; each round takes the next one. */
  readonly seed: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
  /** Ends the run where it stands. */
  readonly stop?: AbortSignal;
  /** How long a server may take to start, in milliseconds. */
  readonly patience?: number;
  /** Documents of each syntax in a round. */
  readonly documents?: number;
}

/** Sessions in a round. They are few, as the documents: a round is done to its end. */
const SESSIONS = 2;

/** Tries documents and sessions, round after round, until the time is over. A failure is told as small as it can be made,
 * with the seed that makes it again. */
export async function run(options: RunOptions): Promise<Outcome> {
  const { seed, seconds, say, stop, patience, documents = 10 } = options;
  await loadTestGrammars();
  const all = seeds(true);
  const kinds = [...new Set(all.map(({ syntax }) => syntax))].map((syntax) =>
    fc.property(documentCases(all.filter((one) => one.syntax === syntax)), tryDocument),
  );
  say(`${all.length} documents to begin with`);
  const start = performance.now();
  const passed = (): number => (performance.now() - start) / 1000;
  const outcome: Outcome = { cases: 0, seconds: 0, failures: 0, notStarted: 0 };
  const count = <T>(round: number, details: fc.RunDetails<T>): void => {
    outcome.cases += details.numRuns;
    outcome.notStarted += details.numSkips;
    // Where too many could not be tried, there is nothing to show.
    if (!details.failed || details.counterexample === null) return;
    outcome.failures++;
    say(`--seed ${round}\n${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
  };
  const goesOn = async (): Promise<boolean> => {
    // Documents are tried in one piece, in which nobody hears that it is enough.
    await aMoment();
    return !stop?.aborted;
  };
  const stopped = new Promise<undefined>((resolve) =>
    stop?.addEventListener('abort', () => resolve(undefined)),
  );
  for (let round = seed; (await goesOn()) && (round === seed || passed() < seconds); round++) {
    for (const kind of kinds)
      if (await goesOn()) count(round, fc.check(kind, { seed: round, numRuns: documents }));
    try {
      const details = (await goesOn()) && (await trySessions(all, round, stopped, patience));
      if (details) count(round, details);
    } catch (fault) {
      // Servers of the same terminal are interrupted with it.
      if (stop?.aborted) break;
      if (!(fault instanceof NotStarted)) throw fault;
      outcome.notStarted += SESSIONS;
    }
  }
  return { ...outcome, seconds: passed() };
}

/** Sessions with servers of their own, so that a seed replays whatever the rounds before it have done to them. Nothing once
 * they were stopped.
 * @throws NotStarted where there are no servers to play with */
async function trySessions(
  all: readonly Seed[],
  seed: number,
  stopped: Promise<undefined>,
  patience?: number,
): Promise<fc.RunDetails<[Play]> | undefined> {
  const endings: (() => void)[] = [];
  const root = mkdtempSync(join(tmpdir(), 'ecs-defender-fuzz-'));
  endings.push(() => rmSync(root, { recursive: true, force: true }));
  try {
    const pair = await Pair.start({ after: (end) => void endings.push(end as () => void) }, root, {
      patience,
    });
    const session = fc.asyncProperty(sessions(all), async (one) => {
      try {
        await pair.play(one);
      } catch (fault) {
        if (!(fault instanceof NotStarted)) throw fault;
        fc.pre(false);
      }
    });
    return await Promise.race([fc.check(session, { seed, numRuns: SESSIONS, maxSkipsPerRun: 1 }), stopped]);
  } finally {
    for (const end of endings) end();
  }
}

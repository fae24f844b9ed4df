import { setTimeout as pause } from 'node:timers/promises';

/** Generous: a machine with other work to do takes many times as long as usual. */
const LIMIT = 60_000;

/** What was waited for has not come in time. */
export class Late extends Error {}

/** The promise, or a failure that says what did not come within `limit` milliseconds. */
export async function within<T>(promise: Promise<T>, what: string, limit = LIMIT): Promise<T> {
  const stop = new AbortController();
  const late = pause(limit, undefined, { signal: stop.signal }).then(() => {
    throw new Late(`${what} did not come within ${limit / 1000} s`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => {});
    stop.abort();
  }
}

/** Waits until something holds. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (const start = Date.now(); !holds(); await pause(10)) {
    if (Date.now() - start > LIMIT) throw new Error(`${what}: not within ${LIMIT / 1000} s`);
  }
}

/** Asks until there is an answer. */
export async function answered<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  for (const start = Date.now(); ; await pause(50)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() - start > LIMIT) throw new Error(`${what}: not within ${LIMIT / 1000} s`);
  }
}

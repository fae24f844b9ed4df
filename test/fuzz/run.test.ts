import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RunOptions, run } from './run';

/** What a short run has come to, but for its time. */
async function counts(options: Partial<RunOptions>): Promise<unknown> {
  const { seconds, ...rest } = await run({ seed: 1, seconds: 0, documents: 1, say: () => {}, ...options });
  assert.ok(seconds >= 0);
  return rest;
}

test('servers that do not start in time are counted, and end nothing', async () => {
  assert.deepEqual(await counts({ patience: 1 }), { cases: 5, failures: 0, notStarted: 2 });
});

test('a run that is stopped says what it has come to', async () => {
  const stop = new AbortController();
  const run = counts({ seconds: 600, patience: 600_000, stop: stop.signal });
  setTimeout(() => stop.abort(), 0);
  assert.deepEqual(await run, { cases: 0, failures: 0, notStarted: 0 });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { folderWith } from '../lsp/support/files';
import { MEASURED, memoryOf } from '../lsp/support/memory';
import { seeds } from './seeds';
import { Pair } from './sessions';
import { sessions } from './steps';

/** A bounded run, the same each time; `npm run fuzz` goes on from there. */
const RUN = { seed: 20261127, numRuns: 12 };
/** More than this is left of no session. */
const MOST_BYTES = 2_000_000;

const skip = process.platform === 'win32' && 'the signal that asks for the memory is not there';

test('whatever an editor does, the server answers as a fresh one would, and its memory comes back', {
  skip,
}, async (t) => {
  const pair = await Pair.start(t, folderWith(t, {}), MEASURED);
  const play = fc.asyncProperty(sessions(seeds(false)), (all) => pair.play(all));
  await fc.assert(play, { ...RUN, seed: 1, numRuns: 3 });
  const before = await memoryOf(pair.tried);
  await fc.assert(play, RUN);
  const after = await memoryOf(pair.tried);
  assert.ok(after.heap - before.heap < MOST_BYTES, `${after.heap - before.heap} bytes are left`);
});

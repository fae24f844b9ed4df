// Changes documents and talks to the server at random, as long as you like.
//   npm run fuzz -- [--seconds N] [--seed N]
// A failure is printed as small as it can be made; with its seed it comes again. Interrupted, it says what it has come to.
// Exit code: 1 after a failure, else 130 where it was interrupted, else 3 where a server did not start in time, else 0.
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { RUNNABLE } from './lib/runnable.mjs';

const OUT = 'out/fuzz/run.cjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const seconds = Number(values.seconds);

await esbuild.build({
  entryPoints: ['test/fuzz/run.ts'],
  outfile: OUT,
  ...RUNNABLE,
  sourcemap: 'inline',
});
process.setSourceMapsEnabled(true);
const { run } = (await import(`../${OUT}`)).default;

const interrupted = new AbortController();
// A second one ends it as ever.
process.once('SIGINT', () => interrupted.abort());

console.log(`from seed ${seed}, for ${seconds} s`);
const outcome = await run({ seed, seconds, say: console.log, stop: interrupted.signal });
const { cases, seconds: took, failures, notStarted } = outcome;
const late = notStarted > 0 ? `, ${notStarted} sessions not tried: a server did not start in time` : '';
console.log(`${cases} cases, ${took.toFixed(1)} s, ${failures} failures${late}`);
// What was interrupted may wait for its servers still.
process.exit(failures > 0 ? 1 : interrupted.signal.aborted ? 130 : notStarted > 0 ? 3 : 0);

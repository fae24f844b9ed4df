// Changes documents and talks to the server at random, as long as you like.
//   npm run fuzz -- [--seconds N] [--seed N]
// A failure is printed as small as it can be made; with its seed it comes again.
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

console.log(`from seed ${seed}, for ${seconds} s`);
const { cases, seconds: took, failures } = await run({ seed, seconds, say: console.log });
console.log(`${cases} cases, ${took.toFixed(1)} s, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;

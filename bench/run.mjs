// Measures what is fast and what is not, beside other programs, and writes the tables of bench/README.md.
//   node bench/run.mjs [library|server|workspace|editor|profile|report]... [--quick]
import { spawnSync } from 'node:child_process';
import * as esbuild from 'esbuild';
import { RUNNABLE } from '../scripts/lib/runnable.mjs';

const LEVELS = ['library', 'server', 'workspace', 'editor', 'profile'];
const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const named = words.filter((word) => !word.startsWith('--'));
const levels = named.length > 0 ? named : [...LEVELS, 'report'];

await esbuild.build({
  entryPoints: ['bench/*.ts', 'bench/peers/*.ts'],
  outdir: 'out/bench',
  sourcemap: true,
  ...RUNNABLE,
});
// What is measured from outside is what people get.
const OUTSIDE = ['server', 'workspace', 'editor'];
if (levels.some((level) => OUTSIDE.includes(level))) build();
for (const level of levels) {
  console.error(`${level}:`);
  // Others who use the machine would be measured too: where it is allowed, we go first.
  const first = spawnSync('nice', ['-n', '-10', 'true']).stderr?.length === 0 ? ['nice', '-n', '-10'] : [];
  // Code is not to be thrown away by the collections between samples: it would be compiled again in every round.
  run([
    ...first,
    process.execPath,
    '--expose-gc',
    '--no-flush-bytecode',
    `out/bench/${level}.js`,
    ...options,
  ]);
  // It profiles a build for developers, which is to stay in nobody's way.
  if (level === 'profile') build();
}

function build() {
  run([process.execPath, 'scripts/build.mjs']);
}

function run([command, ...rest]) {
  const { status } = spawnSync(command, rest, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

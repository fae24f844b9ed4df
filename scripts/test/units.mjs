// Bundles test/**/*.test.ts and runs them with Node's own test runner.
//   node scripts/test/units.mjs [part of a file's name]...
import { readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { RUNNABLE } from '../lib/runnable.mjs';

const OUT = 'out/test';

/** What takes longest begins first: begun last, it would run on alone. */
const LONGEST = [
  'syntaxes/properties',
  'lsp/limits',
  'cli/step',
  'protect/damaged',
  'corpus/templates',
  'fuzz/documents',
  'lsp/leak',
];

/** Runs the tests whose file name holds one of `parts` (all of them without any). */
export async function units(parts = []) {
  const entryPoints = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.test.ts') && (parts.length === 0 || parts.some((part) => file.includes(part))),
    )
    .map((file) => join('test', file));
  rmSync(OUT, { recursive: true, force: true });
  await esbuild.build({
    entryPoints,
    outbase: 'test',
    outdir: OUT,
    ...RUNNABLE,
  });
  const files = readdirSync(OUT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.js'),
  );
  const isLong = (file) => LONGEST.some((name) => file === join(`${name}.test.js`));
  files.sort((a, b) => isLong(b) - isLong(a));
  return runFiles(files.map((file) => join(OUT, file)));
}

async function runFiles(files) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const isLeaf = ({ details, name }) => details?.type !== 'suite' && !name.endsWith('.test.js');
  // An editor that is tested beside them takes what they leave.
  const events = run({ files, concurrency: availableParallelism(), timeout: 900_000 });
  events.on('test:pass', (event) => {
    if (event.skip !== undefined) counts.skipped++;
    else if (isLeaf(event)) counts.passed++;
  });
  const seconds = new Map();
  for (const end of ['test:pass', 'test:fail'])
    events.on(end, ({ file, nesting, details }) => {
      if (nesting === 0) seconds.set(file, (seconds.get(file) ?? 0) + details.duration_ms / 1000);
    });
  events.on('test:fail', (event) => {
    // A file that does not even load, or does not end, is one failure of its own.
    if (isLeaf(event) || event.details?.error?.failureType !== 'subtestsFailed') counts.failed++;
  });
  const report = events.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await new Promise((resolve) => report.on('end', resolve));
  const slowest = [...seconds].sort(([, a], [, b]) => b - a).slice(0, 5);
  for (const [file, time] of slowest) console.log(`  ${Math.round(time)} s  ${relative(OUT, file)}`);
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed, skipped } = await units(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

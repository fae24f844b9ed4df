// `npm test`: everything that must hold, on a machine that has only Node. `--fast` leaves the editors out.
import { execFileSync, spawn } from 'node:child_process';
import { ensurePackages } from './setup.mjs';

const fast = process.argv.includes('--fast');

if (!ensurePackages()) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

// Only now: these need the packages.
const { units } = await import('./test/units.mjs');
const { editors } = await import('./test/editors.mjs');
const { ensureEditor } = await import('./editors/install.mjs');
// A test of the grammars reads them with the libraries of an installed editor. Fetching one waits more than it works.
await Promise.all([
  npx('tsc', '-p', '.'),
  npx('biome', 'check', '--error-on-warnings', '.'),
  ...(fast ? [] : [ensureEditor('newest')]),
]);
// The other one is fetched while the tests run, which need it last; whoever needs it hears why it could not be.
if (!fast) ensureEditor('oldest').catch(() => {});
const total = { passed: 0, failed: 0, skipped: 0 };
/** @param {() => Promise<Record<string, number>>} step */
async function timed(step) {
  const start = performance.now();
  for (const [name, count] of Object.entries(await step())) total[name] += count;
  console.log(`${step.name}: ${Math.round((performance.now() - start) / 1000)} s`);
}
// An editor leaves a processor without work half of the time.
await Promise.all((fast ? [units] : [editors, units]).map(timed));
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Runs a command of a package; what it finds wrong ends everything. */
function npx(...args) {
  const child = spawn('npx', ['--no-install', ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args.join(' ')}: exit ${code}`)),
    );
  });
}

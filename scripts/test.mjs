// `npm test`: everything that must hold, on a machine that has only Node. `--fast` leaves the editors out.
import { execFileSync } from 'node:child_process';
import { ensurePackages } from './setup.mjs';

const fast = process.argv.includes('--fast');
const npx = (...args) =>
  execFileSync('npx', ['--no-install', ...args], { stdio: 'inherit', shell: process.platform === 'win32' });

if (!ensurePackages()) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
npx('tsc', '-p', '.');
npx('biome', 'check', '--error-on-warnings', '.');

// Only now: these need the packages.
const { units } = await import('./test/units.mjs');
const { editors } = await import('./test/editors.mjs');
const { ensureEditor } = await import('./editors/install.mjs');
// A test of the grammars reads them with the libraries of an installed editor.
if (!fast) await ensureEditor('newest');
const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of fast ? [units] : [units, editors]) {
  for (const [name, count] of Object.entries(await step())) total[name] += count;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

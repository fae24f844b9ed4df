// The in-editor suite at both ends of the supported range, and in the web worker host.
//   node scripts/test/editors.mjs [oldest|newest|web]...
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { runSuite } from '../editors/run-suite.mjs';

const GOLDEN = 'test/golden/editor';

/** Where the suite runs. */
const RUNS = {
  oldest: { editor: 'oldest', host: 'node' },
  newest: { editor: 'newest', host: 'node' },
  web: { editor: 'newest', host: 'web' },
};

/**
 * Bundles the suite, which may only need `vscode`, with the golden texts in it.
 * @param {'node'|'web'} host
 */
export async function bundleSuite(host) {
  const outfile = `out/editor/suite.${host}.cjs`;
  const texts = readdirSync(GOLDEN).map((name) => [name, readFileSync(`${GOLDEN}/${name}`, 'utf8')]);
  await esbuild.build({
    entryPoints: ['test/editor/suite.ts'],
    outfile,
    bundle: true,
    platform: host === 'web' ? 'browser' : 'node',
    // A worker has no modules of Node.
    alias: host === 'web' ? { 'node:assert/strict': './test/editor/assert.ts' } : {},
    define: { GOLDEN: JSON.stringify(Object.fromEntries(texts)) },
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

export async function editors(names = Object.keys(RUNS)) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    console.log(`VS Code, ${name}:`);
    const suite = await bundleSuite(RUNS[name].host);
    const { code, lines } = await runSuite({ ...RUNS[name], suite, workspace: 'test/editor/workspace' });
    const count = (mark) => lines.filter((line) => line.startsWith(mark)).length;
    counts.passed += count('ok - ');
    // A suite that ends badly without naming a test has failed all the same.
    counts.failed += Math.max(count('not ok - '), code === 0 && count('ok - ') > 0 ? 0 : 1);
  }
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const { passed, failed } = await editors(names.length > 0 ? names : undefined);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

// The in-editor suite at both ends of the supported range and in the web worker host; and what people get, installed, in
// both languages.
//   node scripts/test/editors.mjs [oldest|newest|web|english|japanese]...
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { runSuite } from '../editors/run-suite.mjs';
import { writePackage } from '../package/write.mjs';

const GOLDEN = 'test/golden/editor';

const PACKAGE = resolve('out/editor/packed.vsix');

/** Where a suite runs: with the extension from its folder, or with the package installed. */
const RUNS = {
  oldest: { suite: 'suite', editor: 'oldest', host: 'node' },
  newest: { suite: 'suite', editor: 'newest', host: 'node' },
  web: { suite: 'suite', editor: 'newest', host: 'web' },
  english: { suite: 'packaged', editor: 'newest', host: 'node', installed: [PACKAGE] },
  japanese: { suite: 'packaged', editor: 'newest', host: 'node', installed: [PACKAGE], locale: 'ja' },
};

/**
 * Bundles a suite, which may only need `vscode`, with the golden texts in it.
 * @param {string} name
 * @param {'node'|'web'} host
 * @param {string} language the editor's
 */
export async function bundleSuite(name, host, language = 'en') {
  const outfile = `out/editor/${name}.${host}.${language}.cjs`;
  const texts = readdirSync(GOLDEN).map((name) => [name, readFileSync(`${GOLDEN}/${name}`, 'utf8')]);
  await esbuild.build({
    entryPoints: [`test/editor/${name}.ts`],
    outfile,
    bundle: true,
    platform: host === 'web' ? 'browser' : 'node',
    // A worker has no modules of Node.
    alias: host === 'web' ? { 'node:assert/strict': './test/editor/assert.ts' } : {},
    define: {
      GOLDEN: JSON.stringify(Object.fromEntries(texts)),
      LANGUAGE: JSON.stringify(language),
    },
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** One after the other: more of them at once would need more memory than small machines have. `oldest` is the last, since it
 * may still be on its way here. `english` is asked for by name: `japanese` tries the same package, and says more. */
export async function editors(names = ['newest', 'web', 'japanese', 'oldest']) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  mkdirSync('out/editor', { recursive: true });
  writePackage(PACKAGE);
  for (const name of names) {
    const { passed, failed } = await runNamed(name);
    counts.passed += passed;
    counts.failed += failed;
  }
  return counts;
}

async function runNamed(name) {
  const run = RUNS[name];
  const suite = await bundleSuite(run.suite, run.host, run.locale);
  const say = (line) => console.log(`  VS Code, ${name}: ${line}`);
  const started = runSuite({ ...run, suite, workspace: 'test/editor/workspace', say });
  // An editor that does not start or goes away is one failure of its own, and ends none beside it.
  const { code, lines } = await started.catch((error) => {
    say(`broke off: ${error.message}`);
    return { code: -1, lines: [error.stack] };
  });
  writeFileSync(`out/editor/${name}.log`, lines.join('\n'));
  const count = (mark) => lines.filter((line) => line.startsWith(mark)).length;
  // A suite that ends badly without naming a test has failed all the same.
  const failed = Math.max(count('not ok - '), code === 0 && count('ok - ') > 0 ? 0 : 1);
  return { passed: count('ok - '), failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const { passed, failed } = await editors(names.length > 0 ? names : undefined);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

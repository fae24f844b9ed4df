// The in-editor suite at both ends of the supported range.
//   node scripts/test/editors.mjs [oldest|newest]...
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { runSuite } from '../editors/run-suite.mjs';

const SUITE = 'out/editor/suite.cjs';

/** Bundles the suite, which may only need `vscode`, with the golden texts beside it. */
export async function bundleSuite() {
  await esbuild.build({
    entryPoints: ['test/editor/suite.ts'],
    outfile: SUITE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  cpSync('test/golden/editor', 'out/editor/golden', { recursive: true });
  return SUITE;
}

export async function editors(names = ['oldest', 'newest']) {
  const suite = await bundleSuite();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const editor of names) {
    console.log(`VS Code, ${editor}:`);
    const { code, lines } = await runSuite({ editor, suite, workspace: 'test/editor/workspace' });
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

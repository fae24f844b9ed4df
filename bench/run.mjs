// Bundles a benchmark and runs it. The grammars, and what is measured against, come from node_modules.
//   node bench/run.mjs NAME [ARGUMENT]...
import { spawnSync } from 'node:child_process';
import * as esbuild from 'esbuild';
import { ecsModel } from '../scripts/build/model/model.mjs';

const [name, ...rest] = process.argv.slice(2);
const outfile = `out/bench/${name}.js`;
await esbuild.build({
  entryPoints: [`bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  plugins: [ecsModel],
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit' });
process.exitCode = status ?? 1;

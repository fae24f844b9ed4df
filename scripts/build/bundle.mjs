import * as esbuild from 'esbuild';
import { ecsModel } from './model/model.mjs';

const SHARED = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  legalComments: 'none',
  // Packages whose `main` is UMD cannot be followed by a bundler; their ES module can.
  mainFields: ['module', 'main'],
  plugins: [ecsModel],
  // A module of a CommonJS bundle has no address of its own; the bundle's file has.
  define: { 'import.meta.url': 'importMetaUrl' },
};
/** In a browser there is one file for each of them too, and nothing of Node. */
const BROWSER = {
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
  outdir: 'dist/web',
  // The parser's library makes addresses of it, for what it would load if it were not handed over.
  define: { 'import.meta.url': '"file:///"' },
};
const ADDRESS = `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`;

/** The command line, the server and the client, each one file. Only the editor's own API stays outside. */
export async function bundle({ minify }) {
  const options = { ...SHARED, minify, sourcemap: !minify };
  await Promise.all([
    esbuild.build({
      ...options,
      entryPoints: { cli: 'server/src/cli/main.ts' },
      outdir: 'dist',
      banner: { js: `#!/usr/bin/env node\n${ADDRESS}` },
    }),
    esbuild.build({
      ...options,
      entryPoints: { server: 'server/src/lsp/main.ts' },
      outdir: 'dist',
      banner: { js: ADDRESS },
    }),
    esbuild.build({
      ...options,
      entryPoints: { client: 'client/src/extension.ts' },
      outdir: 'dist',
      external: ['vscode'],
    }),
    esbuild.build({
      ...options,
      ...BROWSER,
      entryPoints: { client: 'client/src/browser.ts' },
      external: ['vscode'],
    }),
    esbuild.build({
      ...options,
      ...BROWSER,
      entryPoints: { server: 'server/src/lsp/browser.ts' },
      format: 'iife',
    }),
  ]);
}

/** Bundles one module of ours and loads it: for build steps that need what the program knows. */
export async function load(entry) {
  const { outputFiles } = await esbuild.build({
    ...SHARED,
    entryPoints: [entry],
    write: false,
    format: 'esm',
    define: {},
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

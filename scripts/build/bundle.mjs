import { readFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';
import { ecsModel } from './model/model.mjs';

/** The catalogues as texts that are read when they are needed: as code, the engine would go through them at every start. */
const catalogues = {
  name: 'catalogues',
  setup(build) {
    build.onLoad({ filter: /[\\/]l10n[\\/]\w+\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** `server/src/lsp/later.ts` is a file of its own, which the server's first file reads when it has answered `initialize`. */
const laterApart = {
  name: 'later apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/later$/ }, () => ({ path: './later.js', external: true }));
  },
};
/** It has the protocol's library from the first file, by one module: of what a module requires esbuild makes a copy. */
const protocolFromFirst = {
  name: 'protocol from the first file',
  setup(build) {
    const namespace = 'first file';
    build.onResolve({ filter: /^vscode-languageserver$/ }, ({ path }) => ({ path, namespace }));
    build.onResolve({ filter: /^\.\/server\.js$/, namespace }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace }, () => ({ contents: `export * from './server.js';` }));
  },
};

const SHARED = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  legalComments: 'none',
  // Packages whose `main` is UMD cannot be followed by a bundler; their ES module can.
  mainFields: ['module', 'main'],
  // The server and the client hold what they need in a browser too, and evaluate it only there.
  conditions: ['browser'],
  plugins: [ecsModel, catalogues],
  // A module of a CommonJS bundle has no address of its own; the bundle's file has.
  define: { 'import.meta.url': 'importMetaUrl' },
};
/** A worker that is started from a blob has no file. The parser's library then makes addresses of something, for what
 * it would load if it were not handed over. */
const ADDRESS = `const importMetaUrl = typeof __filename === 'string' ? require('node:url').pathToFileURL(__filename).href : 'file:///';`;

/**
 * The command line and the client, each one file, and the server in two, wherever they run. Only the editor's own API stays
 * outside.
 * @returns {Promise<string[]>} the files that went into them
 */
export async function bundle({ minify }) {
  const options = { ...SHARED, minify, sourcemap: !minify, metafile: true };
  const results = await Promise.all([
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
      plugins: [...SHARED.plugins, laterApart],
      // A worker has what its client gives it for `require`, and no `import()` of files.
      supported: { 'dynamic-import': false },
    }),
    esbuild.build({
      ...options,
      entryPoints: { later: 'server/src/lsp/later.ts' },
      outdir: 'dist',
      plugins: [...SHARED.plugins, protocolFromFirst],
      banner: { js: ADDRESS },
    }),
    esbuild.build({
      ...options,
      entryPoints: { client: 'client/src/extension.ts' },
      outdir: 'dist',
      external: ['vscode'],
    }),
  ]);
  return [...new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)))];
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

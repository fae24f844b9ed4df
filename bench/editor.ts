import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { median } from './measure';
import { isQuick, keep } from './results';

/** What an editor has to load. How long the extension takes to start in one is what its suite prints, where it ran. */

export interface EditorResult {
  readonly bundles: readonly { readonly name: string; readonly bytes: number; readonly packed: number }[];
  /** Milliseconds to evaluate the client's bundle in a process, with nothing behind the editor's API. */
  readonly evaluation: number;
  /** Milliseconds, as the editor suite printed them. */
  readonly activation?: number;
}

const bundles = ['client', 'server', 'later', 'cli'].map((name) => {
  const bytes = readFileSync(`dist/${name}.js`);
  return { name, bytes: bytes.length, packed: gzipSync(bytes).length };
});

const EVALUATE = `
const Module = require('node:module');
const nothing = new Proxy(class {}, { get: (of, key) => (key === Symbol.toPrimitive ? () => '' : nothing), apply: () => nothing });
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? nothing : load(name, ...rest));
const start = performance.now();
require(require('node:path').resolve('dist/client.js'));
console.log(performance.now() - start);
`;
const rounds = Array.from({ length: isQuick ? 3 : 11 }, () =>
  Number(spawnSync(process.execPath, ['-e', EVALUATE], { encoding: 'utf8' }).stdout),
);

const LOG = 'out/editor/newest.log';
const printed = existsSync(LOG)
  ? /suite: the extension was activated in (\d+) ms/.exec(readFileSync(LOG, 'utf8'))?.[1]
  : undefined;
const activation = printed === undefined ? undefined : Number(printed);
keep('editor', { bundles, evaluation: median(rounds), activation });

// Installs a VS Code that can be served, into .vscode-test/. `node scripts/editors/install.mjs oldest|newest`
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureDebianPackages } from '../lib/debian.mjs';
import { EDITORS } from './versions.mjs';

/** The package that the `node` package would fetch for this machine by a script of its own. */
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;

const run = promisify(execFile);

/** @returns {Promise<{node: string, entry: string, version: string}>} how to start it */
export async function ensureEditor(name) {
  const { codeServer, vscode, node, installFlags, rebuildTop, rebuild } = EDITORS[name];
  const folder = resolve('.vscode-test', `code-server-${codeServer}`);
  const mark = join(folder, 'complete');
  const top = join(folder, 'node_modules', 'code-server');
  const installed = {
    node: node ? join(folder, 'node_modules', NODE_PACKAGE, 'bin', 'node') : process.execPath,
    entry: join(top, 'out', 'node', 'entry.js'),
    version: vscode,
  };
  // The mark is written last: an installation that broke off is made again.
  if (existsSync(mark)) return installed;
  console.log(`Installing VS Code ${vscode} (served by code-server ${codeServer}), once ...`);
  ensureDebianPackages([
    { pkg: 'g++', command: 'g++' },
    { pkg: 'make', command: 'make' },
    { pkg: 'python3', command: 'python3' },
  ]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = (cwd, ...args) => npmIn(cwd, args);
  // Its own installer refuses other versions of Node, so its scripts stay off and its steps are taken here.
  await npm(folder, 'install', '--ignore-scripts', `code-server@${codeServer}`);
  if (node) await npm(folder, 'install', '--ignore-scripts', `${NODE_PACKAGE}@${node}`);
  const server = join(top, 'lib', 'vscode');
  await npm(server, 'install', '--omit=dev', '--ignore-scripts', ...installFlags);
  await npm(server, 'rebuild', ...rebuild);
  if (rebuildTop.length > 0) await npm(folder, 'rebuild', ...rebuildTop);
  if (!existsSync(installed.node)) throw new Error(`Node ${node} was not installed into ${folder}.`);
  writeFileSync(mark, '');
  return installed;
}

async function npmIn(cwd, args) {
  try {
    await run('npm', args, { cwd, maxBuffer: 64 << 20, shell: process.platform === 'win32' });
  } catch (error) {
    const tail = `${error.stdout}\n${error.stderr}`.trim().split('\n').slice(-25).join('\n');
    throw new Error(`npm ${args.join(' ')} failed:\n${tail}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await ensureEditor(process.argv[2]));

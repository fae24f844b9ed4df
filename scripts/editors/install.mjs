// Installs a VS Code that can be served, into .vscode-test/. `node scripts/editors/install.mjs oldest|newest`
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EDITORS } from './versions.mjs';

/** The package that the `node` package would fetch for this machine by a script of its own. */
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const ensured = new Map();

/**
 * Installs an editor where it is not there; whoever asks meanwhile waits for the same installation.
 * @param {'oldest'|'newest'} name
 * @returns {Promise<{node: string, entry: string, version: string}>} how to start it
 */
export function ensureEditor(name) {
  if (!ensured.has(name)) ensured.set(name, install(name));
  return ensured.get(name);
}

async function install(name) {
  const { codeServer, vscode, node, installFlags, unused, standIns } = EDITORS[name];
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
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  // Its own installer refuses other versions of Node, so its scripts stay off and its steps are taken here.
  const packages = [`code-server@${codeServer}`, ...(node ? [`${NODE_PACKAGE}@${node}`] : [])];
  await npm(folder, 'install', '--ignore-scripts', ...packages);
  const server = join(top, 'lib', 'vscode');
  leaveOut(server, unused);
  await npm(server, 'install', '--omit=dev', '--ignore-scripts', ...installFlags);
  for (const [place, standIn] of Object.entries(standIns))
    copyFileSync(`scripts/editors/standIns/${standIn}.cjs`, require.resolve(join(folder, place)));
  if (!existsSync(installed.node)) throw new Error(`Node ${node} was not installed into ${folder}.`);
  writeFileSync(mark, '');
  return installed;
}

/** Takes dependencies out of a package before they are installed. */
function leaveOut(folder, names) {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of names) delete manifest.dependencies[name];
  writeFileSync(file, JSON.stringify(manifest));
}

async function npm(cwd, ...args) {
  try {
    await run('npm', args, { cwd, maxBuffer: 64 << 20, shell: process.platform === 'win32' });
  } catch (error) {
    const tail = `${error.stdout}\n${error.stderr}`.trim().split('\n').slice(-25).join('\n');
    throw new Error(`npm ${args.join(' ')} failed:\n${tail}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await ensureEditor(process.argv[2]));

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from './contents.mjs';

/** What of the manifest would make npm install or build something. */
const BUILDING = ['scripts', 'devDependencies'];

/**
 * Writes the files of the npm package into a folder that is not there yet or empty.
 * @param {string} folder
 * @returns {number} how many there are
 */
export function writeRelease(folder) {
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== '.git'))
    throw new Error(`${folder} is not empty`);
  const whole = JSON.parse(readFileSync('package.json', 'utf8'));
  const manifest = Object.fromEntries(Object.entries(whole).filter(([key]) => !BUILDING.includes(key)));
  // What is not to be in it (`!dist/*.map`) only npm understands.
  const named = whole.files.filter((path) => !path.startsWith('!'));
  const paths = named.flatMap(filesBelow).filter((path) => !path.endsWith('.map'));
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(path, join(folder, path));
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return paths.length + 1;
}

// Installs what is missing, so that the README's two commands are all that a fresh machine needs.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const MINIMUM = 20;

/** Installs the packages where they are missing or older than the lock file. `npm ci` also builds (`prepare`). */
export function ensurePackages() {
  if (Number(process.versions.node.split('.')[0]) < MINIMUM) {
    throw new Error(`Node ${MINIMUM} or later is needed; this is ${process.version}.`);
  }
  const mark = 'node_modules/.package-lock.json';
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync('package-lock.json').mtimeMs) return false;
  execFileSync('npm', ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' });
  return true;
}

import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Installs Debian packages whose command is not there, when we may; else says what to install.
 * @param {{pkg: string, command: string}[]} wanted
 */
export function ensureDebianPackages(wanted) {
  const missing = wanted.filter(({ command }) => !findCommand(command)).map(({ pkg }) => pkg);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !findCommand('apt-get')) {
    throw new Error(
      `Please install: ${missing.join(', ')} (on Debian: sudo apt-get install ${missing.join(' ')}).`,
    );
  }
  console.log(`Installing ${missing.join(', ')} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // One at a time: tests run beside each other, and apt-get does not wait for another one that reads its lists.
  const aptGet = (...args) =>
    execFileSync('flock', [join(tmpdir(), 'ecs-defender-apt-get'), 'apt-get', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', ...missing);
}

/** The path of a command, undefined where it is not on the PATH. */
export function findCommand(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, command);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

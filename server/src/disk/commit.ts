import { join, resolve } from 'node:path';
import { repositoryOf } from '../profile/locate';
import { textOf } from './files';
import { diskProfiles } from './profiles';

const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const REF = /^refs\/[\w./+@-]+$/;

/** The commit that is checked out where a folder lies, in hexadecimal. Git's files are read as gitrepository-layout(5)
 * has them; no program is started. Undefined outside of a repository, and before its first commit. */
export function commitAt(folder: string): string | undefined {
  const top = repositoryOf(resolve(folder).replaceAll('\\', '/'), diskProfiles);
  if (top === undefined) return undefined;
  // In a work tree beside the main one, and in a submodule, `.git` is a file that says where things are.
  const elsewhere = /^gitdir: (.+)$/m.exec(read(join(top, '.git')) ?? '')?.[1];
  const git = elsewhere === undefined ? join(top, '.git') : resolve(top, elsewhere.trim());
  const shared = resolve(git, (read(join(git, 'commondir')) ?? '.').trim());
  const head = (read(join(git, 'HEAD')) ?? '').trim();
  const name = /^ref: (.+)$/.exec(head)?.[1];
  if (name === undefined) return known(head);
  if (!REF.test(name) || name.includes('..')) return undefined;
  return known(read(join(git, name))) ?? known(read(join(shared, name))) ?? packed(shared, name);
}

function packed(git: string, name: string): string | undefined {
  const lines = (read(join(git, 'packed-refs')) ?? '').split('\n');
  return known(lines.find((line) => line.trim().endsWith(` ${name}`))?.split(' ')[0]);
}

function known(hash: string | undefined): string | undefined {
  const trimmed = hash?.trim() ?? '';
  return HASH.test(trimmed) ? trimmed : undefined;
}

function read(path: string): string | undefined {
  try {
    return textOf(path) ?? undefined;
  } catch {
    return undefined;
  }
}

import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { hasKnownName } from '../service/documents';
import { STDIN } from './files';
import { GitIgnore } from './ignored';

const SKIPPED = new Set(['.git', 'node_modules', '.terraform', 'cdk.out']);
/** What systems show of themselves at the top of all files: nobody keeps anything there, and much of it has no end. */
const OF_THE_SYSTEM = new Set(['dev', 'proc', 'sys']);

/** Says whether a file that is not named outright is wanted; the profile's globs come in here. */
export type Wanted = (path: string, isKnown: boolean) => boolean;

export interface Found {
  readonly files: readonly string[];
  /** Operands that match nothing. */
  readonly missing: readonly string[];
}

/** The files that operands name: files outright, folders by walking, anything else as a glob. Links are not followed. */
export function findFiles(operands: readonly string[], wanted: Wanted): Found {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const operand of operands) {
    if (operand === STDIN) files.add(operand);
    else if (!existsSync(operand)) {
      const found = expand(operand, wanted);
      if (found.length === 0) missing.push(operand);
      for (const file of found) files.add(file);
    } else if (!statSync(operand).isDirectory()) files.add(operand);
    else {
      // A folder that cannot be read stands for its files: whoever reads it is told why.
      for (const file of walk(operand, (folder) => files.add(folder)))
        if (wanted(file, hasKnownName(file))) files.add(file);
    }
  }
  return { files: [...files], missing };
}

function expand(glob: string, wanted: Wanted): string[] {
  const pattern = glob.split(sep).join('/').replace(/^\.\//, '');
  const { base, isGlob } = picomatch.scan(pattern);
  if (!isGlob || !existsSync(base || '.')) return [];
  const matches = picomatch(pattern, { dot: true });
  // A glob names files itself: their extension need not be known.
  return walk(base || '.').filter((file) => matches(file.split(sep).join('/')) && wanted(file, true));
}

function walk(folder: string, onUnreadable?: (folder: string) => void): string[] {
  const ignored = new GitIgnore(resolve(folder));
  const found: { path: string; place: string }[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const here = resolve(at);
    const isIgnored = ignored.within(here);
    for (const entry of entriesOf(at, onUnreadable)) {
      const { name } = entry;
      if (SKIPPED.has(name) || entry.isSymbolicLink() || isIgnored(name, entry.isDirectory())) continue;
      if (here === '/' && OF_THE_SYSTEM.has(name)) continue;
      const path = at === '.' ? name : join(at, name);
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile()) found.push({ path, place: relative('.', path) });
    }
  }
  return found.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ path }) => path);
}

/** What stands in a folder; one that has gone meanwhile has nothing in it. */
function entriesOf(folder: string, onUnreadable: ((folder: string) => void) | undefined): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onUnreadable?.(folder);
    return [];
  }
}

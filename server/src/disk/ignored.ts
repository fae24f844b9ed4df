import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** What git would ignore below a folder: its own `.gitignore`, those above it up to the repository, and nested ones. */
export class GitIgnore {
  private readonly rules = new Map<string, Ignore | undefined>();
  private readonly top: string | undefined;

  constructor(folder: string) {
    this.top = repositoryOf(folder);
  }

  /** Says of the names in a folder (an absolute path) which git ignores; a folder is asked about as such, since `build/`
   * names folders only. */
  within(folder: string): (name: string, isFolder: boolean) => boolean {
    const rules = this.rulesFor(folder);
    if (rules.length === 0) return () => false;
    return (name, isFolder) => {
      const path = join(folder, name);
      let ignored = false;
      for (const [from, one] of rules) {
        const verdict = one.test(relative(from, path).split(sep).join('/') + (isFolder ? '/' : ''));
        if (verdict.ignored) ignored = true;
        else if (verdict.unignored) ignored = false;
      }
      return ignored;
    };
  }

  /** The rules that have a say in a folder, from the repository's top down, each with where they stand. */
  private rulesFor(folder: string): [string, Ignore][] {
    if (!this.top) return [];
    return foldersBetween(this.top, folder).flatMap((at): [string, Ignore][] => {
      const rules = this.rulesOf(at);
      return rules ? [[at, rules]] : [];
    });
  }

  private rulesOf(folder: string): Ignore | undefined {
    if (!this.rules.has(folder)) this.rules.set(folder, readRules(folder));
    return this.rules.get(folder);
  }
}

function readRules(folder: string): Ignore | undefined {
  const files = [join(folder, '.gitignore'), join(folder, '.git', 'info', 'exclude')];
  const texts = files.flatMap((file) => readFile(file) ?? []);
  return texts.length > 0 ? ignore().add(texts.join('\n')) : undefined;
}

/** Git takes none that is larger, in bytes. */
const LARGEST = 100 * 2 ** 20;

/** Git follows no links here, and passes over what it cannot read. */
function readFile(path: string): string | undefined {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    return there?.isFile() && there.size <= LARGEST ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function foldersBetween(top: string, bottom: string): string[] {
  const folders: string[] = [];
  for (let at = bottom; ; at = dirname(at)) {
    folders.unshift(at);
    if (at === top || dirname(at) === at) return folders;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** What git would ignore below a folder: its own `.gitignore`, those above it up to the repository, and nested ones. */
export class GitIgnore {
  private readonly rules = new Map<string, Ignore | undefined>();
  private readonly top: string | undefined;

  constructor(folder: string) {
    this.top = repositoryOf(folder);
  }

  /** `path` is absolute; a folder is asked about as such, since `build/` names folders only. */
  ignores(path: string, isFolder: boolean): boolean {
    const { top } = this;
    if (!top) return false;
    let ignored = false;
    for (const folder of foldersBetween(top, dirname(path))) {
      const rules = this.rulesOf(folder);
      if (!rules) continue;
      const verdict = rules.test(relative(folder, path).split(sep).join('/') + (isFolder ? '/' : ''));
      if (verdict.ignored) ignored = true;
      else if (verdict.unignored) ignored = false;
    }
    return ignored;
  }

  private rulesOf(folder: string): Ignore | undefined {
    if (!this.rules.has(folder)) this.rules.set(folder, readRules(folder));
    return this.rules.get(folder);
  }
}

function readRules(folder: string): Ignore | undefined {
  const texts = [join(folder, '.gitignore'), join(folder, '.git', 'info', 'exclude')].filter(existsSync);
  return texts.length > 0
    ? ignore().add(texts.map((file) => readFileSync(file, 'utf8')).join('\n'))
    : undefined;
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

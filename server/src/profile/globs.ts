import picomatch from 'picomatch';
import { fitsPath } from './wildcards';

/** Longer ones, and those that stand for more, are nobody's own. */
const LONGEST = 1000;
const MOST_ALTERNATIVES = 100;
/** A regular expression tries each wildcard at each place, for each place of the others. */
const MOST_WILDCARDS = 2;

/** Whether a path, with `/` between its names, fits one of the patterns. A pattern that is too much fits nothing: a repository
 * must not be able to keep whoever looks at it busy for years. */
export function fitsGlobs(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => {
    const plain = plainOf(glob);
    if (plain) return plain.some((one) => fitsPath(one, path));
    return !isTooMuch(glob) && picomatch.isMatch(path, glob, { dot: true });
  });
}

/** Whether a pattern would take too long to be tried, or is none. */
export function isTooMuch(glob: string): boolean {
  if (glob === '' || glob.length > LONGEST) return true;
  if (plainOf(glob)) return false;
  return /[*+?@!]\(/.test(glob) || (glob.match(/\*+/g) ?? []).length > MOST_WILDCARDS;
}

/** What a pattern is made of that has only wildcards and alternatives without others in them. */
function plainOf(glob: string): readonly string[] | undefined {
  if (glob === '' || glob.length > LONGEST || /\*\*\{|\}\*\*/.test(glob)) return undefined;
  let all = [''];
  // The library's reading: what is under a name with a wildcard at its end is never that name itself.
  const read = glob.replace(/^\.\//, '').replace(/((?:^|\/)(?!\*\*\/)[^/]*\*)(?:\/\*\*)+$/, '$1/**/*');
  for (const [piece] of read.matchAll(/\{[^{}]*\}|[^{}]+|[{}]/g)) {
    const [, inner] = /^\{([^{}]*,[^{}]*)\}$/.exec(piece) ?? [];
    if (inner === undefined && /[{}]/.test(piece)) return undefined;
    const alternatives = inner?.split(',') ?? [piece];
    if (all.length * alternatives.length > MOST_ALTERNATIVES) return undefined;
    // Two stars that come together so are no `**`.
    const isStarred = alternatives.some((next) => next.startsWith('*'));
    if (isStarred && all.some((one) => one.endsWith('*'))) return undefined;
    all = all.flatMap((one) => alternatives.map((next) => one + next));
  }
  // Of two stars, or stars beside other signs, only the library knows what it makes.
  const isOdd = (one: string): boolean =>
    one === '' || /[[\]()!\\+@|^$"]|\.\.|\*{3}|[^/]\*\*|\*\*[^/]/.test(one);
  return all.some(isOdd) ? undefined : all;
}

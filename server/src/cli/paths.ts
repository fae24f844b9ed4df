import { relative, resolve, sep } from 'node:path';
import { STDIN } from '../disk/files';

/** A path as reports show it: relative to the working folder where it is below it, with `/` between names. */
export function shownPath(path: string): string {
  if (path === STDIN) return '<stdin>';
  const below = relative('.', resolve(path));
  return (below.startsWith('..') ? resolve(path) : below).split(sep).join('/');
}

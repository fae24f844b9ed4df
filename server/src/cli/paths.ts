import { relative, resolve, sep } from 'node:path';
import { STDIN } from '../disk/files';

/** A path as reports show it: relative to the working folder where it is below it, with `/` between names. */
export function shownPath(path: string): string {
  if (path === STDIN) return '<stdin>';
  const below = relative('.', resolve(path));
  return (below.startsWith('..') ? resolve(path) : below).split(sep).join('/');
}

/** What a file is called while a command runs, and back: its path as reports show it. */
export const uriOf = (file: string): string => `file:///${file}`;
export const fileOf = (uri: string): string => uri.slice('file:///'.length);

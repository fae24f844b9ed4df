import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Decoded, decode } from './encoding';

/** Standard input, as an operand. */
export const STDIN = '-';

export interface ReadFile extends Decoded {
  /** The operand, as the user named it. */
  readonly path: string;
}

/** Reads a file or standard input; throws an Error whose text is fit for the user. */
export function readText(path: string): ReadFile {
  const bytes = path === STDIN ? readFileSync(0) : readFileSync(path);
  const decoded = decode(bytes);
  if (!decoded) throw new Error('not UTF-8 or UTF-16 text');
  return { path, ...decoded };
}

/** Writes a whole file or nothing: into a new file beside it, which then takes its place. Links stay links. A file
 * that is not there yet becomes what any new file would be. */
export function writeAtomically(path: string, bytes: Uint8Array): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const mode = existsSync(path) ? statSync(target).mode : undefined;
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      // Goes on where a disk takes less than all at once.
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

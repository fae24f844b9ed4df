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
import { type Decoded, decode, encodeUtf8 } from './encoding';

/** Standard input, as an operand. */
export const STDIN = '-';

export interface ReadFile extends Decoded {
  /** The operand, as the user named it. */
  readonly path: string;
}

/** Reads a file or standard input; throws an Error whose text is fit for the user. */
export function readText(path: string): ReadFile {
  const decoded = path === STDIN ? decode(readFileSync(0)) : decodedAt(path);
  if (!decoded) throw new Error('not UTF-8 or UTF-16 text');
  return { path, ...decoded };
}

/** Decodes a file; undefined where it is no text. Of a file that is read as UTF-8 without a doubt nothing is read twice:
 * Node has a way of its own for those, in a single step. */
export function decodedAt(path: string): Decoded | undefined {
  const text = readFileSync(path, 'utf8');
  // By these Node shows that there is something else, or that it may be.
  if (text.startsWith('\ufeff') || text.includes('\ufffd')) return decode(readFileSync(path));
  return { text, encode: encodeUtf8 };
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

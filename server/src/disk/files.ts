import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
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

/** The text of a file that nobody has named: one of a repository may be a link to a device that never ends. Undefined where
 * there is no regular file; null where it is no text. */
export function textOf(path: string): string | undefined | null {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? (decodedAt(path)?.text ?? null) : undefined;
}

/** Decodes a file; undefined where it is no text. */
export function decodedAt(path: string): Decoded | undefined {
  const bytes = bytesAt(path);
  const text = bytes.toString('utf8');
  // By these Node shows that there is something else than UTF-8, or that it may be.
  return text.startsWith('\ufeff') || text.includes('\ufffd') ? decode(bytes) : { text, encode: encodeUtf8 };
}

/** More bytes make no text that a program could hold; trying it takes minutes, and several times the memory. */
const MOST_BYTES = 500_000_000;
/** What a file begins with; of most it is all. */
const start = Buffer.allocUnsafeSlow(65_536);

/** Valid until the next file is read. As fast as Node's own way of reading files that are small. */
function bytesAt(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < start.length; length += read)
      read = readSync(file, start, length, start.length - length, null);
    if (length < start.length) return start.subarray(0, length);
    if (fstatSync(file).size > MOST_BYTES) throw new Error('larger than 500 MB');
    return Buffer.concat([start, readFileSync(file)]);
  } finally {
    closeSync(file);
  }
}

/** A file is not what it was when it was read. */
export class ChangedMeanwhile extends Error {}

/** Puts a new text in the place of the one that was read.
 * @throws ChangedMeanwhile where somebody else has written the file since; theirs stays */
export function rewrite(file: ReadFile, text: string): void {
  // What is read from a pipe or a device is gone with the reading, and has no place to take.
  if (!statSync(file.path).isFile()) throw new Error('not a regular file');
  writeAtomically(file.path, file.encode(text), () => {
    const now = decodedAt(file.path)?.text;
    if (now !== file.text && now !== text) throw new ChangedMeanwhile();
  });
}

/** Writes a whole file or nothing: into a new file beside it, which then takes its place. Links stay links. A file
 * that is not there yet becomes what any new file would be. A device or a pipe is written to.
 * @param check looks once more, right before the place is taken, and throws where it must not be */
export function writeAtomically(path: string, bytes: Uint8Array, check?: () => void): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile()) return writeFileSync(path, bytes);
  const target = there ? realpathSync(path) : path;
  const mode = there?.mode;
  // No name may have more than 255 bytes.
  const name = basename(target).slice(0, 60);
  const draft = join(dirname(target), `.${name}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      // Goes on where a disk takes less than all at once.
      writeFileSync(file, bytes);
      if (there) giveTo(there, file);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (mode !== undefined) chmodSync(draft, mode);
    check?.();
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** What root writes in a folder of somebody else stays theirs. Others may give nothing away, and own what they write. */
function giveTo({ uid, gid }: Stats, file: number): void {
  const now = fstatSync(file);
  if (now.uid === uid && now.gid === gid) return;
  try {
    fchownSync(file, uid, gid);
  } catch {}
}

import { PROFILE_NAME, type ReadProfile, readProfile } from './read';

/** What the search for a profile needs of the file system; paths use `/`. */
export interface ProfileFiles {
  /** The text of a file, undefined where there is none. */
  read(path: string): string | undefined;
  /** Whether a folder has this entry. */
  has(path: string): boolean;
}

export interface FoundProfile extends ReadProfile {
  readonly path: string;
  readonly folder: string;
}

/** The nearest profile at or above a folder; it wins whole. The search ends at the folder that holds `.git`; where there
 * is none above, at `top` (the workspace folder), else at the root. */
export function locateProfile(folder: string, files: ProfileFiles, top?: string): FoundProfile | undefined {
  const folders = foldersUpward(folder.replace(/\/+$/, ''));
  const repository = folders.findIndex((at) => files.has(`${at}/.git`));
  const last = repository >= 0 ? repository : folders.indexOf(top?.replace(/\/+$/, '') ?? '');
  for (const at of folders.slice(0, last + 1)) {
    const path = `${at}/${PROFILE_NAME}`;
    const text = files.read(path);
    if (text !== undefined) return { ...readProfile(text), path, folder: at };
  }
  return undefined;
}

/** Whether a folder lies in a git work tree, where what is written may be committed and kept for ever. */
export function isInRepository(folder: string, files: Pick<ProfileFiles, 'has'>): boolean {
  return foldersUpward(folder.replace(/\/+$/, '')).some((at) => files.has(`${at}/.git`));
}

/** A folder and all those above it; the root is the empty text. */
function foldersUpward(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== ''; folders.push(at)) at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
  return folders;
}

import { PROFILE_NAME, type ReadProfile, readProfile } from './read';

/** In the place of a profile that is there but cannot be read as text: no profile reads like this, so it counts as
 * broken, and is not passed over in silence. */
export const UNREADABLE = '\uFFFD';

/** What the search for a profile needs of the file system; paths use `/`. */
export interface ProfileFiles {
  /** The text of a file, `UNREADABLE` where it cannot be read, undefined where there is none. */
  read(path: string): string | undefined;
  /** Whether a folder has this entry. */
  has(path: string): boolean;
}

export interface FoundProfile extends ReadProfile {
  readonly path: string;
  readonly folder: string;
}

/** The nearest profile at or above a folder; it wins whole. */
export function locateProfile(folder: string, files: ProfileFiles, top?: string): FoundProfile | undefined {
  const found = nearestFile(PROFILE_NAME, folder, files, top);
  return found && { ...readProfile(found.text), path: found.path, folder: found.folder };
}

/** The nearest file of a name at or above a folder. The search ends at the folder that holds `.git`; where there is
 * none above, at `top` (the workspace folder), else at the root. */
export function nearestFile(
  name: string,
  folder: string,
  files: ProfileFiles,
  top?: string,
): { path: string; folder: string; text: string } | undefined {
  const folders = foldersUpward(folder.replace(/\/+$/, ''));
  const repository = repositoryOf(folder, files);
  const last = folders.indexOf(repository ?? top?.replace(/\/+$/, '') ?? '');
  for (const at of folders.slice(0, last + 1)) {
    const path = `${at}/${name}`;
    const text = files.read(path);
    if (text !== undefined) return { path, folder: at, text };
  }
  return undefined;
}

/** The nearest folder at or above this one that holds `.git`. */
export function repositoryOf(folder: string, files: ProfileFiles): string | undefined {
  return foldersUpward(folder.replace(/\/+$/, '')).find((at) => files.has(`${at}/.git`));
}

/** A folder and all those above it; the root is the empty text. */
export function foldersUpward(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== ''; folders.push(at)) at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
  return folders;
}

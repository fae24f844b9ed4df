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

/** The nearest profile at or above a folder; it wins whole. The search ends at the folder that holds `.git`, at
 * `top` (the workspace folder), or at the root. */
export function locateProfile(folder: string, files: ProfileFiles, top?: string): FoundProfile | undefined {
  for (let at = folder.replace(/\/+$/, ''); ; ) {
    const path = `${at}/${PROFILE_NAME}`;
    const text = files.read(path);
    if (text !== undefined) return { ...readProfile(text), path, folder: at };
    const parent = at.slice(0, Math.max(0, at.lastIndexOf('/')));
    if (at === '' || files.has(`${at}/.git`) || at === top?.replace(/\/+$/, '')) return undefined;
    at = parent;
  }
}

import { nearestFile, type ProfileFiles } from '../profile/locate';
import { LOCK_NAME, type ReadLock, readLock } from './lock';

export interface FoundLock extends ReadLock {
  readonly path: string;
  readonly folder: string;
}

/** The nearest lock at or above a folder, as far up as a profile would be looked for. */
export function locateLock(folder: string, files: ProfileFiles, top?: string): FoundLock | undefined {
  const found = nearestFile(LOCK_NAME, folder, files, top);
  return found && { ...readLock(found.text), path: found.path, folder: found.folder };
}

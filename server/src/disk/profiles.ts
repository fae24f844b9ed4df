import { existsSync } from 'node:fs';
import { type ProfileFiles, UNREADABLE } from '../profile/locate';
import { decodedAt } from './files';

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** Profiles on the disk. */
export const diskProfiles: ProfileFiles = {
  read: (path) => {
    try {
      return decodedAt(path)?.text ?? UNREADABLE;
    } catch (error) {
      return NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : UNREADABLE;
    }
  },
  has: existsSync,
};

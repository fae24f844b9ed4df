import { existsSync } from 'node:fs';
import { type ProfileFiles, UNREADABLE } from '../profile/locate';
import { textOf } from './files';

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR']);

/** Profiles on the disk. */
export const diskProfiles: ProfileFiles = {
  read: (path) => {
    try {
      const text = textOf(path);
      return text === null ? UNREADABLE : text;
    } catch (error) {
      return NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : UNREADABLE;
    }
  },
  has: existsSync,
};

import { existsSync, readFileSync } from 'node:fs';
import type { ProfileFiles } from '../profile/locate';
import { decode } from './encoding';

/** In the place of a profile that is there but cannot be read as text: no profile reads like this, so it counts as
 * broken, and is not passed over in silence. */
const UNREADABLE = '\uFFFD';
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** Profiles on the disk. */
export const diskProfiles: ProfileFiles = {
  read: (path) => {
    try {
      return decode(readFileSync(path))?.text ?? UNREADABLE;
    } catch (error) {
      return NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : UNREADABLE;
    }
  },
  has: existsSync,
};

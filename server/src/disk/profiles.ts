import { existsSync, readFileSync } from 'node:fs';
import type { ProfileFiles } from '../profile/locate';
import { decode } from './encoding';

/** Profiles on the disk. */
export const diskProfiles: ProfileFiles = {
  read: (path) => {
    try {
      return decode(readFileSync(path))?.text;
    } catch {
      return undefined;
    }
  },
  has: existsSync,
};

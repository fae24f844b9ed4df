import { readdirSync } from 'node:fs';
import { diskProfiles } from './profiles';

/** What lies around a document on the disk. */
export const diskNeighbours = {
  read: diskProfiles.read,
  list: (folder: string): readonly string[] => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};

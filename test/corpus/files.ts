import { existsSync, readFileSync } from 'node:fs';
import { decode } from '../../server/src/disk/encoding';
import type { NeighbourFiles } from '../../server/src/ecs/neighbours';

/** Real files of many owners, beside the repository; they are read here and never copied. */
const FOLDER = '../shared/corpus';
export const skip = existsSync(FOLDER) ? false : 'the corpus is not beside this checkout';

const [, ...lines] = skip ? [] : readFileSync(`${FOLDER}/INDEX.tsv`, 'utf8').trim().split('\n');
export const rows = lines
  .map((line) => line.split('\t'))
  .map(([owner, path, , kind, , , file]) => ({ kind, file, path: `/${owner}/${path}` }));

export function textOf(file: string): string {
  return decode(readFileSync(`${FOLDER}/files/${file}`))!.text;
}

const places = new Map(rows.map(({ path, file }) => [path, file]));

/** The files where they stood in their repositories. */
export const repositories: NeighbourFiles = {
  read: (path) => (places.has(path) ? textOf(places.get(path)!) : undefined),
  list: (folder) =>
    [...places.keys()]
      .filter((path) => path.slice(0, path.lastIndexOf('/')) === folder)
      .map((path) => path.slice(folder.length + 1)),
  uriOf: (path) => `file://${path}`,
};

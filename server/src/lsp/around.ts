import type { Neighbour, NeighbourFiles, Neighbourhood } from '../ecs/neighbours';
import { LOCK_NAME } from '../images/lock';
import { type FoundProfile, locateProfile, nearestFile, repositoryOf } from '../profile/locate';
import { neighboursOf } from '../service/neighbours';
import type { Files } from './files';
import { parentOf, pathOf } from './uris';

/** The files around a document that decide about it. */
export interface Around {
  readonly profile?: FoundProfile;
  /** What images run, as it was resolved before. */
  readonly lock?: { readonly path: string; readonly text: string };
  /** The nearest folder at or above it that is a repository. */
  readonly repository?: string;
  /** The documents that it names, or that name it. */
  readonly neighbourhood?: Neighbourhood;
}

/** What one walk over many files has seen of each folder. */
export class Walk {
  readonly folders = new Map<string, Around>();
  readonly terraform = new Map<string, readonly Neighbour[]>();
}

/** Looks around a document with this text, up to its workspace folder's top. */
export async function lookAround(
  uri: string,
  text: string,
  folder: string | undefined,
  files: Files,
  neighbours: NeighbourFiles,
  walk?: Walk,
): Promise<Around> {
  const top = folder && pathOf(folder);
  // What was never saved counts as standing in its folder.
  const path = uri.startsWith('untitled:') ? top && `${top}/untitled` : pathOf(uri);
  if (path === undefined) return {};
  const parent = parentOf(path);
  const around = walk?.folders.get(parent) ?? (await lookAroundFolder(parent, top, files));
  walk?.folders.set(parent, around);
  const near = await neighboursOf(path, text, neighbours, around.repository ?? top, walk?.terraform);
  return near.length === 0 ? around : { ...around, neighbourhood: { path, files: near } };
}

async function lookAroundFolder(folder: string, top: string | undefined, files: Files): Promise<Around> {
  const there = await files.around(folder, top);
  return {
    profile: locateProfile(folder, there, top),
    lock: nearestFile(LOCK_NAME, folder, there, top),
    repository: repositoryOf(folder, there),
  };
}

/** Whether nothing has changed around a document. */
export function isSameAround(one: Around, other: Around): boolean {
  return (
    one.profile?.path === other.profile?.path &&
    one.profile?.tree.text === other.profile?.tree.text &&
    one.lock?.path === other.lock?.path &&
    one.lock?.text === other.lock?.text &&
    one.repository === other.repository &&
    isSameNeighbourhood(one.neighbourhood?.files ?? [], other.neighbourhood?.files ?? [])
  );
}

function isSameNeighbourhood(one: readonly Neighbour[], other: readonly Neighbour[]): boolean {
  const isSame = ({ path, text }: Neighbour, place: number): boolean =>
    path === other[place].path && text === other[place].text;
  return one.length === other.length && one.every(isSame);
}

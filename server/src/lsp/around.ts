import { LOCK_NAME } from '../images/lock';
import { type FoundProfile, locateProfile, nearestFile, repositoryOf } from '../profile/locate';
import type { Files } from './files';
import { parentOf, pathOf } from './uris';

/** The files around a document that decide about it. */
export interface Around {
  readonly profile?: FoundProfile;
  /** What images run, as it was resolved before. */
  readonly lock?: { readonly path: string; readonly text: string };
  readonly inRepository: boolean;
}

const NOTHING: Around = { inRepository: false };

/** Looks around a document, up to its workspace folder's top. `found` keeps what one walk over many files has seen of
 * each folder. */
export async function lookAround(
  uri: string,
  folder: string | undefined,
  files: Files,
  found?: Map<string, Around>,
): Promise<Around> {
  const top = folder && pathOf(folder);
  // What was never saved counts as standing in its folder.
  const path = uri.startsWith('untitled:') ? top && `${top}/untitled` : pathOf(uri);
  if (path === undefined) return NOTHING;
  const parent = parentOf(path);
  const known = found?.get(parent);
  if (known) return known;
  const there = await files.around(parent, top);
  const around = {
    profile: locateProfile(parent, there, top),
    lock: nearestFile(LOCK_NAME, parent, there, top),
    inRepository: repositoryOf(parent, there) !== undefined,
  };
  found?.set(parent, around);
  return around;
}

/** Whether nothing has changed around a document. */
export function isSameAround(one: Around, other: Around): boolean {
  return (
    one.profile?.path === other.profile?.path &&
    one.profile?.tree.text === other.profile?.tree.text &&
    one.lock?.path === other.lock?.path &&
    one.lock?.text === other.lock?.text &&
    one.inRepository === other.inRepository
  );
}

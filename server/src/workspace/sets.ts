import { PolicySet, type SetMember } from '../policy/set';
import { fitsGlobs } from '../profile/globs';
import type { PolicyRow } from '../profile/schema';

/** A document on its way into the sets. */
export interface Placed {
  readonly member: SetMember;
  /** What tells one group of sets from others: the profile that names them, else the workspace folder. */
  readonly home: string;
  /** The sets that the profile names; absent where all documents of the home belong together. */
  readonly rows?: readonly PolicyRow[];
  /** Where it lies, relative to the profile, with `/` between names. */
  readonly place: string;
}

/** The set of each document, by its URI. A task definition that several Consoles share counts for each, and is itself
 * held against the first. */
export function setsOf(documents: readonly Placed[]): Map<string, PolicySet> {
  const members = new Map<string, SetMember[]>();
  const first = new Map<string, string>();
  for (const document of documents) {
    for (const key of keysOf(document)) {
      members.set(key, [...(members.get(key) ?? []), document.member]);
      if (!first.has(document.member.uri)) first.set(document.member.uri, key);
    }
  }
  const sets = new Map([...members].map(([key, all]) => [key, new PolicySet(all)]));
  return new Map([...first].map(([uri, key]) => [uri, sets.get(key)!]));
}

/** Whether a profile's set is to hold policies at a place. */
export function isPlaceOfPolicies({ rows = [], place }: Omit<Placed, 'member'>): boolean {
  return rows.some(({ files }) => fitsGlobs(place, files));
}

function keysOf({ member, home, rows, place }: Placed): string[] {
  if (!rows) return [home];
  return rows
    .filter(({ files, tasks }) =>
      member.policy ? fitsGlobs(place, files) : tasks === undefined || fitsGlobs(place, tasks),
    )
    .map(({ name }) => JSON.stringify([home, name]));
}

import type { TextEdit } from '../syntax/edits';

/** Tells one plan from another: what was looked through is what is applied. No secret can be read from it. */
export function digestOf(edits: readonly TextEdit[]): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(edits)) {
    hash ^= character.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return `${edits.length}-${hash.toString(16)}`;
}

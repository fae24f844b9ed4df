import { readProfile } from '../profile/read';
import type { Selector } from '../profile/settings';
import type { TextEdit, Value } from '../syntax/edits';
import { printChanges } from '../syntax/print';
import { Struct } from '../syntax/view';

/** A row of one of the profile's lists. */
export type Row = Selector & { readonly [name: string]: Value | undefined };

/** The edits that write rows into a list of a profile; a new profile where there is none. Undefined where it is broken:
 * nothing is added to what cannot be read. */
export function writeRows(
  text: string | undefined,
  list: 'suppress' | 'entryPoints',
  rows: readonly Row[],
): TextEdit[] | undefined {
  const values = rows.map(stated);
  if (text === undefined || text.trim() === '') {
    const whole = JSON.stringify({ [list]: values }, null, 2);
    return [{ start: 0, end: text?.length ?? 0, text: `${whole}\n` }];
  }
  const { tree, profile } = readProfile(text);
  if (!profile) return undefined;
  const field = new Struct(tree, 0).field(list);
  return printChanges(tree, [
    field.isArray
      ? { op: 'append', array: field.node, values }
      : { op: 'set', object: 0, key: list, value: values },
  ]);
}

function stated(row: Row): { [name: string]: Value } {
  const members = Object.entries(row).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return Object.fromEntries(members);
}

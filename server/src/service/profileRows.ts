import { readProfile } from '../profile/read';
import type { Selector } from '../profile/settings';
import type { Change, TextEdit, Value } from '../syntax/edits';
import { printChanges } from '../syntax/print';
import { Struct } from '../syntax/view';

/** A row of one of the profile's lists. */
export type Row = Selector & { readonly [name: string]: Value | undefined };

/** The edits that write rows into a list of a profile, of the override for one file where that is given; a new profile
 * where there is none. Undefined where it is broken: nothing is added to what cannot be read. */
export function writeRows(
  text: string | undefined,
  list: 'suppress' | 'entryPoints',
  rows: readonly Row[],
  file?: string,
): TextEdit[] | undefined {
  const values = rows.map(stated);
  const files = file === undefined ? undefined : literally(file);
  if (text === undefined || text.trim() === '') {
    const own = files === undefined ? { [list]: values } : { overrides: [{ files, [list]: values }] };
    const whole = JSON.stringify(own, null, 2);
    return [{ start: 0, end: text?.length ?? 0, text: `${whole}\n` }];
  }
  const { tree, profile } = readProfile(text);
  if (!profile) return undefined;
  const root = new Struct(tree, 0);
  if (files === undefined) return printChanges(tree, [adding(root, list, values)]);
  const override = root.field('overrides').structs.find((one) => one.field('files').text === files);
  return printChanges(tree, [
    override ? adding(override, list, values) : adding(root, 'overrides', [{ files, [list]: values }]),
  ]);
}

function adding(owner: Struct, list: string, values: Value[]): Change {
  const field = owner.field(list);
  return field.isArray
    ? { op: 'append', array: field.node, values }
    : { op: 'set', object: owner.node, key: list, value: values };
}

/** The pattern that only this path fits. */
function literally(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}

function stated(row: Row): { [name: string]: Value } {
  const members = Object.entries(row).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return Object.fromEntries(members);
}

import { message } from '../../l10n/message';
import { isBefore } from '../../policy/releases';
import type { Schema } from '../../policy/schema/schema';
import type { PolicySet } from '../../policy/set';
import { typeText } from '../about';
import { aboutProperty, tabOf } from '../policyAbout';
import type { CompletionOptions } from './completion';
import type { Completion } from './item';
import { editFor, presentIn } from './keys';
import { type PolicyCursor, policyCursorAt } from './policyCursor';
import { typeOf } from './policyTypes';
import { policyValuesAt } from './policyValues';
import { type Writer, writerAt } from './writing';

/** What can be put at an offset of a policy document, in any half-typed state; `release` is the Console's, where it is
 * known. */
export function policyCompletionsAt(
  text: string,
  offset: number,
  set: PolicySet,
  { snippets, onlyValues = false }: CompletionOptions,
  release?: string,
): Completion[] {
  const cursor = policyCursorAt(text, offset);
  if (!cursor || (cursor.isKey && onlyValues)) return [];
  const writer = writerAt(text, cursor);
  return cursor.isKey
    ? propertiesAt(cursor, writer, snippets, release)
    : policyValuesAt(cursor, writer, set, snippets);
}

/** The properties that fit into the object at the cursor and are not there yet, in the order of the Console. */
function propertiesAt(
  cursor: PolicyCursor,
  writer: Writer,
  snippets: boolean,
  release: string | undefined,
): Completion[] {
  const { schema, policy, path } = cursor;
  if (schema.type !== 'object') return [];
  const present = presentIn(cursor);
  return Object.entries(schema.properties)
    .filter(([name, own]) => !present.has(name.toLowerCase()) && isWritten(own, release))
    .map(([name, own], order): Completion => {
      const type = typeOf(own);
      const isRequired = own.isRequired === true;
      const below = [...path, name];
      const tab = tabOf(policy, below);
      return {
        label: name,
        kind: 'key',
        detail: tab ? message('completion.ofTab', { type: typeText(type), tab: [tab] }) : typeText(type),
        isRequired,
        ...editFor(cursor, writer, name, type, snippets),
        sort: `${isRequired ? 0 : 1}${String(order).padStart(3, '0')}`,
        about: aboutProperty(policy, below, own),
      };
    });
}

/** Whether an author writes a property: not what the Console sets or copies, what App-Embedded Defenders have no control
 * for, nor what the Console's release does not know. */
function isWritten(
  { isReadOnly, isCopy, isForeign, since, removedIn }: Schema,
  release: string | undefined,
): boolean {
  if (isReadOnly || isCopy || isForeign) return false;
  if (since && release && isBefore(release, since)) return false;
  return !removedIn || (release !== undefined && isBefore(release, removedIn));
}

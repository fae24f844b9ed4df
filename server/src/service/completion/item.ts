import type { AppVariable, SidecarVariable } from '../../defender/vocabulary';
import type { Message } from '../../l10n/message';
import type { TextEdit } from '../../syntax/edits';

/** What documentation is shown for, once somebody looks at an item. */
export type Subject =
  | { readonly member: { readonly owner: string; readonly name: string } }
  | { readonly variable: AppVariable | SidecarVariable };

/** Something that can be put where the cursor stands. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name' | 'variable';
  /** The type of a key's value, or what a value amounts to. */
  readonly detail?: string | Message;
  readonly isRequired?: boolean;
  /** Takes the place of exactly what is typed. */
  readonly edit: TextEdit;
  /** The edit's text has places to be filled in. */
  readonly isSnippet: boolean;
  /** Edits elsewhere that keep the text whole: a comma. */
  readonly further: readonly TextEdit[];
  /** What an editor holds against what is typed. */
  readonly filter: string;
  readonly sort: string;
  readonly subject?: Subject;
  /** Its documentation, where that is at hand. */
  readonly about?: readonly Message[];
}

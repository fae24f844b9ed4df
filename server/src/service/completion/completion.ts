import type { Config } from '../config';
import { cursorAt } from './cursor';
import type { Completion } from './item';
import { keysAt } from './keys';
import { valuesAt } from './values';
import { writerAt } from './writing';

export interface CompletionOptions {
  /** Texts may have places to be filled in. */
  readonly snippets: boolean;
  /** The author has typed a blank: between things there is nothing to be offered yet. */
  readonly onlyValues?: boolean;
}

/** What can be put at an offset of a text, which may be in any half-typed state. */
export function completionsAt(
  text: string,
  offset: number,
  config: Config,
  { snippets, onlyValues = false }: CompletionOptions,
): Completion[] {
  const cursor = cursorAt(text, offset);
  if (!cursor || (cursor.isKey && onlyValues)) return [];
  const writer = writerAt(text, cursor);
  return cursor.isKey ? keysAt(cursor, writer, config, snippets) : valuesAt(cursor, writer, config);
}

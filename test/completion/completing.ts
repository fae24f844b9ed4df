import assert from 'node:assert/strict';
import type { Decisions } from '../../server/src/profile/schema';
import { type CompletionOptions, completionsAt } from '../../server/src/service/completion/completion';
import type { Completion } from '../../server/src/service/completion/item';
import { applyEdits } from '../../server/src/syntax/edits';
import { configOf } from '../support/harness';
import { marked } from '../support/markers';

/** What is offered where `‸` stands, in the order in which editors show it. */
export function offers(
  source: string,
  decisions: Decisions = {},
  options: CompletionOptions = { snippets: true },
): Completion[] {
  const { text, offset } = marked(source);
  assert.ok(offset >= 0, 'the text has a cursor');
  const found = completionsAt(text, offset, configOf(decisions), options);
  for (const { edit } of found) {
    // Editors take only edits on the cursor's line that hold the cursor.
    assert.ok(edit.start <= offset && offset <= edit.end);
    assert.ok(!text.slice(edit.start, edit.end).includes('\n'));
  }
  return found.sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

export function labels(source: string, decisions?: Decisions): string[] {
  return offers(source, decisions).map(({ label }) => label);
}

/** The text once an offer is taken; places to be filled in stand as in a snippet. */
export function taken(
  source: string,
  label: string,
  decisions?: Decisions,
  options?: CompletionOptions,
): string {
  const found = offers(source, decisions, options).find((one) => one.label === label);
  assert.ok(found, `${label} is offered`);
  const { text } = marked(source);
  return applyEdits(text, [found.edit, ...found.further]);
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Models } from '../../server/src/service/model';
import type { TextEdit } from '../../server/src/syntax/edits';
import { assertLaws, documentOf } from './laws';
import { type Mutation, mutate, mutations } from './mutations';
import type { Seed } from './seeds';

/** A document to begin with, and what becomes of it, one mutation after the other. */
export interface DocumentCase {
  readonly seed: Seed;
  readonly other: Seed;
  readonly mutations: readonly Mutation[];
}

export function documentCases(seeds: readonly Seed[]): fc.Arbitrary<DocumentCase> {
  assert.ok(seeds.length > 0);
  // A report names them; the text that fails is in it anyway.
  const shown = seeds.map((seed) => ({ ...seed, [fc.toStringMethod]: () => seed.name }));
  return fc.record({
    seed: fc.constantFrom(...shown),
    other: fc.constantFrom(...shown),
    mutations: fc.array(mutations, { minLength: 1, maxLength: 5 }),
  });
}

/** Changes the document as an editor does, and holds it to the laws after each change. */
export function tryDocument({ seed, other, mutations: all }: DocumentCase): void {
  let document = documentOf(seed.text, seed.syntax);
  const models = new Models();
  for (const [place, mutation] of all.entries()) {
    const edits = mutate(document.getText(), mutation, other.text);
    document = TextDocument.update(document, changesOf(document, edits), place + 2);
    try {
      assertLaws(document, models, seed.syntax, mutation.to);
    } catch (fault) {
      throw new Error(`${(fault as Error).stack}\n--- the document:\n${document.getText()}\n---`);
    }
  }
}

/** A text, to count its lines. */
export function heldOf(text: string): TextDocument {
  return TextDocument.create('file:///held', '', 0, text);
}

/** Edits as an editor tells of them: from the last to the first, so that each leaves the others where they are. */
export function changesOf(document: TextDocument, edits: readonly TextEdit[]) {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .map(({ start, end, text }) => ({
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      text,
    }));
}

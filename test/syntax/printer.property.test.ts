import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ParseError, parse } from 'jsonc-parser';
import { applyEdits, type Change, type TextEdit } from '../../server/src/syntax/edits';
import { readJson } from '../../server/src/syntax/json/reader';
import { printChanges } from '../../server/src/syntax/print';
import { Kind, type Tree } from '../../server/src/syntax/tree';
import { assertInOrder } from './editing';
import { changesOf, intents, valueAfter } from './model';
import { documents, type Writing, write, writings } from './writing';

const RUNS = { numRuns: 2000 };

interface Case {
  readonly writing: Writing;
  readonly tree: Tree;
  readonly changes: Change[];
  readonly edits: TextEdit[];
  readonly after: string;
}

/** Runs a check over random documents in random styles, changed in up to five places. */
function check(assertion: (one: Case) => void): void {
  fc.assert(
    fc.property(documents, writings, intents, (value, writing, wishes) => {
      const before = write(value, writing);
      const tree = readJson(before);
      assert.deepEqual(tree.faults, []);
      const changes = changesOf(tree, wishes);
      const edits = printChanges(tree, changes);
      assertInOrder(before, edits);
      assertion({ writing, tree, changes, edits, after: applyEdits(before, edits) });
    }),
    RUNS,
  );
}

test('what is parsed afterwards equals the same changes made to the parsed value', () => {
  check(({ writing, tree, changes, after }) => {
    const errors: ParseError[] = [];
    const value = parse(after, errors, { allowTrailingComma: writing.trailingComma });
    assert.deepEqual(errors, [], after);
    assert.deepEqual(value, valueAfter(tree, changes), after);
    assert.deepEqual(readJson(after).faults, []);
  });
});

test('only what is replaced or removed goes, with its commas and blanks', () => {
  check(({ tree, changes, edits }) => {
    const spans = changes.flatMap(spansOf(tree));
    for (const { start, end } of edits) {
      for (let at = start; at < end; at++) {
        const goes = spans.some((span) => span.start <= at && at < span.end);
        assert.ok(
          goes || /[\s,]/.test(tree.text[at]),
          `${JSON.stringify(tree.text.slice(start, end))} is taken away`,
        );
      }
    }
  });
});

test('every comment stays, after what it stands after on its line', () => {
  check(({ tree, changes, edits, after }) => {
    const { text } = tree;
    const spans = changes.flatMap(spansOf(tree));
    const kept = commentsIn(text).filter(
      ({ start }) => !spans.some((span) => span.start <= start && start < span.end),
    );
    assert.deepEqual(
      commentsIn(after).map((comment) => comment.text),
      kept.map((comment) => comment.text),
      after,
    );
    for (const { start } of kept) {
      const line = text.lastIndexOf('\n', start) + 1;
      const stands = line + text.slice(line, start).trimEnd().length;
      const moved = edits.filter(
        (edit) => stands <= edit.start && edit.start <= start && edit.text.includes('\n'),
      );
      // What comes before the next entry may come between it and a comment before it.
      assert.ok(
        moved.every((edit) => edit.start === start && edit.end > start) || moved.length === 0,
        `${JSON.stringify(moved)} moves a comment in\n${text}`,
      );
    }
  });
});

test('lines end as they did, and none ends in blanks', () => {
  check(({ writing, tree, after }) => {
    if (tree.text.includes('\n')) {
      assert.deepEqual(new Set(after.match(/\r?\n/g) ?? [writing.eol]), new Set([writing.eol]));
    }
    assert.doesNotMatch(after, /[ \t]+(?:\r?\n|$)/);
  });
});

/** The stretches of the text that a change may take away. */
function spansOf(tree: Tree): (change: Change) => { start: number; end: number }[] {
  return (change) => {
    switch (change.op) {
      case 'replace':
        return [{ start: tree.start(change.node), end: tree.end(change.node) }];
      case 'rename':
        return [{ start: tree.start(change.key), end: tree.end(change.key) }];
      case 'remove': {
        const isMember = tree.kind(tree.parent(change.node)) === Kind.Object;
        const end = tree.end(isMember ? change.node + 1 : change.node);
        return [{ start: tree.start(change.node), end }];
      }
      default:
        return [];
    }
  };
}

/** The comments of a text; strings are passed over. */
function commentsIn(text: string): { text: string; start: number }[] {
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g);
  return [...tokens]
    .filter(([token]) => !token.startsWith('"'))
    .map((match) => ({ text: match[0], start: match.index }));
}

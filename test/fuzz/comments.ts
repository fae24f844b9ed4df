import assert from 'node:assert/strict';
import { visit } from 'jsonc-parser';
import { type CST, Parser, parseDocument } from 'yaml';
import type { Change } from '../../server/src/syntax/edits';
import { valueNode } from '../../server/src/syntax/entries';
import type { Tree } from '../../server/src/syntax/tree';
import type { Syntax } from './seeds';

interface Comment {
  readonly text: string;
  readonly start: number;
}

/** Every comment is still there, but for those inside of what is taken away or exchanged; where somebody else can say what
 * a comment is. */
export function assertComments(
  tree: Tree,
  changes: readonly Change[],
  after: string,
  syntax: Syntax,
  what: string,
): void {
  if (tree.text === after) return;
  const gone = changes.flatMap((change) => goneWith(tree, change));
  const left = COMMENTS[syntax](after).map(({ text }) => text);
  for (const { text, start } of COMMENTS[syntax](tree.text)) {
    if (gone.some((piece) => piece.start <= start && start < piece.end)) continue;
    const place = left.indexOf(text);
    assert.ok(place >= 0, `${what}: the comment ${text}`);
    left.splice(place, 1);
  }
}

/** What a change takes out of the text. */
function goneWith(tree: Tree, change: Change): { start: number; end: number }[] {
  const { op } = change;
  if (op === 'remove')
    return [{ start: tree.start(change.node), end: tree.end(valueNode(tree, change.node)) }];
  if (op === 'replace' || op === 'splice')
    return [{ start: tree.start(change.node), end: tree.end(change.node) }];
  if (op !== 'set') return [];
  const children = tree.children(change.object);
  const key = children.findLast((one, place) => place % 2 === 0 && tree.reads(one, change.key));
  return key === undefined ? [] : [{ start: tree.start(key), end: tree.end(key + 1) }];
}

const COMMENTS: Record<Syntax, (text: string) => Comment[]> = {
  json: commentsOfJson,
  jsonc: commentsOfJson,
  yaml: commentsOfYaml,
  // Those on lines of their own: of others only a reader could tell them from strings.
  terraform: (text) =>
    [...text.matchAll(/^[ \t]*((?:#|\/\/).*)$/gm)].map(({ 0: line, 1: own, index }) => ({
      text: own.trim(),
      start: index + line.indexOf(own),
    })),
  pcrule: () => [],
};

function commentsOfJson(text: string): Comment[] {
  const found: Comment[] = [];
  visit(text, {
    onComment: (start, length) => void found.push({ text: text.slice(start, start + length), start }),
  });
  return found;
}

function commentsOfYaml(text: string): Comment[] {
  const found: Comment[] = [];
  const look = (token: unknown): void => {
    if (typeof token !== 'object' || token === null) return;
    if ('type' in token && token.type === 'comment') {
      const { source, offset } = token as CST.SourceToken;
      found.push({ text: source.trim(), start: offset });
    } else for (const one of Object.values(token)) look(one);
  };
  // To that reader a carriage return alone ends no line, and so no comment.
  if (/\r(?!\n)/.test(text)) return found;
  if (parseDocument(text, { logLevel: 'silent' }).errors.length > 0) return found;
  for (const token of new Parser().parse(text)) look(token);
  return found;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, type Change, Copy } from '../../server/src/syntax/edits';
import { type HclOptions, readHcl } from '../../server/src/syntax/hcl/reader';
import { printChanges } from '../../server/src/syntax/print';
import { Kind, type Tree } from '../../server/src/syntax/tree';
import { assertInOrder, nodeAt } from './editing';
import { untidy } from './fmt';

/** Every resource is read. */
export const OPTIONS: HclOptions = {
  wanted: ([block]) => block === 'resource',
  lists: new Set(['volume']),
  follow: new Set(['follows']),
};

/** What is hidden in a file, with what it is called by. */
const CALL = /^(?:"\$\{ *)?(?:file|templatefile)\(/;

/** What every tree of a Terraform file owes its readers: unlike in JSON, a block begins with its own name, and the
 * blocks of one list may stand apart. */
export function assertSpans(tree: Tree): void {
  const { text, size } = tree;
  assert.ok(size > 0);
  for (let node = 0; node < size; node++) {
    const [start, end, parent] = [tree.start(node), tree.end(node), tree.parent(node)];
    assert.ok(0 <= start && start <= end && end <= text.length, `node ${node} of ${JSON.stringify(text)}`);
    if (node === 0) continue;
    assert.ok(parent >= 0 && parent < node);
    const holds = [Kind.Object, Kind.Array].includes(tree.kind(parent)) || CALL.test(tree.source(parent));
    assert.ok(holds, 'a leaf has a child');
    if (tree.kind(parent) === Kind.Object) assert.equal(tree.children(parent).length % 2, 0);
  }
  for (const { start, end } of tree.faults) assert.ok(0 <= start && start <= end && end <= text.length);
}

/** The faults of a tree, each with the text it stands on. */
export function faultsIn(tree: Tree): string[] {
  return tree.faults.map(({ code, start, end }) => `${code} @ ${tree.text.slice(start, end)}`);
}

/** The text of a file after some changes; paths begin with the resource's name. */
export function editedHcl(text: string, ...changes: ((tree: Tree) => Change)[]): string {
  const tree = readHcl(text, OPTIONS);
  assert.deepEqual(tree.faults, []);
  const edits = printChanges(
    tree,
    changes.map((change) => change(tree)),
  );
  assertInOrder(text, edits);
  return applyEdits(text, edits);
}

/** A resource with this body. */
export function resource(body: string): string {
  return `resource "t" "n" {\n${body}\n}\n`;
}

/** A value of the resource, to be written once more. */
export function copyOf(tree: Tree, ...path: string[]): Copy {
  return new Copy(tree, nodeAt(tree, ['n', ...path]));
}

type Row = readonly [body: string, changes: readonly ((tree: Tree) => Change)[], expected: string];

/** Tests each change of a resource's body; what was as `terraform fmt` writes it has to be so afterwards. */
export function rows(table: readonly Row[]): void {
  for (const [place, [body, changes, expected]] of table.entries()) {
    for (const eol of ['\n', '\r\n']) {
      test(`${place} ${JSON.stringify(eol)} ${body}`, () => {
        const written = (text: string): string => resource(text).replaceAll('\n', eol);
        assert.equal(editedHcl(written(body), ...changes), written(expected));
        if (untidy(resource(body)).length === 0) assert.deepEqual(untidy(resource(expected)), []);
      });
    }
  }
}

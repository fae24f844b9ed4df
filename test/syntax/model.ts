import fc from 'fast-check';
import type { Change, Value } from '../../server/src/syntax/edits';
import { Kind, type NodeId, type Tree } from '../../server/src/syntax/tree';
import { values } from './writing';

/** Pieces of strings have tests of their own. */
type Op = Exclude<Change['op'], 'splice'>;

/** What a change is made of before there is a document to change. */
interface Intent {
  readonly op: Op;
  readonly pick: number;
  readonly value: Value;
}

const small = fc.constantFrom<Value>(
  'x',
  1,
  null,
  [],
  {},
  ['y', 'z'],
  { name: 'A', value: '1' },
  { a: { b: [{ c: 1 }] } },
);
export const intents: fc.Arbitrary<Intent[]> = fc.array(
  fc.record({
    op: fc.constantFrom<Op>(
      'set',
      'set',
      'append',
      'append',
      'before',
      'replace',
      'remove',
      'remove',
      'rename',
    ),
    pick: fc.nat(),
    value: fc.oneof({ weight: 3, arbitrary: small }, values as fc.Arbitrary<Value>),
  }),
  { minLength: 1, maxLength: 5 },
);

/** Turns intents into changes of this document; those that would change what others remove are left out. */
export function changesOf(
  tree: Tree,
  wishes: readonly Intent[],
  allows: (op: Op, node: NodeId) => boolean = () => true,
): Change[] {
  const nodes = Array.from({ length: tree.size }, (_, node) => node);
  const inside = (node: NodeId, outer: NodeId): boolean => node >= outer && node < tree.after(outer);
  const isKey = (node: NodeId): boolean =>
    node > 0 &&
    tree.kind(tree.parent(node)) === Kind.Object &&
    tree.children(tree.parent(node)).indexOf(node) % 2 === 0;
  const isItem = (node: NodeId): boolean => node > 0 && tree.kind(tree.parent(node)) === Kind.Array;
  const used: NodeId[] = [];
  const gone: NodeId[] = [];
  const changes: Change[] = [];
  for (const [place, { op, pick, value }] of wishes.entries()) {
    const fits = (node: NodeId): boolean => {
      if (op === 'set') return tree.kind(node) === Kind.Object;
      if (op === 'append') return tree.kind(node) === Kind.Array;
      if (op === 'before') return isItem(node);
      if (op === 'rename') return isKey(node);
      return op === 'remove' ? isKey(node) || isItem(node) : node > 0 && !isKey(node);
    };
    const candidates = nodes.filter((node) => fits(node) && allows(op, node));
    if (candidates.length === 0) continue;
    const node = candidates[pick % candidates.length];
    // A member goes with its value.
    const whole = op === 'remove' && isKey(node) ? [node, node + 1] : [node];
    if (gone.some((other) => inside(node, other))) continue;
    const takes = op === 'remove' || op === 'replace' || op === 'rename';
    if (takes && whole.some((part) => used.some((other) => inside(other, part)))) continue;
    used.push(node);
    if (takes) gone.push(...whole);
    const name = `new${place}`;
    if (op === 'set') changes.push({ op, object: node, key: name, value });
    else if (op === 'append') changes.push({ op, array: node, values: [value, 'last'] });
    else if (op === 'before') changes.push({ op, item: node, values: ['first', value] });
    else if (op === 'replace') changes.push({ op, node, value });
    else if (op === 'remove') changes.push({ op, node });
    else changes.push({ op, key: node, name });
  }
  return changes;
}

/** The value of the document once the changes are made: worked out on plain values, node by node. */
export function valueAfter(
  tree: Tree,
  changes: readonly Change[],
  node: NodeId = 0,
  read: (leaf: NodeId) => unknown = (leaf) => JSON.parse(tree.source(leaf)),
): unknown {
  const on = <T extends Change['op']>(op: T) =>
    changes.filter((one) => one.op === op) as Extract<Change, { op: T }>[];
  const replaced = on('replace').find((one) => one.node === node);
  if (replaced) return replaced.value;
  const removed = new Set(on('remove').map((one) => one.node));
  const children = tree.children(node);
  if (tree.kind(node) === Kind.Array) {
    const items = children.flatMap((item) => {
      const before = on('before').filter((one) => one.item === item);
      const own = removed.has(item) ? [] : [valueAfter(tree, changes, item, read)];
      return [...before.flatMap((one) => one.values), ...own];
    });
    const appended = on('append').filter((one) => one.array === node);
    return [...items, ...appended.flatMap((one) => one.values)];
  }
  if (tree.kind(node) !== Kind.Object) return read(node);
  const members = children.flatMap((key, place) => {
    if (place % 2 === 1 || removed.has(key)) return [];
    const name = on('rename').find((one) => one.key === key)?.name ?? read(key);
    return [[name, valueAfter(tree, changes, children[place + 1], read)]];
  });
  const added = on('set').filter((one) => one.object === node);
  return Object.fromEntries([...members, ...added.map((one) => [one.key, one.value])]);
}

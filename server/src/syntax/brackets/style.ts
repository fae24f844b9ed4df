import { valueNode } from '../entries';
import { indentAt, startsLine } from '../lines';
import type { Syntax } from '../syntax';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import type { Notation } from './notation';

/** How a document is written, as far as inserted text has to follow it. */
export interface Style {
  readonly notation: Notation;
  /** One step of indentation. */
  readonly indent: string;
  /** What stands between a key and its value, colon included: `: `, `:`, ` : `. */
  readonly colon: string;
  /** What stands between two things on one line: `, ` or `,`. */
  readonly comma: string;
  /** `{ "a": 1 }` rather than `{"a": 1}`. */
  readonly padObjects: boolean;
  /** `[ "a" ]` rather than `["a"]`. */
  readonly padArrays: boolean;
  /** Lists of plain values stand on one line. */
  readonly inlineLists: boolean;
  /** Small objects in lists (`{ "name": "A", "value": "1" }`) stand on one line. */
  readonly inlineItems: boolean;
  /** `[{` on one line, although the object goes over several. */
  readonly hugItems: boolean;
  /** What follows a member that is not the last, where the next stands on a line of its own: `,` or nothing. */
  readonly memberEnd: string;
}

/** More than this says nothing new about how a document is written. */
const SAMPLE = 5000;

export function styleOf(tree: Tree, syntax: Syntax, notation: Notation): Style {
  const count = {
    memberEnd: 0,
    inlineLists: 0,
    inlineItems: 0,
    padObjects: 0,
    padArrays: 0,
    hugItems: 0,
    comma: 0,
  };
  const colons = new Map<string, number>();
  const indents = new Map<string, number>();
  for (let node = 0; node < Math.min(tree.size, SAMPLE); node++) {
    const kind = tree.kind(node);
    const first = tree.firstChild(node);
    if ((kind !== Kind.Object && kind !== Kind.Array) || first === NONE) continue;
    if (tree.syntaxOf(node) !== syntax || !isBracketed(tree, node)) continue;
    const inline = isInline(tree, node);
    const vote = (name: keyof typeof count, yes: boolean): void => {
      count[name] += yes ? 1 : -1;
    };
    if (inline) {
      const padded = /\s/.test(tree.text[tree.start(node) + 1]);
      vote(kind === Kind.Object ? 'padObjects' : 'padArrays', padded);
      const second = tree.nextSibling(kind === Kind.Object ? tree.nextSibling(first) : first);
      if (second !== NONE) vote('comma', tree.text[tree.start(second) - 1] === ',');
    } else {
      if (kind === Kind.Object) {
        const next = tree.nextSibling(tree.nextSibling(first));
        const between = next === NONE ? '' : tree.text.slice(tree.end(first + 1), tree.start(next));
        if (next !== NONE) vote('memberEnd', between.includes(','));
      }
      const step = indentStep(tree, node, first);
      if (step) indents.set(step, (indents.get(step) ?? 0) + 1);
    }
    if (kind === Kind.Object) {
      const colon = tree.text.slice(tree.end(first), tree.start(first + 1));
      if (notation.colonPattern.test(colon)) colons.set(colon, (colons.get(colon) ?? 0) + 1);
      const isItem = node > 0 && tree.kind(tree.parent(node)) === Kind.Array;
      if (isItem && isFlat(tree, node)) vote('inlineItems', inline);
    } else if (isFlat(tree, node)) vote('inlineLists', inline);
    else if (!inline) vote('hugItems', !tree.text.slice(tree.start(node), tree.start(first)).includes('\n'));
  }
  // Where keys are padded, what follows most of them says nothing about the others.
  const colon = (notation.aligns ? undefined : mostFrequent(colons)) ?? notation.colon;
  return {
    notation,
    indent: mostFrequent(indents) ?? '  ',
    colon,
    // Where no line holds two things, who leaves no blank after a colon leaves none after a comma.
    comma: count.comma > 0 || (count.comma === 0 && colon === ':') ? ',' : ', ',
    padObjects: count.padObjects > 0 || (count.padObjects === 0 && notation.padsObjects === true),
    padArrays: count.padArrays > 0,
    inlineLists: count.inlineLists > 0,
    inlineItems: count.inlineItems > 0,
    hugItems: count.hugItems > 0,
    memberEnd: notation.isLineSeparated && count.memberEnd <= 0 ? '' : ',',
  };
}

/** Whether a list or object stands between brackets, as it does everywhere but in YAML's blocks. */
export function isBracketed(tree: Tree, node: NodeId): boolean {
  const char = tree.text[tree.start(node)];
  return char === '{' || char === '[';
}

/** Whether an object is a block of Terraform, or a list one of such blocks: they begin with their name. */
export function isBlock(tree: Tree, node: NodeId): boolean {
  const kind = tree.kind(node);
  return (kind === Kind.Object || kind === Kind.Array) && !isBracketed(tree, node);
}

/** Where an entry ends, with its value. */
export function endOf(tree: Tree, entry: NodeId, { argumentEnd }: Notation): number {
  const value = valueNode(tree, entry);
  // A block and its name begin at the same place; any other value stands in an argument, or even elsewhere.
  const isArgument = value !== entry && tree.start(value) !== tree.start(entry);
  return argumentEnd && isArgument ? argumentEnd(tree.text, tree.start(entry)) : tree.placeEnd(value);
}

/** The offset of the opening bracket. */
export function openOf(tree: Tree, owner: NodeId): number {
  const start = tree.start(owner);
  return isBlock(tree, owner) ? tree.text.indexOf('{', start) : start;
}

/** Whether an object or array stands on one line. */
export function isInline(tree: Tree, node: NodeId): boolean {
  return !tree.source(node).includes('\n');
}

/** The step from the line that opens a container to the line of its first child. */
export function indentStep(tree: Tree, node: NodeId, child: NodeId): string {
  if (!startsLine(tree.text, tree.start(child))) return '';
  const outer = indentAt(tree.text, tree.start(node));
  const inner = indentAt(tree.text, tree.start(child));
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : '';
}

/** Whether nothing in it is an object or array. */
function isFlat(tree: Tree, node: NodeId): boolean {
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
    if (tree.kind(child) === Kind.Object || tree.kind(child) === Kind.Array) return false;
  }
  return true;
}

function mostFrequent(counts: Map<string, number>): string | undefined {
  let best: string | undefined;
  for (const [name, times] of counts) if (best === undefined || times > counts.get(best)!) best = name;
  return best;
}

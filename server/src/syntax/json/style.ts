import { Kind, NONE, type NodeId, type Tree } from '../tree';

/** How a document is written, as far as inserted text has to follow it. */
export interface Style {
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
}

/** More than this says nothing new about how a document is written. */
const SAMPLE = 5000;

export function styleOf(tree: Tree): Style {
  const count = { inlineLists: 0, inlineItems: 0, padObjects: 0, padArrays: 0, hugItems: 0, comma: 0 };
  const colons = new Map<string, number>();
  const indents = new Map<string, number>();
  for (let node = 0; node < Math.min(tree.size, SAMPLE); node++) {
    const kind = tree.kind(node);
    const first = tree.firstChild(node);
    if ((kind !== Kind.Object && kind !== Kind.Array) || first === NONE) continue;
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
      const step = indentStep(tree, node, first);
      if (step) indents.set(step, (indents.get(step) ?? 0) + 1);
    }
    if (kind === Kind.Object) {
      const colon = tree.text.slice(tree.end(first), tree.start(first + 1));
      if (/^[ \t]*:[ \t]*$/.test(colon)) colons.set(colon, (colons.get(colon) ?? 0) + 1);
      const isItem = node > 0 && tree.kind(tree.parent(node)) === Kind.Array;
      if (isItem && isFlat(tree, node)) vote('inlineItems', inline);
    } else if (isFlat(tree, node)) vote('inlineLists', inline);
    else if (!inline) vote('hugItems', !tree.text.slice(tree.start(node), tree.start(first)).includes('\n'));
  }
  const colon = mostFrequent(colons) ?? ': ';
  return {
    indent: mostFrequent(indents) ?? '  ',
    colon,
    // Where no line holds two things, who leaves no blank after a colon leaves none after a comma.
    comma: count.comma > 0 || (count.comma === 0 && colon === ':') ? ',' : ', ',
    padObjects: count.padObjects > 0,
    padArrays: count.padArrays > 0,
    inlineLists: count.inlineLists > 0,
    inlineItems: count.inlineItems > 0,
    hugItems: count.hugItems > 0,
  };
}

/** Whether an object or array stands on one line. */
export function isInline(tree: Tree, node: NodeId): boolean {
  return !tree.source(node).includes('\n');
}

/** The white space at the start of the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (end < offset && (text[end] === ' ' || text[end] === '\t' || text[end] === '\ufeff')) end++;
  return text.slice(start, end).replace('\ufeff', '');
}

/** Whether `offset` is the first thing on its line. */
export function startsLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    if (text[at] === '\n') return true;
    if (text[at] !== ' ' && text[at] !== '\t') return false;
  }
  return true;
}

/** The line break in use around `offset`: the one before, else the one after, else `\n`. */
export function lineBreakAt(text: string, offset: number): string {
  let feed = text.lastIndexOf('\n', offset - 1);
  if (feed < 0) feed = text.indexOf('\n', offset);
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
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

import type { Dialect } from './dialect';
import { type Layout, Layouts } from './layout';
import type { Syntax } from './syntax';

/** What a node of the tree is. `Opaque` is a value we cannot see (a template placeholder); `Directive` is template
 * control flow standing between members; `Missing` keeps the place of a value the author has not typed yet; `Text` is a
 * whole document in a language of its own. */
export enum Kind {
  Object,
  Array,
  String,
  Number,
  True,
  False,
  Null,
  Opaque,
  Directive,
  Missing,
  Invalid,
  Text,
}

/** Index of a node in its tree; nodes are numbered in document order, the root is 0. */
export type NodeId = number;
export const NONE: NodeId = -1;
export type NodeSet = Pick<ReadonlySet<NodeId>, 'has'>;

/** What is wrong with the text, in the reader's terms. Offsets are UTF-16 code units. */
export interface SyntaxFault {
  readonly code:
    | 'value-expected'
    | 'key-expected'
    | 'colon-expected'
    | 'comma-expected'
    | 'unclosed'
    | 'unclosed-string'
    | 'unexpected'
    | 'unreadable'
    | 'escape'
    | 'control-character'
    | 'after-end'
    | 'too-deep'
    | 'too-many'
    | 'too-long';
  readonly start: number;
  readonly end: number;
}

/**
 * A parsed document: flat arrays of kinds, offsets and links, so that a large document costs a few allocations.
 * The children of an object alternate key, value, key, value; a key whose value is absent has a `Missing` one.
 */
export class Tree {
  private layouts: Layouts | undefined;
  private said: Map<string, boolean> | undefined;

  constructor(
    readonly text: string,
    readonly size: number,
    private readonly kinds: Uint8Array,
    private readonly starts: Int32Array,
    private readonly ends: Int32Array,
    private readonly parents: Int32Array,
    /** For each node the id after its whole subtree. */
    private readonly nexts: Int32Array,
    readonly faults: readonly SyntaxFault[],
    /** The spelling of the document's properties. */
    readonly dialect: Dialect,
    private readonly syntaxes: readonly Syntax[],
    /** For each node the place of its syntax; absent where the document has only one. */
    private readonly forms: Uint8Array | undefined,
    /** Whether several places stand for the text at an offset, through anchors and aliases. */
    private readonly isSharedAt: (offset: number) => boolean,
    /** Where aliases stand, by the nodes that they stand for there. */
    private readonly aliases: ReadonlyMap<NodeId, { readonly start: number; readonly end: number }>,
    /** Keys that an object merges in. */
    private readonly merged: ReadonlySet<NodeId>,
  ) {}

  kind(node: NodeId): Kind {
    return this.kinds[node] as Kind;
  }
  start(node: NodeId): number {
    return this.starts[node];
  }
  end(node: NodeId): number {
    return this.ends[node];
  }
  parent(node: NodeId): NodeId {
    return this.parents[node];
  }
  /** The id after a node and all that is in it. */
  after(node: NodeId): NodeId {
    return this.nexts[node];
  }
  /** How the node is written: a document may hold JSON in Terraform. */
  syntaxOf(node: NodeId): Syntax {
    return this.syntaxes[this.forms ? this.forms[node] : 0];
  }
  /** Whether the text of the node stands for other places too, so that a change of it changes those. */
  isShared(node: NodeId): boolean {
    return this.isSharedAt(this.starts[node]);
  }
  /** Where a node stands among its siblings: of what came through an alias, the alias. */
  placeStart(node: NodeId): number {
    return this.aliases.get(node)?.start ?? this.starts[node];
  }
  placeEnd(node: NodeId): number {
    return this.aliases.get(node)?.end ?? this.ends[node];
  }
  /** Whether an object takes members from elsewhere. */
  hasMerged(object: NodeId): boolean {
    return this.merged.size > 0 && this.children(object).some((key) => this.merged.has(key));
  }
  /** The node as the author wrote it. */
  source(node: NodeId): string {
    return this.text.slice(this.starts[node], this.ends[node]);
  }

  /** The items of an array, or the alternating keys and values of an object; empty for any other node. */
  children(node: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let child = this.firstChild(node); child !== NONE; child = this.nextSibling(child))
      found.push(child);
    return found;
  }
  firstChild(node: NodeId): NodeId {
    return this.nexts[node] > node + 1 ? node + 1 : NONE;
  }
  nextSibling(node: NodeId): NodeId {
    const next = this.nexts[node];
    return next < this.size && this.parents[next] === this.parents[node] && this.parents[node] !== NONE
      ? next
      : NONE;
  }

  /** The key after a key and its value; NONE after the last. */
  nextKey(key: NodeId): NodeId {
    const next = this.nexts[this.nexts[key]];
    return next < this.size && this.parents[next] === this.parents[key] ? next : NONE;
  }
  /** What keys an object has. */
  layoutOf(object: NodeId): Layout {
    this.layouts ??= new Layouts(this);
    return this.layouts.of(object);
  }

  /** The decoded text of a string node; the source of any other. Broken escapes are kept as written. */
  string(node: NodeId): string {
    const source = this.source(node);
    return this.kinds[node] === Kind.String ? this.syntaxOf(node).decode(source) : source;
  }

  /** Whether a string is this text between double quotes, which then is what it reads: the text holds nothing that a syntax
   * escapes. Tells nothing of strings that are written otherwise. */
  isWritten(node: NodeId, text: string): boolean {
    const start = this.starts[node];
    const last = start + text.length + 1;
    return (
      this.ends[node] === last + 1 &&
      this.kinds[node] === Kind.String &&
      !this.syntaxOf(node).renames &&
      this.text.charCodeAt(start) === 34 &&
      this.text.charCodeAt(last) === 34 &&
      this.text.startsWith(text, start + 1)
    );
  }

  /** Whether a key (or any string) reads `name`; `ignoreCase` compares as Go's and .NET's readers do. */
  reads(node: NodeId, name: string, ignoreCase = false): boolean {
    const start = this.starts[node];
    const length = this.ends[node] - start;
    // Nearly every key is settled here, without making a string of it: decoding never makes a text longer.
    const isQuoted = this.kinds[node] === Kind.String && this.text.charCodeAt(start) === 34;
    if (isQuoted && !ignoreCase && !this.syntaxOf(node).renames) {
      if (length < name.length) return false;
      const first = this.text.charCodeAt(start + 1);
      if (name !== '' && first !== name.charCodeAt(0) && !isShrinking(first) && !isBlank(first)) return false;
      if (!mayShrink(this.text, start, this.ends[node])) {
        const isClosed = length > 1 && this.text.charCodeAt(start + length - 1) === 34;
        return length === name.length + (isClosed ? 2 : 1) && this.text.startsWith(name, start + 1);
      }
    }
    const text = this.string(node);
    return ignoreCase ? text.toLowerCase() === name.toLowerCase() : text === name;
  }

  /** Whether the document says this anywhere. It is looked for once, since who asks may ask of each of a thousand tasks. */
  says(text: string): boolean {
    this.said ??= new Map();
    const isSaid = this.said.get(text) ?? this.text.includes(text);
    this.said.set(text, isSaid);
    return isSaid;
  }

  /** Whether a string may hold a text, told without decoding it, which never makes one longer: an escape may stand in the
   * midst of the text. */
  mightSay(node: NodeId, text: string): boolean {
    if (this.kinds[node] !== Kind.String || this.ends[node] - this.starts[node] < text.length) return false;
    const source = this.source(node);
    return source.includes(text) || source.includes('\\');
  }

  /** The tree of a text in which one object reads otherwise, and all else is the same. The object was read by itself, and
   * the document has one syntax. */
  withObject(object: NodeId, inner: Tree, text: string): Tree {
    const start = this.starts[object];
    const shift = text.length - this.text.length;
    const past = this.nexts[object];
    const grown = object + inner.size - past;
    const size = this.size + grown;
    const joined = (own: Int32Array, others: Int32Array, moveOthers: number, moveOwn: number): Int32Array => {
      const all = new Int32Array(size);
      all.set(own.subarray(0, object));
      for (let node = 0; node < inner.size; node++) all[object + node] = others[node] + moveOthers;
      for (let node = past; node < this.size; node++) all[node + grown] = own[node] + moveOwn;
      return all;
    };
    const kinds = new Uint8Array(size);
    kinds.set(this.kinds.subarray(0, object));
    kinds.set(inner.kinds.subarray(0, inner.size), object);
    kinds.set(this.kinds.subarray(past, this.size), object + inner.size);
    const starts = joined(this.starts, inner.starts, start, shift);
    const ends = joined(this.ends, inner.ends, start, shift);
    const parents = joined(this.parents, inner.parents, object, grown);
    const nexts = joined(this.nexts, inner.nexts, object, grown);
    const parent = this.parents[object];
    parents[object] = parent;
    // What holds the object ends later, and begins where it began: what stands behind in it has not moved with it.
    for (let node = past; node < this.size; node++)
      if (this.parents[node] < object) parents[node + grown] = this.parents[node];
    for (let node = parent; node !== NONE; node = this.parents[node]) {
      ends[node] += shift;
      nexts[node] += grown;
    }
    const { faults, dialect, syntaxes, isSharedAt, aliases, merged } = this;
    return new Tree(
      text,
      size,
      kinds,
      starts,
      ends,
      parents,
      nexts,
      faults,
      dialect,
      syntaxes,
      undefined,
      isSharedAt,
      aliases,
      merged,
    );
  }

  /** The deepest node whose text holds `offset`. */
  at(offset: number): NodeId {
    let node = 0;
    for (;;) {
      let inner = this.firstChild(node);
      while (inner !== NONE && (this.ends[inner] < offset || this.starts[inner] > offset))
        inner = this.nextSibling(inner);
      if (inner === NONE) return node;
      node = inner;
    }
  }
}

/** Whether some syntax would write a text otherwise than it reads. */
export function isEscaped(text: string): boolean {
  return mayShrink(text, 0, text.length) || text.includes('"');
}

function mayShrink(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isShrinking(text.charCodeAt(at))) return true;
  return false;
}

/** Whether a character stands where a text takes more than it says: an escape, HCL's doubled signs of a template, a line
 * that YAML folds. */
function isShrinking(code: number): boolean {
  return code === 92 || code === 36 || code === 37 || code === 10 || code === 13;
}

/** What YAML leaves away before a line that it folds. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

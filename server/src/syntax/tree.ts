/** What a node of the tree is. `Opaque` is a value we cannot see (a template placeholder); `Directive` is template
 * control flow standing between members; `Missing` keeps the place of a value the author has not typed yet. */
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
}

/** Index of a node in its tree; nodes are numbered in document order, the root is 0. */
export type NodeId = number;
export const NONE: NodeId = -1;

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
    | 'escape'
    | 'control-character'
    | 'after-end'
    | 'too-deep';
  readonly start: number;
  readonly end: number;
}

/**
 * A parsed document: flat arrays of kinds, offsets and links, so that a large document costs a few allocations.
 * The children of an object alternate key, value, key, value; a key whose value is absent has a `Missing` one.
 */
export class Tree {
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

  /** The decoded text of a string node; the source of any other. Broken escapes are kept as written. */
  string(node: NodeId): string {
    if (this.kinds[node] !== Kind.String) return this.source(node);
    const start = this.starts[node] + 1;
    const raw = this.text.slice(start, Math.max(start, this.ends[node] - (this.isClosed(node) ? 1 : 0)));
    return raw.includes('\\') ? decodeEscapes(raw) : raw;
  }

  /** Whether a key (or any string) reads `name`; `ignoreCase` compares as Go's and .NET's readers do. */
  reads(node: NodeId, name: string, ignoreCase = false): boolean {
    const start = this.starts[node];
    const length = this.ends[node] - start;
    // An escape only makes the source longer than what it says; a text without quotes is shorter.
    if (length < name.length) return false;
    // Nearly every key is settled here, without making a string of it.
    if (this.kinds[node] === Kind.String && length > name.length + 1) {
      const isLonger = length > name.length + 2;
      if (isLonger && !this.source(node).includes('\\')) return false;
      if (!isLonger && !ignoreCase) return this.text.startsWith(name, start + 1) && this.isClosed(node);
    }
    const text = this.string(node);
    return ignoreCase ? text.toLowerCase() === name.toLowerCase() : text === name;
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

  /** Whether a string has its closing quote: one that is not escaped itself. */
  private isClosed(node: NodeId): boolean {
    const last = this.ends[node] - 1;
    if (last <= this.starts[node] || this.text.charCodeAt(last) !== 34) return false;
    let before = last - 1;
    while (this.text.charCodeAt(before) === 92) before--;
    return (last - before) % 2 === 1;
  }
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decodeEscapes(raw: string): string {
  return raw.replace(/\\(u[0-9a-fA-F]{4}|[^u])/g, (whole, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? ('"\\/'.includes(code) ? code : whole);
  });
}

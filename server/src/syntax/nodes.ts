import type { Dialect } from './dialect';
import type { Syntax } from './syntax';
import { type Kind, NONE, type NodeId, type SyntaxFault, Tree } from './tree';
import { within } from './within';

/** The growing flat arrays behind a tree while a reader fills them. */
export class NodeTable {
  size = 0;
  readonly faults: SyntaxFault[] = [];
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private parents: Int32Array;
  private nexts: Int32Array;
  /** The syntax of the nodes that are added, by its place; only documents with several keep it. */
  form = 0;
  private forms: Uint8Array | undefined;
  /** Where what several places stand for begins and ends. */
  private readonly shared = new Map<number, number>();
  readonly aliases = new Map<NodeId, { start: number; end: number }>();
  readonly merged = new Set<NodeId>();

  constructor(
    private readonly text: string,
    private readonly syntaxes: readonly Syntax[],
  ) {
    // A pretty-printed task definition has a node for about sixteen characters.
    const room = 64 + (text.length >> 4) + (text.length >> 6);
    this.kinds = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.parents = new Int32Array(room);
    this.nexts = new Int32Array(room);
    if (syntaxes.length > 1) this.forms = new Uint8Array(room);
  }

  add(kind: Kind, start: number, end: number, parent: NodeId): NodeId {
    const node = this.size++;
    if (node === this.kinds.length) this.grow();
    this.kinds[node] = kind;
    this.starts[node] = start;
    this.ends[node] = end;
    this.parents[node] = parent;
    this.nexts[node] = node + 1;
    if (this.forms) this.forms[node] = this.form;
    return node;
  }

  /** Ends an object or array: all nodes added since are its descendants. */
  close(node: NodeId, end: number): NodeId {
    this.ends[node] = end;
    this.nexts[node] = this.size;
    return this.parents[node];
  }

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
    return node === NONE ? NONE : this.parents[node];
  }

  fault(code: SyntaxFault['code'], start: number, end: number): void {
    // One report a place is enough, and a file of pure noise must not cost more than it says.
    const last = this.faults[this.faults.length - 1];
    if (this.faults.length < 100 && last?.start !== start) this.faults.push({ code, start, end });
  }

  /** Takes over the nodes of another tree of the same text. */
  graft(tree: Tree, parent: NodeId): void {
    const offset = this.size;
    for (let node = 0; node < tree.size; node++) {
      const above = tree.parent(node);
      this.add(tree.kind(node), tree.start(node), tree.end(node), above === NONE ? parent : above + offset);
      this.nexts[offset + node] = tree.after(node) + offset;
    }
    for (const { code, start, end } of tree.faults) this.fault(code, start, end);
  }

  /** Says anew what a node is, once all of it is known. */
  setKind(node: NodeId, kind: Kind): void {
    this.kinds[node] = kind;
  }
  next(node: NodeId): NodeId {
    return this.nexts[node];
  }

  /** Notes a piece of the text that several places stand for. */
  share(start: number, end: number): void {
    this.shared.set(start, Math.max(end, this.shared.get(start) ?? 0));
  }

  tree(dialect: Dialect): Tree {
    return new Tree(
      this.text,
      this.size,
      this.kinds,
      this.starts,
      this.ends,
      this.parents,
      this.nexts,
      this.faults,
      dialect,
      this.syntaxes,
      this.forms,
      within(this.shared),
      this.aliases,
      this.merged,
    );
  }

  private grow(): void {
    const room = this.kinds.length * 2;
    const wider = (old: Int32Array): Int32Array => {
      const copy = new Int32Array(room);
      copy.set(old);
      return copy;
    };
    const bytes = (old: Uint8Array): Uint8Array => {
      const copy = new Uint8Array(room);
      copy.set(old);
      return copy;
    };
    this.kinds = bytes(this.kinds);
    if (this.forms) this.forms = bytes(this.forms);
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    this.parents = wider(this.parents);
    this.nexts = wider(this.nexts);
  }
}

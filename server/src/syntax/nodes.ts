import { type Kind, NONE, type NodeId, type SyntaxFault, Tree } from './tree';

/** The growing flat arrays behind a tree while a reader fills them. */
export class NodeTable {
  size = 0;
  readonly faults: SyntaxFault[] = [];
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private parents: Int32Array;
  private nexts: Int32Array;

  constructor(private readonly text: string) {
    // A pretty-printed task definition has a node for about ten characters.
    const room = 64 + (text.length >> 3);
    this.kinds = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.parents = new Int32Array(room);
    this.nexts = new Int32Array(room);
  }

  add(kind: Kind, start: number, end: number, parent: NodeId): NodeId {
    const node = this.size++;
    if (node === this.kinds.length) this.grow();
    this.kinds[node] = kind;
    this.starts[node] = start;
    this.ends[node] = end;
    this.parents[node] = parent;
    this.nexts[node] = node + 1;
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
  parent(node: NodeId): NodeId {
    return node === NONE ? NONE : this.parents[node];
  }

  fault(code: SyntaxFault['code'], start: number, end: number): void {
    // One report a place is enough, and a file of pure noise must not cost more than it says.
    const last = this.faults[this.faults.length - 1];
    if (this.faults.length < 100 && last?.start !== start) this.faults.push({ code, start, end });
  }

  tree(): Tree {
    return new Tree(
      this.text,
      this.size,
      this.kinds,
      this.starts,
      this.ends,
      this.parents,
      this.nexts,
      this.faults,
    );
  }

  private grow(): void {
    const room = this.kinds.length * 2;
    const wider = (old: Int32Array): Int32Array => {
      const copy = new Int32Array(room);
      copy.set(old);
      return copy;
    };
    const kinds = new Uint8Array(room);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    this.parents = wider(this.parents);
    this.nexts = wider(this.nexts);
  }
}

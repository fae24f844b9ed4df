import { type Dialect, spell } from './dialect';
import { isEscaped, Kind, NONE, type NodeId, type Tree } from './tree';
import type { Field } from './view';

/** What a property's name means to the objects of a layout. */
export interface Property {
  /** Which of the keys it is; NONE where none is. */
  readonly place: number;
  /** All objects that lack it have this in common. */
  absent?: Field;
}

/** The names of an object's keys in their order. A large document repeats a few such lists over and over, and what
 * follows from names alone is found once for all objects that share one. */
export class Layout {
  /** Its place among the layouts of the tree, once it has one. */
  place = NONE;
  private readonly properties = new Map<string, Property>();
  private isRepeating: boolean | undefined;

  constructor(
    private readonly dialect: Dialect,
    readonly names: readonly string[],
  ) {}

  /** The property that a name means. Where a key stands twice, the last one counts, as for every consumer. A differently
   * cased spelling counts where the right one is absent, since several consumers (Terraform, .NET) accept it and a second
   * key would then be a duplicate. */
  property(name: string): Property {
    let property = this.properties.get(name);
    if (!property) {
      property = { place: this.find(name), absent: undefined };
      this.properties.set(name, property);
    }
    return property;
  }

  /** Whether a name stands twice in it. */
  get repeats(): boolean {
    this.isRepeating ??= new Set(this.names).size < this.names.length;
    return this.isRepeating;
  }

  private find(name: string): number {
    const exact = this.names.lastIndexOf(spell(this.dialect, name));
    if (exact !== NONE) return exact;
    const cased = name.toLowerCase();
    return this.names.findLastIndex((one) => one.length === name.length && one.toLowerCase() === cased);
  }
}

/** The keys with which some objects of a tree begin: the last of them, and those before it. */
class Beginning {
  private layout: Layout | undefined;
  /** What came next the last time comes next nearly every time; then no string is made of the key. */
  private last: Beginning | undefined;
  /** All that have come next, once there are two. */
  private further: Map<string, Beginning> | undefined;
  private readonly isPlain: boolean;

  constructor(
    private readonly name = '',
    private readonly before?: Beginning,
  ) {
    this.isPlain = !isEscaped(name);
  }

  /** With one key more. */
  with(tree: Tree, key: NodeId): Beginning {
    const { last } = this;
    if (last && ((last.isPlain && tree.isWritten(key, last.name)) || tree.reads(key, last.name))) return last;
    const name = tree.string(key);
    let next = this.further?.get(name);
    if (!next) {
      next = new Beginning(name, this);
      if (last) {
        this.further ??= new Map([[last.name, last]]);
        this.further.set(name, next);
      }
    }
    this.last = next;
    return next;
  }

  /** Of the objects with these keys and no more. */
  layoutIn(dialect: Dialect): Layout {
    this.layout ??= new Layout(dialect, this.names());
    return this.layout;
  }

  private names(): string[] {
    const names: string[] = [];
    for (let one: Beginning = this; one.before; one = one.before) names.push(one.name);
    return names.reverse();
  }
}

/** Objects with more keys are maps of the author's own, and like no other. */
const MOST_SHARED = 64;

/** The layouts of a tree's objects. */
export class Layouts {
  private readonly root = new Beginning();
  private readonly known: Layout[] = [];
  /** For each object that was asked about, one more than the place of its layout. */
  private readonly places: Int32Array;

  constructor(private readonly tree: Tree) {
    this.places = new Int32Array(tree.size);
  }

  of(object: NodeId): Layout {
    const place = this.places[object];
    if (place > 0) return this.known[place - 1];
    const layout = this.find(object);
    if (layout.place === NONE) {
      layout.place = this.known.length;
      this.known.push(layout);
    }
    this.places[object] = layout.place + 1;
    return layout;
  }

  private find(object: NodeId): Layout {
    const { tree } = this;
    let beginning = this.root;
    // The items of a list are no members.
    const first = tree.kind(object) === Kind.Array ? NONE : tree.firstChild(object);
    let count = 0;
    for (let key = first; key !== NONE; key = tree.nextKey(key)) {
      if (++count > MOST_SHARED) return new Layout(tree.dialect, this.namesOf(first));
      beginning = beginning.with(tree, key);
    }
    return beginning.layoutIn(tree.dialect);
  }

  private namesOf(first: NodeId): string[] {
    const { tree } = this;
    const names: string[] = [];
    for (let key = first; key !== NONE; key = tree.nextKey(key)) names.push(tree.string(key));
    return names;
  }
}

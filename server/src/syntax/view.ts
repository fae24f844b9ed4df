import type { Layout } from './layout';
import { hasPlaceholder, isDirective, nesting } from './placeholders';
import { Kind, NONE, type NodeId, type Tree } from './tree';

/** Whether a property is there, and how much of it can be seen. */
export type FieldState = 'absent' | 'null' | 'opaque' | 'known';

/** One property of an object: where its key and value stand, and what the value is. */
export class Field {
  // A large document has tens of thousands of these: each has room for what one kind of value is asked for.
  private made: string | Struct | Items | undefined;
  private hasHole: boolean | undefined;

  constructor(
    readonly tree: Tree,
    readonly name: string,
    /** The key's node; NONE where the property is absent. */
    readonly key: NodeId,
    readonly node: NodeId,
  ) {}

  get state(): FieldState {
    if (this.node === NONE) return 'absent';
    switch (this.tree.kind(this.node)) {
      case Kind.Null:
        return 'null';
      case Kind.Missing:
        return 'absent';
      case Kind.Opaque:
      case Kind.Invalid:
      case Kind.Directive:
        return 'opaque';
      default:
        return 'known';
    }
  }
  get isAbsent(): boolean {
    if (this.node === NONE) return true;
    const kind = this.tree.kind(this.node);
    return kind === Kind.Null || kind === Kind.Missing;
  }
  get isOpaque(): boolean {
    return this.state === 'opaque';
  }

  /** Where the value stands; of an absent property, its key. */
  get span(): { start: number; end: number } {
    const node = this.node === NONE ? this.key : this.node;
    return { start: this.tree.start(node), end: this.tree.end(node) };
  }
  /** Where the key stands. */
  get keySpan(): { start: number; end: number } {
    return { start: this.tree.start(this.key), end: this.tree.end(this.key) };
  }

  /** The decoded text where the value is a string. */
  get text(): string | undefined {
    if (this.node === NONE || this.tree.kind(this.node) !== Kind.String) return undefined;
    this.made ??= this.tree.string(this.node);
    return this.made as string;
  }
  /** Whether the value is decided elsewhere, wholly or in part: an unquoted or quoted placeholder. */
  get isPlaceholder(): boolean {
    if (this.node === NONE) return false;
    this.hasHole ??= this.isOpaque || (this.text !== undefined && hasPlaceholder(this.text));
    return this.hasHole;
  }
  /** The value as it is written; empty where it is absent. */
  get source(): string {
    return this.node === NONE ? '' : this.tree.source(this.node);
  }
  /** The value as people read it, on one line: a text, or the expression; undefined where there is none. */
  get shown(): string | undefined {
    if (this.isAbsent) return undefined;
    return (
      (this.text ?? (this.isOpaque ? this.tree.source(this.node) : '')).replace(/\s+/g, ' ') || undefined
    );
  }
  /** What the value says with `${...}` for what is decided elsewhere, however the syntax writes that. */
  get template(): string | undefined {
    return this.node === NONE ? undefined : this.tree.syntaxOf(this.node).copy(this.tree, this.node).template;
  }
  get struct(): Struct | undefined {
    if (this.node === NONE || this.tree.kind(this.node) !== Kind.Object) return undefined;
    this.made ??= new Struct(this.tree, this.node);
    return this.made as Struct;
  }
  get isArray(): boolean {
    return this.node !== NONE && this.tree.kind(this.node) === Kind.Array;
  }
  /** The items where the value is an array; none otherwise. */
  get items(): readonly NodeId[] {
    return this.list?.nodes ?? NOTHING;
  }
  /** The items that are objects. */
  get structs(): readonly Struct[] {
    return this.list?.structs ?? NOTHING;
  }
  /** The last item that is an object with a property that reads like this. */
  lastItemWith(name: string, text: string): Struct | undefined {
    return this.list?.last(name, text);
  }
  /** The items as strings; an item that is no string, or cannot be seen, is undefined. */
  get strings(): readonly (string | undefined)[] {
    return this.list?.strings ?? NOTHING;
  }
  private get list(): Items | undefined {
    if (!this.isArray) return undefined;
    this.made ??= new Items(this.tree, this.node);
    return this.made as Items;
  }
  /** Whether the value is an array that begins with these strings. */
  beginsWith(words: readonly string[]): boolean {
    const { tree } = this;
    let item = this.isArray ? tree.firstChild(this.node) : NONE;
    for (const word of words) {
      if (item === NONE || tree.kind(item) !== Kind.String || !tree.reads(item, word)) return false;
      item = tree.nextSibling(item);
    }
    return true;
  }
  /** The items as texts with `${...}` for what is decided elsewhere; a single value counts as a list of one. */
  get templates(): string[] {
    const { tree, node } = this;
    const items = this.isArray ? this.items : this.isAbsent ? [] : [node];
    return items.map((item) => tree.syntaxOf(item).copy(tree, item).template);
  }
  get boolean(): boolean | undefined {
    if (this.node === NONE) return undefined;
    const kind = this.tree.kind(this.node);
    return kind === Kind.True ? true : kind === Kind.False ? false : undefined;
  }
  /** The value where it is a number. */
  get number(): number | undefined {
    return this.node !== NONE && this.tree.kind(this.node) === Kind.Number
      ? Number(this.tree.source(this.node))
      : undefined;
  }
}

const NOTHING: readonly never[] = [];

/** The items of an array, as they are asked for. */
class Items {
  private known: readonly NodeId[] | undefined;
  private objects: readonly Struct[] | undefined;
  private texts: readonly (string | undefined)[] | undefined;

  constructor(
    private readonly tree: Tree,
    private readonly array: NodeId,
  ) {}

  get nodes(): readonly NodeId[] {
    this.known ??= this.tree.children(this.array);
    return this.known;
  }
  get structs(): readonly Struct[] {
    this.objects ??= structsIn(this.tree, this.array);
    return this.objects;
  }
  /** The last item that is an object with a property that reads like this. Most lists hold none: nothing is made of the
   * items that are passed over. */
  last(name: string, text: string): Struct | undefined {
    const { tree } = this;
    let found = NONE;
    for (let item = tree.firstChild(this.array); item !== NONE; item = tree.nextSibling(item))
      if (tree.kind(item) === Kind.Object && memberReads(tree, item, tree.layoutOf(item), name, text))
        found = item;
    return found === NONE ? undefined : new Struct(tree, found);
  }
  get strings(): readonly (string | undefined)[] {
    const { tree } = this;
    this.texts ??= this.nodes.map((item) =>
      tree.kind(item) === Kind.String ? tree.string(item) : undefined,
    );
    return this.texts;
  }
}

function structsIn(tree: Tree, array: NodeId): Struct[] {
  const found: Struct[] = [];
  for (let item = tree.firstChild(array); item !== NONE; item = tree.nextSibling(item))
    if (tree.kind(item) === Kind.Object) found.push(new Struct(tree, item));
  return found;
}

/** A typed view of an object. */
export class Struct {
  private layout: Layout | undefined;
  /** Many rules ask for the same few properties. */
  private known: (Field | undefined)[] | undefined;

  constructor(
    readonly tree: Tree,
    readonly node: NodeId,
  ) {}

  /** The property with this name, or what counts as such (`Layout.property`). */
  field(name: string): Field {
    const { tree } = this;
    this.layout ??= tree.layoutOf(this.node);
    const property = this.layout.property(name);
    if (property.place === NONE) {
      property.absent ??= new Field(tree, name, NONE, NONE);
      return property.absent;
    }
    this.known ??= new Array<Field | undefined>(this.layout.names.length);
    const known = this.known[property.place];
    // Another spelling of the name may have been asked for.
    if (known?.name === name) return known;
    const key = keyAt(tree, this.node, property.place);
    const field = new Field(tree, name, key, tree.nextSibling(key));
    this.known[property.place] = field;
    return field;
  }

  /** Whether a property is a string that reads like this; says the same as its `text`, and makes nothing of it. */
  reads(name: string, text: string): boolean {
    this.layout ??= this.tree.layoutOf(this.node);
    return memberReads(this.tree, this.node, this.layout, name, text);
  }

  /** Whether the property is written, whatever its value. */
  has(name: string): boolean {
    return this.field(name).key !== NONE;
  }

  get keys(): NodeId[] {
    return this.tree.children(this.node).filter((_, place) => place % 2 === 0);
  }

  /**
   * Whether a template decides about one of these members: a placeholder stands in the place of whole members, or one
   * of them stands inside control flow, or control flow comes last so that nothing can be written after it.
   */
  templateDecides(names: readonly string[]): boolean {
    const { tree } = this;
    let depth = 0;
    let last = false;
    for (let key = tree.firstChild(this.node); key !== NONE; key = tree.nextKey(key)) {
      last = tree.kind(key) === Kind.Directive;
      if (last) {
        const source = tree.source(key);
        if (!isDirective(source)) return true;
        depth += nesting(source);
      } else if (depth > 0 && names.some((name) => tree.reads(key, name, true))) return true;
    }
    return last;
  }
}

function memberReads(tree: Tree, object: NodeId, layout: Layout, name: string, text: string): boolean {
  const { place } = layout.property(name);
  if (place === NONE) return false;
  const value = tree.nextSibling(keyAt(tree, object, place));
  return value !== NONE && tree.kind(value) === Kind.String && tree.reads(value, text);
}

function keyAt(tree: Tree, object: NodeId, place: number): NodeId {
  let key = tree.firstChild(object);
  for (let passed = 0; passed < place; passed++) key = tree.nextKey(key);
  return key;
}

/** Whether template control flow stands directly inside the node. */
export function hasDirective(tree: Tree, node: NodeId): boolean {
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child))
    if (tree.kind(child) === Kind.Directive) return true;
  return false;
}

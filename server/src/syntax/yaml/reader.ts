import type { Tree as ForeignTree, Node } from 'web-tree-sitter';
import type { Dialect } from '../dialect';
import { foreignFaults } from '../foreign';
import { withForeignTree } from '../grammars';
import { hideIntrinsics } from '../intrinsics';
import { unread } from '../limits';
import { NodeTable } from '../nodes';
import type { Pieces } from '../pieces';
import { lastAtOrBefore } from '../search';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { Anchors } from './anchors';
import { beyondGrammar } from './bounds';
import {
  ancestor,
  COLLECTIONS,
  contentOf,
  endOf,
  itemsOf,
  kindOf,
  MAPPINGS,
  PAIRS,
  sidesOf,
  WRAPPERS,
} from './nodes';
import { decodeYaml } from './scalars';
import { behindDash, simpleKey, simpleScalar } from './simple';
import { YAML_SYNTAX } from './syntax';
import { hasTemplateValues, type MaskedText, maskTemplates, mayBeTemplate } from './templates';

/** Deeper than any template; what follows is not read. */
const MAX_DEPTH = 200;
/** Aliases of aliases can make a small text stand for more than a machine can hold. */
const MAX_NODES = 200_000;

/** Nodes that are added before others may have their turn: some tenths of a millisecond. */
const PIECE = 200;

export interface YamlOptions {
  readonly dialect: Dialect;
  /** Values by which the mappings that are read can be found; where none is given, the whole document is read. */
  readonly marks?: RegExp;
  /** Keys, in small letters, whose values are texts however they are written. */
  readonly texts?: ReadonlySet<string>;
}

/** Reads the mappings of a YAML text that hold one of the marks as a value; the rest is parsed and left alone. The
 * tree's root is an object with those mappings as members. */
export function readYaml(text: string, options: YamlOptions): Tree {
  if (hasTemplateValues(text)) return read(text, maskTemplates(text), options);
  const tree = read(text, { text, lines: [] }, options);
  if (tree.faults.length === 0 || !mayBeTemplate(text)) return tree;
  const template = read(text, maskTemplates(text), options);
  return template.faults.length < tree.faults.length ? template : tree;
}

function read(text: string, masked: MaskedText, options: YamlOptions): Tree {
  const { dialect } = options;
  const beyond = beyondGrammar(masked.text);
  if (beyond) return unread(text, YAML_SYNTAX, beyond.code, dialect, beyond.at);
  const lower = ({ rootNode }: ForeignTree): Pieces<Tree> =>
    new YamlReader(text, rootNode, options, masked.lines).read();
  return withForeignTree('yaml', masked.text, lower) ?? unread(text, YAML_SYNTAX, 'too-many', dialect);
}

class YamlReader {
  private readonly nodes: NodeTable;
  private readonly anchors: Anchors;
  /** Where there are no faults, a text that begins and ends as a node does is that node. */
  private readonly isSound: boolean;
  private readonly hasMerges: boolean;
  /** Mappings that were merged in, each counted as often as it is. */
  private merges = 0;
  /** How many nodes there were when others last had their turn. */
  private told = 0;

  constructor(
    private readonly text: string,
    private readonly root: Node,
    private readonly options: YamlOptions,
    /** Lines that a template makes. */
    private readonly lines: readonly number[],
  ) {
    this.nodes = new NodeTable(text, [YAML_SYNTAX]);
    this.anchors = new Anchors(text, root);
    this.isSound = !root.hasError;
    this.hasMerges = text.includes('<<');
  }

  *read(): Pieces<Tree> {
    const { nodes, text, options } = this;
    for (const fault of foreignFaults(this.root)) nodes.fault(fault.code, fault.start, fault.end);
    if (options.marks) {
      const whole = nodes.add(Kind.Object, 0, text.length, NONE);
      for (const { key, mapping } of this.marked(options.marks)) {
        if (key) this.scalar(key, whole, true);
        else nodes.add(Kind.Missing, mapping.startIndex, mapping.startIndex, whole);
        yield* this.value(mapping, whole, '', 0);
      }
      nodes.close(whole, text.length);
    } else {
      const content = contentOf(this.root.descendantsOfType('document')[0] ?? this.root);
      if (content) yield* this.value(content, NONE, '', 0);
      else nodes.add(Kind.Missing, 0, 0, NONE);
    }
    yield;
    if (options.dialect === 'cloudformation') {
      hideIntrinsics(nodes, (key) => decodeYaml(text.slice(nodes.start(key), nodes.end(key))));
    }
    return nodes.tree(options.dialect);
  }

  /** The outermost mappings in which one of the marks is a value, with the keys that lead to them, in the order of the
   * text. */
  private marked(marks: RegExp): { key?: Node; mapping: Node }[] {
    const found = new Map<number, Node>();
    for (const { index, 0: mark } of this.text.matchAll(marks)) {
      const pair = ancestor(this.root.descendantForIndex(index), PAIRS);
      const mapping = pair?.parent;
      if (!pair || !mapping || !MAPPINGS.has(mapping.type)) continue;
      const value = pair.childForFieldName('value');
      if (value && decodeYaml((contentOf(value) ?? value).text) === mark)
        found.set(mapping.startIndex, mapping);
    }
    const outermost: { key?: Node; mapping: Node }[] = [];
    let end = -1;
    for (const [start, mapping] of [...found].sort(([a], [b]) => a - b)) {
      if (start < end) continue;
      end = mapping.endIndex;
      const outer = ancestor(mapping.parent, PAIRS);
      outermost.push({ key: outer?.childForFieldName('key') ?? undefined, mapping });
    }
    return outermost;
  }

  /** Adds a value and all that is in it, and gives the end of what is written. `under` is the key that leads to it, in
   * small letters. */
  private *value(node: Node, parent: NodeId, under: string, depth: number): Pieces<number> {
    const { nodes, text } = this;
    const { startIndex: start } = node;
    if (this.isBeyond(start, depth)) return this.opaque(node, parent);
    const hasProperties = text[start] === '!' || text[start] === '&';
    const tag = hasProperties ? node.namedChildren.find((child) => child?.type === 'tag') : undefined;
    if (tag && !tag.text.startsWith('!!')) return this.opaque(node, parent, tag.startIndex);
    if (!hasProperties && this.isSound) {
      const end = this.simple(start, node.endIndex, parent, under);
      if (end !== undefined) return end;
    }
    const { type } = node;
    const content = WRAPPERS.has(type) ? contentOf(node) : node;
    if (!content) {
      nodes.add(Kind.Missing, node.endIndex, node.endIndex, parent);
      return endOf(text, node);
    }
    const contentType = content === node ? type : content.type;
    switch (contentType) {
      case 'block_mapping':
      case 'flow_mapping':
        return yield* this.mapping(content, contentType, parent, depth);
      case 'block_sequence':
      case 'flow_sequence':
        return yield* this.sequence(content, contentType, parent, under, depth);
      case 'alias':
        return yield* this.alias(content, parent, under, depth);
      default:
        return this.scalar(content, parent, tag !== undefined || this.isText(under));
    }
  }

  /** Whether so much has been added that others may have their turn. */
  private isTurn(): boolean {
    if (this.nodes.size < this.told + PIECE) return false;
    this.told = this.nodes.size;
    return true;
  }

  /** Says once what is too much, and that it is. */
  private isBeyond(at: number, depth: number): boolean {
    const { nodes } = this;
    const isDeep = depth > MAX_DEPTH;
    if (!isDeep && nodes.size <= MAX_NODES && this.merges <= MAX_NODES) return false;
    const code = isDeep ? 'too-deep' : 'too-many';
    if (nodes.faults.at(-1)?.code !== code) nodes.fault(code, at, at + 1);
    return true;
  }

  /** In place of all that follows in a collection. */
  private leaveOut({ startIndex: at }: Node, owner: NodeId): undefined {
    this.nodes.add(Kind.Directive, at, at + 1, owner);
    if (this.nodes.kind(owner) === Kind.Object) this.nodes.add(Kind.Missing, at + 1, at + 1, owner);
  }

  private opaque(node: Node, parent: NodeId, start = node.startIndex): number {
    const end = endOf(this.text, node);
    this.nodes.add(Kind.Opaque, start, end, parent);
    return end;
  }

  /** Adds a scalar that can be read from the text alone, and gives its end. */
  private simple(start: number, end: number, parent: NodeId, under: string): number | undefined {
    const kind = simpleScalar(this.text, start, end);
    if (kind === undefined) return undefined;
    return this.add(kind, this.isText(under), start, end, parent);
  }

  /** Adds a scalar. A key that takes texts makes one of any word; without a word there is nothing. */
  private add(kind: Kind, isText: boolean, start: number, end: number, parent: NodeId): number {
    this.nodes.add(isText && kind !== Kind.Null ? Kind.String : kind, start, end, parent);
    return end;
  }

  private isText(under: string): boolean {
    return this.options.texts?.has(under) ?? false;
  }

  private *mapping(node: Node, type: string, parent: NodeId, depth: number): Pieces<number> {
    const { nodes } = this;
    const owner = nodes.add(Kind.Object, node.startIndex, node.startIndex, parent);
    const last = yield* this.members(node, owner, depth);
    // What a template puts into a mapping may be any members.
    const line = this.lineIn(node);
    if (line !== undefined) {
      nodes.add(Kind.Directive, line, line + 1, owner);
      nodes.add(Kind.Missing, line + 1, line + 1, owner);
    }
    return this.close(owner, node, type === 'block_mapping' ? last : undefined);
  }

  /** A block ends where the last thing in it does. */
  private close(owner: NodeId, node: Node, last: number | undefined): number {
    const end = this.isSound && last !== undefined ? last : endOf(this.text, node);
    this.nodes.close(owner, end);
    return end;
  }

  /** Adds the members of a mapping: first those that it merges in and does not state itself, so that its own count.
   * Gives the end of the last one that is written. */
  private *members(node: Node, owner: NodeId, depth: number): Pieces<number | undefined> {
    const pairs = node.namedChildren as Node[];
    const merged = this.hasMerges ? yield* this.mergedBy(pairs, owner, depth) : NOTHING;
    let last: number | undefined;
    for (const pair of pairs) {
      if (this.isTurn()) yield;
      if (merged.has(pair)) last = undefined;
      else last = this.simpleMember(pair, owner) ?? (yield* this.otherMember(pair, owner, depth)) ?? last;
      if (this.isBeyond(pair.startIndex, 0)) return this.leaveOut(pair, owner);
    }
    return last;
  }

  /** Adds a member that can be read from the text alone, and gives its end. */
  private simpleMember(pair: Node, owner: NodeId): number | undefined {
    const { text } = this;
    const { startIndex: start } = pair;
    const key = this.isSound ? simpleKey(text, start) : undefined;
    if (!key) return undefined;
    const end = pair.endIndex;
    const kind = simpleScalar(text, key.value, end);
    const keyKind = kind === undefined ? undefined : simpleScalar(text, start, key.end);
    if (kind === undefined || keyKind === undefined) return undefined;
    this.add(keyKind, true, start, key.end, owner);
    const under = decodeYaml(text.slice(start, key.end)).toLowerCase();
    return this.add(kind, this.isText(under), key.value, end, owner);
  }

  private *otherMember(pair: Node, owner: NodeId, depth: number): Pieces<number | undefined> {
    const { type } = pair;
    const isMember = PAIRS.has(type) || type === 'flow_node';
    return isMember ? yield* this.member(pair, type, owner, depth) : undefined;
  }

  /** Adds what a mapping merges in, and gives the pairs that say so. */
  private *mergedBy(children: readonly Node[], owner: NodeId, depth: number): Pieces<ReadonlySet<Node>> {
    const merged = new Set<Node>();
    const stated = new Set<string>();
    for (const pair of children) {
      const { type } = pair;
      if (!PAIRS.has(type) && type !== 'flow_node') continue;
      const key = type === 'flow_node' ? pair : pair.childForFieldName('key');
      if (key?.text === '<<') merged.add(pair);
      else if (key) stated.add(key.text);
    }
    for (const pair of merged) {
      const value = pair.childForFieldName('value');
      if (value) yield* this.merge(value, owner, depth, stated);
    }
    return merged;
  }

  /** Adds what `<<` brings: the members of one mapping, or of several, the first of which counts. */
  private *merge(value: Node, owner: NodeId, depth: number, stated: Set<string>): Pieces<void> {
    this.merges++;
    if (this.isBeyond(value.startIndex, 0)) return;
    let content = contentOf(value) ?? value;
    if (content.type === 'alias') {
      const anchored = this.anchors.find(content);
      if (!anchored || depth > MAX_DEPTH) return;
      this.nodes.share(anchored.startIndex, anchored.endIndex);
      content = contentOf(anchored) ?? anchored;
    }
    if (content.type.endsWith('_sequence')) {
      for (const item of itemsOf(content)) yield* this.merge(item, owner, depth + 1, stated);
      return;
    }
    if (!MAPPINGS.has(content.type)) return;
    const pairs = content.namedChildren.filter((child) => child && PAIRS.has(child.type));
    for (const pair of pairs) {
      const key = pair!.childForFieldName('key');
      if (!key || stated.has(key.text)) continue;
      const value = pair!.childForFieldName('value');
      if (key.text === '<<' && value) {
        yield* this.merge(value, owner, depth + 1, stated);
        continue;
      }
      stated.add(key.text);
      this.nodes.merged.add(this.nodes.size);
      if (this.isTurn()) yield;
      yield* this.member(pair!, pair!.type, owner, depth + 1);
    }
  }

  private *member(pair: Node, type: string, owner: NodeId, depth: number): Pieces<number> {
    const { nodes, text } = this;
    const [key, value] = type === 'flow_node' ? [pair] : sidesOf(pair);
    const content = key && (contentOf(key) ?? key);
    if (!content?.type.endsWith('_scalar')) {
      // A key that is no text leads to a member that nobody can know.
      const end = endOf(text, pair);
      nodes.add(Kind.Directive, pair.startIndex, end, owner);
      nodes.add(Kind.Missing, pair.endIndex, pair.endIndex, owner);
      return end;
    }
    this.scalar(content, owner, true);
    if (value) return yield* this.value(value, owner, decodeYaml(content.text).toLowerCase(), depth + 1);
    const colon = pair.children.find((child) => child?.type === ':');
    const end = endOf(text, pair);
    const at = colon?.endIndex ?? end;
    nodes.add(Kind.Missing, at, at, owner);
    return end;
  }

  private *sequence(node: Node, type: string, parent: NodeId, under: string, depth: number): Pieces<number> {
    const { nodes } = this;
    const owner = nodes.add(Kind.Array, node.startIndex, node.startIndex, parent);
    let last: number | undefined;
    for (const item of node.namedChildren as Node[]) {
      if (this.isTurn()) yield;
      const isBlock = type === 'block_sequence';
      const end = this.simpleItem(item, isBlock, owner, under);
      last = end ?? (yield* this.item(item, owner, under, depth)) ?? last;
      if (this.isBeyond(item.startIndex, 0)) {
        last = this.leaveOut(item, owner);
        break;
      }
    }
    const line = this.lineIn(node);
    if (line !== undefined) nodes.add(Kind.Directive, line, line + 1, owner);
    return this.close(owner, node, type === 'block_sequence' ? last : undefined);
  }

  /** Adds an item that can be read from the text alone, and gives its end. */
  private simpleItem(item: Node, isBlock: boolean, owner: NodeId, under: string): number | undefined {
    const { startIndex: start } = item;
    const at = isBlock ? behindDash(this.text, start) : start;
    return this.isSound && (at > start || !isBlock)
      ? this.simple(at, item.endIndex, owner, under)
      : undefined;
  }

  /** Adds an item, and gives its end; a comment is none. */
  private *item(item: Node, owner: NodeId, under: string, depth: number): Pieces<number | undefined> {
    const { type } = item;
    if (type === 'comment') return undefined;
    const value = type === 'block_sequence_item' ? contentOf(item) : item;
    if (value && !(value === item && PAIRS.has(type)))
      return yield* this.value(value, owner, under, depth + 1);
    return this.opaque(item, owner);
  }

  /** A line that a template makes in a collection itself, not in one inside of it. */
  private lineIn(node: Node): number | undefined {
    const { startIndex: start, endIndex: end, id } = node;
    for (let place = lastAtOrBefore(this.lines, start) + 1; this.lines[place] < end; place++) {
      let around = this.root.descendantForIndex(this.lines[place]);
      while (around && around.id !== id && !COLLECTIONS.has(around.type)) around = around.parent;
      if (around?.id === id) return this.lines[place];
    }
    return undefined;
  }

  /** Adds what an alias stands for, at the place where that is written. */
  private *alias(node: Node, parent: NodeId, under: string, depth: number): Pieces<number> {
    const anchored = this.anchors.find(node);
    const end = node.endIndex;
    if (!anchored) {
      this.nodes.add(Kind.Opaque, node.startIndex, end, parent);
      return end;
    }
    this.nodes.share(anchored.startIndex, anchored.endIndex);
    this.nodes.aliases.set(this.nodes.size, { start: node.startIndex, end });
    yield* this.value(anchored, parent, under, depth + 1);
    return end;
  }

  private scalar(node: Node, parent: NodeId, isText: boolean): number {
    const content = WRAPPERS.has(node.type) ? (contentOf(node) ?? node) : node;
    return this.add(kindOf(content), isText, content.startIndex, endOf(this.text, content), parent);
  }
}

const NOTHING: ReadonlySet<Node> = new Set();

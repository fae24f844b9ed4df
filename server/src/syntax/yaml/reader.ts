import type { Node } from 'web-tree-sitter';
import type { Dialect } from '../dialect';
import { foreignFaults } from '../foreign';
import { withForeignTree } from '../grammars';
import { hideIntrinsics } from '../intrinsics';
import { NodeTable } from '../nodes';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { Anchors } from './anchors';
import { decodeYaml } from './scalars';
import { YAML_SYNTAX } from './syntax';
import { hasTemplateValues, type MaskedText, maskTemplates, mayBeTemplate } from './templates';

/** Deeper than any template; what follows is not read. */
const MAX_DEPTH = 200;
/** Aliases of aliases can make a small text stand for more than a machine can hold. */
const MAX_NODES = 200_000;

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
  return withForeignTree('yaml', masked.text, ({ rootNode }) =>
    new YamlReader(text, rootNode, options, masked.lines).read(),
  );
}

class YamlReader {
  private readonly nodes: NodeTable;
  private readonly anchors: Anchors;

  constructor(
    private readonly text: string,
    private readonly root: Node,
    private readonly options: YamlOptions,
    /** Lines that a template makes. */
    private readonly lines: readonly number[],
  ) {
    this.nodes = new NodeTable(text, [YAML_SYNTAX]);
    this.anchors = new Anchors(text, root);
  }

  read(): Tree {
    const { nodes, text, options } = this;
    for (const fault of foreignFaults(this.root)) nodes.fault(fault.code, fault.start, fault.end);
    if (options.marks) {
      const whole = nodes.add(Kind.Object, 0, text.length, NONE);
      for (const { key, mapping } of this.marked(options.marks)) {
        if (key) this.scalar(key, whole, true);
        else nodes.add(Kind.Missing, mapping.startIndex, mapping.startIndex, whole);
        this.value(mapping, whole, '', 0);
      }
      nodes.close(whole, text.length);
    } else {
      const content = contentOf(this.root.descendantsOfType('document')[0] ?? this.root);
      if (content) this.value(content, NONE, '', 0);
      else nodes.add(Kind.Missing, 0, 0, NONE);
    }
    if (options.dialect === 'cloudformation') {
      hideIntrinsics(nodes, (key) => decodeYaml(text.slice(nodes.start(key), nodes.end(key))));
    }
    return nodes.tree(options.dialect);
  }

  /** The mappings in which one of the marks is a value, with the keys that lead to them, in the order of the text. */
  private marked(marks: RegExp): { key?: Node; mapping: Node }[] {
    const found = new Map<number, { key?: Node; mapping: Node }>();
    for (const { index, 0: mark } of this.text.matchAll(marks)) {
      const pair = ancestor(this.root.descendantForIndex(index), PAIRS);
      const mapping = pair?.parent;
      if (!pair || !mapping || !MAPPINGS.has(mapping.type)) continue;
      const value = pair.childForFieldName('value');
      if (!value || decodeYaml((contentOf(value) ?? value).text) !== mark) continue;
      const outer = ancestor(mapping.parent, PAIRS);
      const key = outer?.childForFieldName('key') ?? undefined;
      const isInside = [...found.values()].some(
        (one) => one.mapping.startIndex <= mapping.startIndex && mapping.endIndex <= one.mapping.endIndex,
      );
      if (!isInside) found.set(mapping.startIndex, { key, mapping });
    }
    return [...found.values()].sort((a, b) => a.mapping.startIndex - b.mapping.startIndex);
  }

  /** Adds a value and all that is in it. `under` is the key that leads to it, in small letters. */
  private value(node: Node, parent: NodeId, under: string, depth: number): void {
    const { nodes } = this;
    if (depth > MAX_DEPTH || nodes.size > MAX_NODES) {
      const code = depth > MAX_DEPTH ? 'too-deep' : 'too-many';
      if (nodes.faults.at(-1)?.code !== code) nodes.fault(code, node.startIndex, node.startIndex + 1);
      nodes.add(Kind.Opaque, node.startIndex, endOf(this.text, node), parent);
      return;
    }
    const tag = node.namedChildren.find((child) => child?.type === 'tag');
    if (tag && !tag.text.startsWith('!!')) {
      nodes.add(Kind.Opaque, tag.startIndex, endOf(this.text, node), parent);
      return;
    }
    const content = WRAPPERS.has(node.type) ? contentOf(node) : node;
    if (!content) {
      nodes.add(Kind.Missing, node.endIndex, node.endIndex, parent);
      return;
    }
    switch (content.type) {
      case 'block_mapping':
      case 'flow_mapping':
        return this.mapping(content, parent, depth);
      case 'block_sequence':
      case 'flow_sequence':
        return this.sequence(content, parent, under, depth);
      case 'alias':
        return this.alias(content, parent, under, depth);
      default:
        return this.scalar(content, parent, tag !== undefined || this.isText(under));
    }
  }

  private isText(under: string): boolean {
    return this.options.texts?.has(under) ?? false;
  }

  private mapping(node: Node, parent: NodeId, depth: number): void {
    const { nodes } = this;
    const owner = nodes.add(Kind.Object, node.startIndex, node.endIndex, parent);
    this.members(node, owner, depth, new Set());
    // What a template puts into a mapping may be any members.
    const line = this.lineIn(node);
    if (line !== undefined) {
      nodes.add(Kind.Directive, line, line + 1, owner);
      nodes.add(Kind.Missing, line + 1, line + 1, owner);
    }
    nodes.close(owner, endOf(this.text, node));
  }

  /** Adds the members of a mapping: first those that it merges in and does not state itself, so that its own count. */
  private members(node: Node, owner: NodeId, depth: number, stated: Set<string>): void {
    const pairs = node.namedChildren.filter(
      (child) => child && (PAIRS.has(child.type) || child.type === 'flow_node'),
    );
    const merged: Node[] = [];
    for (const pair of pairs) {
      const key = pair!.type === 'flow_node' ? pair! : pair!.childForFieldName('key');
      if (key?.text === '<<') merged.push(pair!);
      else if (key) stated.add(key.text);
    }
    for (const pair of merged) {
      const value = pair.childForFieldName('value');
      if (value) this.merge(value, owner, depth, stated);
    }
    for (const pair of pairs) if (!merged.includes(pair!)) this.member(pair!, owner, depth);
  }

  /** Adds what `<<` brings: the members of one mapping, or of several, the first of which counts. */
  private merge(value: Node, owner: NodeId, depth: number, stated: Set<string>): void {
    let content = contentOf(value) ?? value;
    if (content.type === 'alias') {
      const anchored = this.anchors.find(content);
      if (!anchored || depth > MAX_DEPTH) return;
      this.share(anchored);
      content = contentOf(anchored) ?? anchored;
    }
    if (content.type.endsWith('_sequence')) {
      for (const item of itemsOf(content)) this.merge(item, owner, depth + 1, stated);
      return;
    }
    if (!MAPPINGS.has(content.type)) return;
    const pairs = content.namedChildren.filter((child) => child && PAIRS.has(child.type));
    for (const pair of pairs) {
      const key = pair!.childForFieldName('key');
      if (!key || stated.has(key.text)) continue;
      const value = pair!.childForFieldName('value');
      if (key.text === '<<' && value) {
        this.merge(value, owner, depth + 1, stated);
        continue;
      }
      stated.add(key.text);
      this.nodes.merged.add(this.nodes.size);
      this.member(pair!, owner, depth + 1);
    }
  }

  private member(pair: Node, owner: NodeId, depth: number): void {
    const { nodes } = this;
    const key = pair.type === 'flow_node' ? pair : pair.childForFieldName('key');
    const content = key && (contentOf(key) ?? key);
    if (!content?.type.endsWith('_scalar')) {
      // A key that is no text leads to a member that nobody can know.
      nodes.add(Kind.Directive, pair.startIndex, endOf(this.text, pair), owner);
      nodes.add(Kind.Missing, pair.endIndex, pair.endIndex, owner);
      return;
    }
    this.scalar(content, owner, true);
    const value = pair.type === 'flow_node' ? null : pair.childForFieldName('value');
    if (value) this.value(value, owner, decodeYaml(content.text).toLowerCase(), depth + 1);
    else {
      const colon = pair.children.find((child) => child?.type === ':');
      const end = colon?.endIndex ?? endOf(this.text, pair);
      nodes.add(Kind.Missing, end, end, owner);
    }
  }

  private sequence(node: Node, parent: NodeId, under: string, depth: number): void {
    const { nodes } = this;
    const owner = nodes.add(Kind.Array, node.startIndex, node.endIndex, parent);
    const items = node.namedChildren.filter((child) => child && child.type !== 'comment');
    for (const item of items) {
      const value = item!.type === 'block_sequence_item' ? contentOf(item!) : item!;
      if (value && !PAIRS.has(value.type)) this.value(value, owner, under, depth + 1);
      else nodes.add(Kind.Opaque, item!.startIndex, endOf(this.text, item!), owner);
    }
    const line = this.lineIn(node);
    if (line !== undefined) nodes.add(Kind.Directive, line, line + 1, owner);
    nodes.close(owner, endOf(this.text, node));
  }

  /** A line that a template makes in a collection itself, not in one inside of it. */
  private lineIn(node: Node): number | undefined {
    const own = this.lines.filter((at) => node.startIndex < at && at < node.endIndex);
    if (own.length === 0) return undefined;
    const inner = node
      .descendantsOfType(['block_mapping', 'block_sequence'])
      .filter((one) => one && one.id !== node.id);
    return own.find((at) => !inner.some((one) => one!.startIndex < at && at < one!.endIndex));
  }

  /** Adds what an alias stands for, at the place where that is written. */
  private alias(node: Node, parent: NodeId, under: string, depth: number): void {
    const anchored = this.anchors.find(node);
    if (!anchored) {
      this.nodes.add(Kind.Opaque, node.startIndex, node.endIndex, parent);
      return;
    }
    this.share(anchored);
    this.nodes.aliases.set(this.nodes.size, { start: node.startIndex, end: node.endIndex });
    this.value(anchored, parent, under, depth + 1);
  }

  private share(anchored: Node): void {
    const { startIndex: start, endIndex: end } = anchored;
    const { sharedSpans } = this.nodes;
    if (!sharedSpans.some((span) => span.start === start && span.end === end))
      sharedSpans.push({ start, end });
  }

  private scalar(node: Node, parent: NodeId, isText: boolean): void {
    const content = WRAPPERS.has(node.type) ? (contentOf(node) ?? node) : node;
    const end = endOf(this.text, content);
    const kind = kindOf(content);
    // A key that takes texts makes one of any word; without a word there is nothing.
    const isRead = isText && kind !== Kind.Null;
    this.nodes.add(isRead ? Kind.String : kind, content.startIndex, end, parent);
  }
}

const WRAPPERS = new Set(['block_node', 'flow_node', 'document', 'stream']);
const PAIRS = new Set(['block_mapping_pair', 'flow_pair']);
const MAPPINGS = new Set(['block_mapping', 'flow_mapping']);

/** YAML 1.1 has more words for true and false than YAML 1.2; CloudFormation reads the former. */
const TRUE = /^(?:true|yes|on)$/i;
const FALSE = /^(?:false|no|off)$/i;

function kindOf(node: Node): Kind {
  const inner = node.type === 'plain_scalar' ? node.namedChild(0) : undefined;
  switch (inner?.type) {
    case 'integer_scalar':
    case 'float_scalar':
      return Kind.Number;
    case 'null_scalar':
      return Kind.Null;
  }
  if (node.type === 'plain_scalar') {
    if (TRUE.test(node.text)) return Kind.True;
    if (FALSE.test(node.text)) return Kind.False;
  }
  return node.type.endsWith('_scalar') ? Kind.String : Kind.Invalid;
}

/** What a node holds beside its anchor, its tag and comments. */
export function contentOf(node: Node): Node | undefined {
  const inner = node.namedChildren.filter((child) => child && !ASIDE.has(child.type));
  return inner[inner.length - 1] ?? undefined;
}
const ASIDE = new Set(['comment', 'anchor', 'tag', 'yaml_directive', 'tag_directive', 'reserved_directive']);

function itemsOf(sequence: Node): Node[] {
  return sequence.namedChildren.flatMap((child) => {
    if (!child || child.type === 'comment') return [];
    return child.type === 'block_sequence_item' ? (contentOf(child) ?? []) : child;
  });
}

/** The end of a node's own text: the parser counts the comments and line breaks after a block as its own. */
function endOf(text: string, node: Node): number {
  let last = node;
  while (BLOCKS.has(last.type)) {
    const inner = last.namedChildren.findLast((child) => child && child.type !== 'comment');
    if (!inner) break;
    last = inner;
  }
  let end = last.endIndex;
  while (end > last.startIndex && /\s/.test(text[end - 1])) end--;
  return end;
}
const BLOCKS = new Set([
  'block_node',
  'block_mapping',
  'block_mapping_pair',
  'block_sequence',
  'block_sequence_item',
]);

function ancestor(node: Node | null, types: ReadonlySet<string>): Node | null {
  let at = node;
  while (at && !types.has(at.type)) at = at.parent;
  return at;
}

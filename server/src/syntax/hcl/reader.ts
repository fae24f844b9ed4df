import type { Tree as ForeignTree, Node } from 'web-tree-sitter';
import { foreignFaults } from '../foreign';
import { withForeignTree } from '../grammars';
import { ESCAPED_JSON, readEscapedJson } from '../json/escaped';
import { readJson } from '../json/reader';
import { unread } from '../limits';
import { NodeTable } from '../nodes';
import type { Pieces } from '../pieces';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { HCL_JSON } from './json';
import { HCL_BODY, HCL_CONTAINER, HCL_EXPRESSION, HCL_MODULE } from './syntax';

const EXPRESSION = 0;
const BODY = 1;
const JSON_TEXT = 2;
const MODULE = 3;
const ESCAPED = 4;
const CONTAINER = 5;
const MAX_DEPTH = 200;
/** What follows after so many is not read: a tree of the library's costs far more than one of ours. */
const MAX_NODES = 200_000;

export interface HclOptions {
  /** Picks the blocks that are read by their labels, such as `resource` and its type, and by their own text. */
  readonly wanted: (block: readonly string[], text: () => string) => boolean;
  /** Whether a block is a module for one container, by its own text. */
  readonly isContainer?: (text: string) => boolean;
  /** Blocks that make a list, even where only one of them stands there. */
  readonly lists: ReadonlySet<string>;
  /** Arguments whose value may stand in `locals`. */
  readonly follow: ReadonlySet<string>;
}

/** Reads the wanted blocks of a Terraform file; the rest is parsed and left alone. The tree's root is an object with
 * those blocks as members, by their labels. What `jsonencode` is given is read as what it is, JSON in a heredoc too. */
export function readHcl(text: string, options: HclOptions): Tree {
  const read = ({ rootNode }: ForeignTree): Pieces<Tree> => new HclReader(text, options).read(rootNode);
  return withForeignTree('terraform', text, read) ?? unread(text, HCL_EXPRESSION, 'too-many', 'terraform');
}

class HclReader {
  private readonly nodes: NodeTable;
  /** The values of `locals`, by name. */
  private readonly locals = new Map<string, Node>();

  constructor(
    private readonly text: string,
    private readonly options: HclOptions,
  ) {
    this.nodes = new NodeTable(text, [
      HCL_EXPRESSION,
      HCL_BODY,
      HCL_JSON,
      HCL_MODULE,
      ESCAPED_JSON,
      HCL_CONTAINER,
    ]);
  }

  *read(root: Node): Pieces<Tree> {
    const { nodes, text, options } = this;
    for (const { code, start, end } of foreignFaults(root)) nodes.fault(code, start, end);
    const whole = nodes.add(Kind.Object, 0, text.length, NONE);
    const blocks = root.namedChildren.flatMap((body) => (body?.type === 'body' ? blocksOf(body) : []));
    for (const block of blocks) if (labelsOf(block)[0] === 'locals') this.learn(block);
    for (const block of blocks) {
      if (!options.wanted(labelsOf(block), () => block.text)) continue;
      const label = block.namedChildren.filter((child) => child?.type === 'string_lit').at(-1);
      const name = label ?? block.namedChild(0);
      nodes.form = EXPRESSION;
      nodes.add(Kind.String, name!.startIndex, name!.endIndex, whole);
      this.block(block, whole, 0);
      yield;
    }
    nodes.close(whole, text.length);
    return nodes.tree('terraform');
  }

  /** Adds a block as an object: its arguments, then its own blocks, those of one kind as a list. */
  private block(block: Node, parent: NodeId, depth: number): void {
    const { nodes } = this;
    const isModule = labelsOf(block)[0] === 'module';
    const form = isModule && this.options.isContainer?.(block.text) ? CONTAINER : BODY;
    nodes.form = form;
    const owner = nodes.add(Kind.Object, block.startIndex, block.endIndex, parent);
    const body = block.namedChildren.find((child) => child?.type === 'body');
    const groups = new Map<string, Node[]>();
    for (const child of body?.namedChildren ?? []) {
      if (child?.type === 'attribute') this.argument(child, owner, depth, form, isModule);
      else if (child?.type === 'block' && depth < MAX_DEPTH) {
        const [name] = labelsOf(child);
        groups.set(name, [...(groups.get(name) ?? []), child]);
      }
    }
    for (const [name, blocks] of groups) this.group(name, blocks, owner, depth);
    nodes.close(owner, block.endIndex);
  }

  private argument(attribute: Node, owner: NodeId, depth: number, form: number, isModule: boolean): void {
    const { nodes } = this;
    const name = attribute.namedChild(0)!;
    nodes.form = form;
    nodes.add(Kind.String, name.startIndex, name.endIndex, owner);
    const value = attribute.namedChildren.find((child) => child?.type === 'expression');
    // What a module is given is read by its own rules, and what it is left to decide is its source's business.
    nodes.form = isModule && this.options.follow.has(name.text) ? MODULE : EXPRESSION;
    if (value && isModule && name.text === 'source')
      nodes.add(Kind.Opaque, value.startIndex, value.endIndex, owner);
    else if (value && this.options.follow.has(name.text)) this.whole(this.followed(value), owner, depth + 1);
    else if (value) this.whole(value, owner, depth + 1);
    else nodes.add(Kind.Missing, attribute.endIndex, attribute.endIndex, owner);
  }

  /** The whole value of an argument. Only here a text may be JSON to be read: inside a value it is a text. */
  private whole(expression: Node, owner: NodeId, depth: number): void {
    const inner = onlyChild(interpolated(expression));
    if (inner?.type === 'function_call' && this.fromFile(expression, inner, owner, depth)) return;
    if (inner?.type === 'function_call' && this.encoded(inner, owner, depth)) return;
    if (inner?.type === 'template_expr' && this.heredoc(inner.namedChild(0)!, owner)) return;
    if (inner?.type === 'literal_value' && this.quotedJson(inner, owner)) return;
    this.value(expression, owner, depth);
  }

  /** JSON in a text of one line. */
  private quotedJson({ startIndex: start, endIndex: end }: Node, owner: NodeId): boolean {
    const { nodes, text } = this;
    if (!/^"\s*\[/.test(text.slice(start, end))) return false;
    const json = readEscapedJson(text, start, end);
    if (json.faults.length > 0) return false;
    nodes.form = ESCAPED;
    nodes.graft(json, owner);
    nodes.form = EXPRESSION;
    return true;
  }

  private learn(locals: Node): void {
    const body = locals.namedChildren.find((child) => child?.type === 'body');
    for (const attribute of body?.namedChildren ?? []) {
      const value = attribute?.namedChildren.find((child) => child?.type === 'expression');
      if (attribute?.type === 'attribute' && value) this.locals.set(attribute.namedChild(0)!.text, value);
    }
  }

  /** What `local.name` stands for, where the file says so; a local that is used elsewhere too is shared. */
  private followed(expression: Node): Node {
    const name = /^local\.([\w-]+)$/.exec(expression.text)?.[1];
    const value = name === undefined ? undefined : this.locals.get(name);
    if (!value) return expression;
    const code = this.text.replace(/(?:^|\s)(?:#|\/\/).*$/gm, '');
    const uses = code.match(new RegExp(`\\blocal\\.${name}(?![\\w-])`, 'g'))?.length ?? 0;
    if (uses > 1) this.nodes.share(value.startIndex, value.endIndex);
    return value;
  }

  private group(name: string, blocks: readonly Node[], owner: NodeId, depth: number): void {
    const { nodes, options } = this;
    const [first] = blocks;
    const key = first.namedChild(0)!;
    nodes.form = BODY;
    nodes.add(Kind.String, key.startIndex, key.endIndex, owner);
    if (name === 'dynamic') nodes.add(Kind.Opaque, first.startIndex, first.endIndex, owner);
    else if (blocks.length > 1 || options.lists.has(name)) {
      const list = nodes.add(Kind.Array, first.startIndex, first.endIndex, owner);
      for (const block of blocks) this.block(block, list, depth + 1);
      nodes.close(list, first.endIndex);
    } else this.block(first, owner, depth + 1);
  }

  private value(expression: Node, parent: NodeId, depth: number): void {
    const { nodes } = this;
    const opaque = (): void =>
      void nodes.add(Kind.Opaque, expression.startIndex, expression.endIndex, parent);
    const inner = onlyChild(expression);
    const tooMuch = depth > MAX_DEPTH ? 'too-deep' : nodes.size > MAX_NODES ? 'too-many' : undefined;
    if (tooMuch && nodes.faults.at(-1)?.code !== tooMuch)
      nodes.fault(tooMuch, expression.startIndex, expression.startIndex + 1);
    if (!inner || tooMuch) return opaque();
    switch (inner.type) {
      case 'literal_value':
        return this.literal(inner, parent);
      case 'collection_value':
        return this.collection(inner.namedChild(0)!, parent, depth);
      case 'template_expr':
        if (inner.namedChild(0)?.type !== 'quoted_template') return opaque();
        return void nodes.add(Kind.String, inner.startIndex, inner.endIndex, parent);
      case 'operation':
        if (inner.namedChild(0)?.type !== 'unary_operation' || !/^-\d/.test(inner.text)) return opaque();
        return void nodes.add(Kind.Number, inner.startIndex, inner.endIndex, parent);
      default:
        return opaque();
    }
  }

  private literal(node: Node, parent: NodeId): void {
    const inner = node.namedChild(0);
    const kinds: Record<string, Kind> = {
      numeric_lit: Kind.Number,
      null_lit: Kind.Null,
      string_lit: Kind.String,
      bool_lit: node.text === 'true' ? Kind.True : Kind.False,
    };
    this.nodes.add(kinds[inner?.type ?? ''] ?? Kind.Opaque, node.startIndex, node.endIndex, parent);
  }

  /** JSON in a heredoc is read where it stands. */
  private heredoc(node: Node, parent: NodeId): boolean {
    const { nodes, text } = this;
    const names = node.namedChildren.filter((child) => child?.type === 'heredoc_identifier');
    const from = text.indexOf('\n', node.startIndex) + 1;
    const to = names.at(-1)?.startIndex ?? node.endIndex;
    if (node.type !== 'heredoc_template' || from === 0 || !/^\s*[[{]/.test(text.slice(from, to)))
      return false;
    const json = readJson(text.slice(0, to), 'terraform', from);
    nodes.form = JSON_TEXT;
    nodes.graft(json, parent);
    nodes.form = EXPRESSION;
    return true;
  }

  /** What `jsonencode` is given. */
  private encoded(call: Node, parent: NodeId, depth: number): boolean {
    const [name] = call.namedChildren;
    const values = argumentsOf(call);
    if (name?.text !== 'jsonencode' || values.length !== 1 || values[0].type !== 'expression') return false;
    this.value(this.followed(values[0]), parent, depth + 1);
    return true;
  }

  /** What `file` and `templatefile` are given stands inside of a value that cannot be seen: the path, and the variables. */
  private fromFile(expression: Node, call: Node, parent: NodeId, depth: number): boolean {
    const { nodes } = this;
    if (!/^(?:file|templatefile)$/.test(call.namedChild(0)?.text ?? '')) return false;
    const owner = nodes.add(Kind.Opaque, expression.startIndex, expression.endIndex, parent);
    for (const value of argumentsOf(call)) this.value(value, owner, depth + 1);
    nodes.close(owner, expression.endIndex);
    return true;
  }

  private collection(node: Node, parent: NodeId, depth: number): void {
    const { nodes } = this;
    if (node.type === 'tuple') {
      const owner = nodes.add(Kind.Array, node.startIndex, node.endIndex, parent);
      for (const item of node.namedChildren)
        if (item?.type === 'expression') this.value(item, owner, depth + 1);
      nodes.close(owner, node.endIndex);
      return;
    }
    const owner = nodes.add(Kind.Object, node.startIndex, node.endIndex, parent);
    for (const member of node.namedChildren) {
      if (member?.type === 'object_elem') this.member(member, owner, depth);
    }
    nodes.close(owner, node.endIndex);
  }

  private member(member: Node, owner: NodeId, depth: number): void {
    const { nodes } = this;
    const key = member.childForFieldName('key');
    const name = key && nameOf(key);
    const value = member.childForFieldName('val');
    if (key && !name && value && nodes.form === MODULE) {
      // A computed key is the name of a container.
      nodes.add(Kind.Opaque, key.startIndex, key.endIndex, owner);
      return this.value(value, owner, depth + 1);
    }
    if (!key || !name) {
      // What a computed key leads to, nobody can know.
      nodes.add(Kind.Directive, member.startIndex, member.endIndex, owner);
      nodes.add(Kind.Missing, member.endIndex, member.endIndex, owner);
      return;
    }
    nodes.add(Kind.String, key.startIndex, key.endIndex, owner);
    if (value) this.value(value, owner, depth + 1);
    else nodes.add(Kind.Missing, member.endIndex, member.endIndex, owner);
  }
}

function blocksOf(body: Node): Node[] {
  return body.namedChildren.filter((child) => child?.type === 'block') as Node[];
}

/** The type of a block and its labels: `resource`, `aws_ecs_task_definition`, `web`. */
function labelsOf(block: Node): string[] {
  return block.namedChildren.flatMap((child) => {
    if (child?.type === 'identifier') return child.text;
    return child?.type === 'string_lit' ? child.text.slice(1, -1) : [];
  });
}

/** The one thing an expression is made of; undefined where it is put together. */
function onlyChild(expression: Node): Node | undefined {
  const inner = expression.namedChildren.filter((child) => child && child.type !== 'comment');
  return inner.length === 1 ? inner[0]! : undefined;
}

function argumentsOf(call: Node): Node[] {
  const given = call.namedChildren.find((child) => child?.type === 'function_arguments');
  return (given?.namedChildren.filter((child) => child && child.type !== 'comment') ?? []) as Node[];
}

/** The one expression that a text is made of: `"${file("x")}"` is how Terraform was written before it knew better. */
function interpolated(expression: Node): Node {
  const template = onlyChild(expression);
  const quoted = template?.type === 'template_expr' ? template.namedChild(0) : undefined;
  const parts = quoted?.namedChildren.filter((child) => !/_(?:start|end)$/.test(child?.type ?? '')) ?? [];
  const [part] = parts;
  const inner = parts.length === 1 && part?.type === 'template_interpolation' ? part : undefined;
  return inner?.namedChildren.find((child) => child?.type === 'expression') ?? expression;
}

/** A key that stands for itself: a bare name or a text without interpolation. */
function nameOf(key: Node): boolean {
  const inner = onlyChild(key);
  if (inner?.type === 'variable_expr') return true;
  return inner?.type === 'literal_value' && inner.namedChild(0)?.type === 'string_lit';
}

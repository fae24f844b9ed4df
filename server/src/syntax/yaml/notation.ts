import type { Notation } from '../brackets/notation';
import { isBracketed } from '../brackets/style';
import { templateOf } from '../intrinsics';
import { indentAt } from '../lines';
import type { Copied } from '../syntax';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { columnOf } from './places';
import { canBePlain, decodeYaml, type TextStyle, writeText } from './scalars';

/** Collections in brackets, as YAML writes them. */
export function flowNotation(texts: TextStyle): Notation {
  return {
    scalar: (value) => (typeof value === 'string' ? writeText(value, texts, true) : String(value)),
    key: (name) => writeText(name, { ...texts, plain: true }, true),
    standsInBlocks: true,
    colon: ': ',
    colonPattern: /^[ \t]*:[ \t]*$/,
    commentEnd,
    expression: (code) => writeExpression(code, texts, true),
    copy: (tree, node) => tree.syntaxOf(node).copy(tree, node),
    like: (source) => flowNotation(textsLike(source, texts)),
  };
}

/** Texts as one of them is written. */
export function textsLike(source: string, texts: TextStyle): TextStyle {
  const [first] = source;
  if (first === '"' || first === "'") return { plain: false, quote: first };
  // What a tag, an anchor or a bracket begins says nothing about texts.
  return /[!&*{[|>]/.test(first ?? '!') ? texts : { ...texts, plain: true };
}

/** The end of the comment at `at`: a `#` begins one only after white space. */
function commentEnd(text: string, at: number): number {
  if (text[at] !== '#' || (at > 0 && !/\s/.test(text[at - 1]))) return at;
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** An intrinsic function in its short form. What it is given is written as JSON, which YAML reads too: a short form
 * must not stand directly inside another. */
export function writeExpression(
  code: string | { readonly [name: string]: unknown },
  texts: TextStyle,
  inFlow: boolean,
): string {
  if (typeof code === 'string') return writeText(code, texts, inFlow);
  const [[name, given]] = Object.entries(code);
  const tag = `!${name.replace(/^Fn::/, '')}`;
  if (name === 'Fn::GetAtt' && Array.isArray(given)) return `${tag} ${given.join('.')}`;
  return `${tag} ${typeof given === 'string' ? writeText(given, texts, inFlow) : JSON.stringify(given)}`;
}

/** A node as it stands, for another place in block style. */
export function copyBlock(tree: Tree, node: NodeId): Copied {
  const source = tree.source(node);
  const isCollection =
    tree.kind(node) === Kind.Object || tree.kind(node) === Kind.Array || isLongForm(tree, node);
  const isBlock = isCollection && !isBracketed(tree, node);
  const column = isBlock ? columnOf(tree.text, tree.start(node)) : ownColumn(tree, node);
  return {
    source,
    flow: inFlow(tree, node),
    indent: ' '.repeat(column),
    isBlock,
    template: templateOf(tree, node) ?? shortTemplate(source) ?? tree.string(node),
  };
}

/** The same of `!Ref` and `!Sub`. */
function shortTemplate(source: string): string | undefined {
  const [, name, given] = /^!(Ref|Sub)\s+([^[\n-][\s\S]*)$/.exec(source) ?? [];
  if (given === undefined) return undefined;
  const text = decodeYaml(given);
  return name === 'Ref' ? `\${${text}}` : text;
}

/** An intrinsic function as an object of one member, which the reader has gone into. */
function isLongForm(tree: Tree, node: NodeId): boolean {
  return tree.kind(node) === Kind.Opaque && tree.firstChild(node) !== NONE;
}

/** The column that the lines of a value are indented from: its key's where that stands on the same line, else (for what
 * an alias stands for) that of its line's first word. */
function ownColumn(tree: Tree, node: NodeId): number {
  const { text } = tree;
  const start = tree.start(node);
  const parent = tree.parent(node);
  const isMember = parent !== NONE && tree.kind(parent) === Kind.Object;
  const before = isMember ? tree.start(node - 1) : start;
  const isOnLine = before < start && !text.slice(before, start).includes('\n');
  return isOnLine ? columnOf(text, before) : indentAt(text, start).length;
}

const QUOTED: TextStyle = { plain: false, quote: '"' };

/** A node on one line, as it can stand in brackets. Brackets hold no blocks: texts are quoted, long forms put in
 * brackets; undefined where a short form holds a block. */
function inFlow(tree: Tree, node: NodeId): string | undefined {
  const source = tree.source(node);
  const isOneLine = !source.includes('\n');
  switch (tree.kind(node)) {
    case Kind.String:
      return isOneLine && isSafeInFlow(source) ? source : writeText(tree.string(node), QUOTED, true);
    case Kind.Array:
      return around(
        '[',
        tree.children(node).map((item) => inFlow(tree, item)),
        ']',
      );
    case Kind.Object:
      return membersInFlow(tree, node);
    case Kind.Opaque:
      return isLongForm(tree, node) ? membersInFlow(tree, node) : shortInFlow(source, isOneLine);
    default:
      return isOneLine ? source : undefined;
  }
}

function membersInFlow(tree: Tree, node: NodeId): string | undefined {
  const members = tree.children(node).flatMap((key, place) => {
    if (place % 2 === 1) return [];
    const value = inFlow(tree, key + 1);
    return [value === undefined ? undefined : `${writeText(tree.string(key), QUOTED, true)}: ${value}`];
  });
  return around('{ ', members, ' }');
}

function around(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : open + parts.join(', ') + close;
}

/** A short form with what it is given: brackets stay on their line, a scalar is quoted, a block cannot stand there. */
function shortInFlow(source: string, isOneLine: boolean): string | undefined {
  const [, tag, given] = /^(!\S*)\s*([\s\S]*)$/.exec(source) ?? [];
  if (tag === undefined || given === undefined) return isOneLine ? source : undefined;
  if (given === '') return tag;
  if (/^[[{]/.test(given)) return isOneLine ? source : undefined;
  if (isOneLine && isSafeInFlow(given)) return source;
  const isBlock = /^-\s/.test(given) || (!/^['"|>]/.test(given) && /:(?:\s|$)/.test(given));
  return isBlock ? undefined : `${tag} ${writeText(decodeYaml(given), QUOTED, true)}`;
}

function isSafeInFlow(source: string): boolean {
  return /^['"]/.test(source) || canBePlain(source, true) || /^[\w.+-]+$/.test(source);
}

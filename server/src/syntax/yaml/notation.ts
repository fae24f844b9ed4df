import type { Notation } from '../brackets/notation';
import { isBracketed } from '../brackets/style';
import { templateOf } from '../intrinsics';
import type { Copied } from '../syntax';
import { Kind, NONE, type NodeId, type Tree } from '../tree';
import { columnOf, entryStart } from './places';
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
    copy: (tree, node) => copyIntoFlow(tree, node, texts),
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
  const { text } = tree;
  const start = tree.start(node);
  const source = tree.source(node);
  const kind = tree.kind(node);
  const isHidden = kind === Kind.Opaque && source[0] !== '!' && /^[\w:"']+:\s/.test(source);
  const isBlock = (kind === Kind.Object || kind === Kind.Array || isHidden) && !isBracketed(tree, node);
  const column = isBlock ? columnOf(text, start) : ownColumn(tree, node);
  return {
    source,
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

/** The column that the lines of a value are indented from: its key's, or its dash's. */
function ownColumn(tree: Tree, node: NodeId): number {
  const parent = tree.parent(node);
  if (parent === NONE) return 0;
  const isMember = tree.kind(parent) === Kind.Object;
  return columnOf(tree.text, isMember ? tree.start(node - 1) : entryStart(tree, parent, node));
}

/** Brackets hold no blocks: what runs over several lines is written on one. */
function copyIntoFlow(tree: Tree, node: NodeId, texts: TextStyle): Copied {
  const copied = copyBlock(tree, node);
  const text = tree.string(node);
  const isText = tree.kind(node) === Kind.String;
  const isSafe = !copied.source.includes('\n') && (!/^[^"'!]/.test(copied.source) || canBePlain(text, true));
  if (!isText || isSafe) return copied;
  return { ...copied, source: writeText(text, texts, true) };
}

import type { Notation } from '../brackets/notation';
import { printBrackets } from '../brackets/printer';
import { styleOf } from '../brackets/style';
import type { Change, TextEdit } from '../edits';
import { entriesOf } from '../entries';
import { decodeJson } from '../json/syntax';
import { indentAt } from '../lines';
import type { Copied, Syntax } from '../syntax';
import { Kind, type NodeId, type Tree } from '../tree';
import { keepFormatted } from './format';
import { HCL_JSON } from './json';
import { argumentEnd } from './lines';
import {
  decodeHcl,
  fromArgument,
  fromContainerArgument,
  jsonAsHcl,
  toArgument,
  toContainerArgument,
  writeHcl,
} from './scalars';

/** The end of the comment at `at`; `at` itself where none starts. */
function commentEnd(text: string, at: number): number {
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (text[at] !== '#' && !text.startsWith('//', at)) return at;
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function copy(tree: Tree, node: NodeId): Copied {
  const written = tree.source(node);
  const isBare = tree.kind(node) === Kind.String && written[0] !== '"';
  const source = isBare ? writeHcl(written) : written;
  return {
    source,
    indent: indentAt(tree.text, tree.start(node)),
    isBlock: false,
    template: tree.kind(node) === Kind.Opaque ? `\${${source}}` : tree.string(node),
  };
}

/** What JSON in a heredoc says is written as Terraform's own text. */
function copyIntoHcl(tree: Tree, node: NodeId): Copied {
  const copied = tree.syntaxOf(node).copy(tree, node);
  if (tree.syntaxOf(node) !== HCL_JSON) return copied;
  const { source } = copied;
  if (tree.kind(node) === Kind.String) return { ...copied, source: jsonAsHcl(source, decodeJson) };
  if (tree.kind(node) !== Kind.Opaque) return copied;
  const isFilledIn = source.startsWith('${') && source.endsWith('}');
  return { ...copied, source: isFilledIn ? source.slice(2, -1).trim() : `"${source}"` };
}

function notationOf({ quotesKeys, colon }: Keys, spelled = (name: string): string => name): Notation {
  return {
    scalar: (value) => (typeof value === 'string' ? writeHcl(value) : String(value)),
    key: (name) => (quotesKeys || !/^[A-Za-z_][\w-]*$/.test(name) ? writeHcl(name) : spelled(name)),
    colon,
    colonPattern: /^[ \t]*[:=][ \t]*$/,
    commentEnd,
    isLineSeparated: true,
    padsObjects: true,
    aligns: colon === ' = ',
    expression: (code) => (typeof code === 'string' ? code : undefined),
    copy: copyIntoHcl,
  };
}

/** Expressions: objects with `=` or `:`, lists, values. */
export const HCL_EXPRESSION: Syntax = {
  decode: decodeHcl,
  print: (tree, changes) => printExpressions(tree, changes, HCL_EXPRESSION),
  settle: keepFormatted,
  lineComment: '#',
  copy,
};

/** What modules are given: the API's names, but for one. */
export const HCL_MODULE: Syntax = {
  decode: (source) => (source === 'entrypoint' ? 'entryPoint' : decodeHcl(source)),
  print: (tree, changes) =>
    printExpressions(tree, changes, HCL_MODULE, (name) => (name === 'entryPoint' ? 'entrypoint' : name)),
  settle: keepFormatted,
  lineComment: '#',
  copy,
};

function printExpressions(
  tree: Tree,
  changes: readonly Change[],
  syntax: Syntax,
  spelled?: (name: string) => string,
): TextEdit[] {
  return printBrackets(tree, styleOf(tree, syntax, notationOf(keysOf(tree, syntax), spelled)), changes);
}

/** The body of a block, which names the same things as the API does in its own way. */
function bodyOf(decode: (name: string) => string, argument: (name: string) => string): Syntax {
  return {
    renames: true,
    decode: (source) => decode(decodeHcl(source)),
    print: (tree, changes) => {
      const notation = { ...notationOf(keysOf(tree, HCL_EXPRESSION)), argument, argumentEnd };
      return printBrackets(tree, styleOf(tree, HCL_EXPRESSION, notation), changes);
    },
    lineComment: '#',
    copy,
  };
}

export const HCL_BODY: Syntax = bodyOf(fromArgument, toArgument);

/** The body of a module that makes one container. */
export const HCL_CONTAINER: Syntax = bodyOf(fromContainerArgument, toContainerArgument);

interface Keys {
  readonly quotesKeys: boolean;
  readonly colon: string;
}

/** How the keys of objects are written: with quotes or without, and what follows them. */
function keysOf(tree: Tree, syntax: Syntax): Keys {
  let quoted = 0;
  let colons = 0;
  // The root's keys are the labels of its blocks.
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind(node) !== Kind.Object || tree.syntaxOf(node) !== syntax) continue;
    for (const key of entriesOf(tree, node)) {
      quoted += tree.text[tree.start(key)] === '"' ? 1 : -1;
      colons += tree.text.slice(tree.end(key), tree.start(key + 1)).includes(':') ? 1 : -1;
    }
  }
  return { quotesKeys: quoted > 0, colon: colons > 0 ? ': ' : ' = ' };
}

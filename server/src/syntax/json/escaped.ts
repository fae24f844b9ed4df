import type { Notation } from '../brackets/notation';
import { printBrackets } from '../brackets/printer';
import { styleOf } from '../brackets/style';
import type { Copied, Syntax } from '../syntax';
import { Kind, type NodeId, type Tree } from '../tree';
import { readJson } from './reader';
import { decodeJson, jsonNotation } from './syntax';

/** JSON inside of a JSON string: `"[{\"name\": \"web\"}]"`. It is read where it stands, so that its offsets are the
 * document's own. */

/** Reads the JSON that a string from `start` to `end` (its quotes included) holds. */
export function readEscapedJson(text: string, start: number, end: number): Tree {
  return readJson(text.slice(0, start + 1) + masked(text.slice(start + 1, end - 1)), 'terraform', start + 1);
}

/** The same text, as long as before, with plain quotes where strings begin and end. What strings hold does not count:
 * they are decoded from the document. */
function masked(source: string): string {
  let isOpen = false;
  return source.replace(/\\\\(?:\\.|[^\\])|\\u[0-9a-fA-F]{4}|\\./g, (sequence) => {
    if (sequence === '\\"') {
      isOpen = !isOpen;
      return isOpen ? '" ' : ' "';
    }
    return (isOpen ? 'x' : ' ').repeat(sequence.length);
  });
}

const notation: Notation = {
  ...jsonNotation,
  scalar: escaped,
  key: escaped,
  expression: (code) => (typeof code === 'string' ? escaped(`\${${code}}`) : undefined),
  commentEnd: (_text, at) => at,
  copy: copyEscaped,
};

export const ESCAPED_JSON: Syntax = {
  decode: (source) => decodeJson(decodeJson(`"${source}"`)),
  print: (tree, changes) => printBrackets(tree, styleOf(tree, ESCAPED_JSON, notation), changes),
  lineComment: '//',
  copy: (tree, node) => ({
    source: tree.source(node),
    indent: '',
    isBlock: false,
    template: tree.string(node),
  }),
};

function escaped(value: string | number | boolean | null): string {
  return JSON.stringify(JSON.stringify(value)).slice(1, -1);
}

/** What the document around the string says goes in as a string. */
function copyEscaped(tree: Tree, node: NodeId): Copied {
  const copied = tree.syntaxOf(node).copy(tree, node);
  const isOwn = tree.syntaxOf(node) === ESCAPED_JSON;
  return isOwn || tree.kind(node) === Kind.Number ? copied : { ...copied, source: escaped(copied.template) };
}

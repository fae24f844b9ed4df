import { NodeTable } from './nodes';
import type { Syntax } from './syntax';
import { Kind, NONE, type Tree } from './tree';

/** A document that is one text in a language of its own: a tree of one node, so that it is found, changed and suppressed
 * as any other. */
const PLAIN: Syntax = {
  decode: (source) => source,
  print: () => [],
  lineComment: '//',
  copy: (tree, node) => ({
    source: tree.source(node),
    indent: '',
    isBlock: true,
    template: tree.string(node),
  }),
  embedded: {
    starts: (source) => Int32Array.from({ length: source.length + 1 }, (_, offset) => offset),
    write: (text) => text,
  },
};

export function readPlain(text: string): Tree {
  const nodes = new NodeTable(text, [PLAIN]);
  nodes.add(Kind.Text, 0, text.length, NONE);
  return nodes.tree('api');
}

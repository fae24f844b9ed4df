import type { Notation } from '../brackets/notation';
import { printBrackets } from '../brackets/printer';
import { styleOf } from '../brackets/style';
import { decodeJson, JSON_SYNTAX, jsonNotation } from '../json/syntax';
import type { Copied, Syntax } from '../syntax';
import type { NodeId, Tree } from '../tree';
import { hclAsJson } from './scalars';
import { escapeTemplate, unescapeTemplate } from './templates';

/** JSON in a heredoc: a template first, which Terraform fills in, and only then JSON. */
export const HCL_JSON: Syntax = {
  ...JSON_SYNTAX,
  decode: (source) => unescapeTemplate(decodeJson(source)),
  print: (tree, changes) => printBrackets(tree, styleOf(tree, HCL_JSON, notation), changes),
};

const notation: Notation = {
  ...jsonNotation,
  scalar: (value) => escapeTemplate(JSON.stringify(value)),
  key: (name) => escapeTemplate(JSON.stringify(name)),
  copy: copyIntoJson,
};

/** What the arguments around the heredoc say: a text as text, an expression to be filled in. */
function copyIntoJson(tree: Tree, node: NodeId): Copied {
  const copied = tree.syntaxOf(node).copy(tree, node);
  if (tree.syntaxOf(node) === HCL_JSON) return copied;
  const { source, template } = copied;
  if (source.startsWith('"')) return { ...copied, source: hclAsJson(source) };
  return { ...copied, source: template === source ? source : `"${template}"` };
}

import type { Notation } from '../brackets/notation';
import { printBrackets } from '../brackets/printer';
import { styleOf } from '../brackets/style';
import { templateOf } from '../intrinsics';
import { indentAt } from '../lines';
import type { Copied, Syntax } from '../syntax';
import type { NodeId, Tree } from '../tree';
import { commentEnd } from './trivia';

const ESCAPE = /\\(u[0-9a-fA-F]{4}|[^u])/g;
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What a JSON string says. Broken escapes are kept as written; the closing quote may be missing. */
export function decodeJson(source: string): string {
  const raw = source.slice(1, isClosed(source) ? -1 : undefined);
  return raw.includes('\\') ? decodeEscapes(raw) : raw;
}

function decodeEscapes(raw: string): string {
  return raw.replace(ESCAPE, decodeEscape);
}

function decodeEscape(whole: string, code: string): string {
  if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return ESCAPES[code] ?? ('"\\/'.includes(code) ? code : whole);
}

/** For each UTF-16 unit of what a JSON string says, and for its end, the offset in the source. */
export function startsInJson(source: string): Int32Array {
  const end = source.length - (isClosed(source) ? 1 : 0);
  const starts = new Int32Array(end);
  let size = 0;
  let at = 1;
  for (const { index, 0: whole, 1: code } of source.slice(0, end).matchAll(ESCAPE)) {
    while (at < index) starts[size++] = at++;
    // A broken escape says what it is written as.
    if (decodeEscape(whole, code).length === 1) {
      starts[size++] = at;
      at += whole.length;
    } else while (at < index + whole.length) starts[size++] = at++;
  }
  while (at <= end) starts[size++] = at++;
  return starts.subarray(0, size);
}

/** Whether a string has its closing quote: one that is not escaped itself. */
function isClosed(source: string): boolean {
  const last = source.length - 1;
  if (last <= 0 || source.charCodeAt(last) !== 34) return false;
  let before = last - 1;
  while (source.charCodeAt(before) === 92) before--;
  return (last - before) % 2 === 1;
}

function copy(tree: Tree, node: NodeId): Copied {
  const source = tree.source(node);
  return {
    source,
    indent: indentAt(tree.text, tree.start(node)),
    isBlock: false,
    template: templateOf(tree, node) ?? tree.string(node),
  };
}

export const jsonNotation: Notation = {
  scalar: (value) => JSON.stringify(value),
  key: (name) => JSON.stringify(name),
  colon: ': ',
  colonPattern: /^[ \t]*:[ \t]*$/,
  commentEnd,
  // In a heredoc, Terraform fills in what stands between the braces.
  expression: (code) => (typeof code === 'string' ? `"\${${code}}"` : undefined),
  copy,
};

export const JSON_SYNTAX: Syntax = {
  decode: decodeJson,
  print: (tree, changes) => printBrackets(tree, styleOf(tree, JSON_SYNTAX, jsonNotation), changes),
  lineComment: '//',
  copy,
  embedded: { starts: startsInJson, write: (text) => JSON.stringify(text).slice(1, -1) },
};

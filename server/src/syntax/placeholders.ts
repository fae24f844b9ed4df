/**
 * Placeholders that another tool fills in before the document is registered: shell and Terraform `${X}` and `$X`,
 * Jinja, Go and Mustache `{{ x }}`, CodeDeploy `<IMAGE1_NAME>`, batch `%X%`, Octopus `#{X}`, doubled `$$X$$`,
 * Azure Pipelines' `$(X)`.
 */
const INSIDE_STRING =
  /\$\{|\$\([A-Za-z][\w.-]*\)|\{\{|\{%|%\{|#\{|<[^<>\s][^<>\n]*>|%\w+%|@@\w+@@|\$\$|\$[A-Za-z_]\w*|^__\w+__$/;

/** Whether a string's value is only known after deployment, in whole or in part. */
export function hasPlaceholder(text: string): boolean {
  return INSIDE_STRING.test(text);
}

const OPENERS: readonly [open: string, close: string][] = [
  ['${', '}'],
  ['%{', '}'],
  ['#{', '}'],
  ['{{', '}}'],
  ['{%', '%}'],
];
/** Template control flow: it may show or hide what stands beside it, so nothing near it can be called absent. */
const DIRECTIVE =
  /^(?:%\{|\{%|\{\{[-~]?\s*(?:\$\w+\s*:?=|[#/^]|\/\*|(?:if|else|end\w*|range|with|for|each|block|define)\b))/;

/** Placeholders that are one word; the last form is a bare name in capitals, which `sed` scripts replace. */
const SIMPLE = /<[^<>\s"][^<>\n"]*>|%\w+%|@@\w+@@|\${1,8}\w+\$*|__\w+__|[A-Z][A-Z0-9]*_[A-Z0-9_]+/y;
/** No placeholder is longer; a line full of things that only begin like one must not be read again for each of them. */
const LONGEST = 1000;

/**
 * The end of the placeholder that starts at `start`, outside a string; `start` itself where none does. Braces and
 * quoted strings nest, and a placeholder never runs over the end of its line.
 */
export function placeholderEnd(text: string, start: number): number {
  for (const [open, close] of OPENERS) {
    if (text.startsWith(open, start)) return closing(text, start + open.length, close) || start;
  }
  return matchEnd(SIMPLE, text, start);
}

/** The end of what a sticky pattern matches at `at`; `at` itself where it matches nothing. */
export function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export function isDirective(source: string): boolean {
  return DIRECTIVE.test(source);
}

const CONTROL = /(?:%\{|\{%|\{\{)[-~]?\s*(\/\*|[/#^]?\w*)/g;
const OPENS =
  /^(?:[#^]\w+|if|unless|for|range|with|each|block|define|macro|call|filter|raw|verbatim|autoescape)$/;
/** Longer template regions are not followed to their end. */
const LONGEST_REGION = 4000;

function nestingOf(word: string): number {
  if (/^(?:\/(?!\*)|end)/.test(word)) return -1;
  return OPENS.test(word) ? 1 : 0;
}

/** How far the control flow in a text opens (1, 2...) or closes (-1, -2...) regions that it does not close or open. */
export function nesting(source: string): number {
  let depth = 0;
  for (const [, word] of source.matchAll(CONTROL)) depth += nestingOf(word);
  return depth;
}

/** The end of the region that control flow opens at `start`: `{{ if .A }}{ ... }{{ end }}`; `start` where none ends. */
export function regionEnd(text: string, start: number): number {
  let depth = 0;
  for (const match of text.slice(start, start + LONGEST_REGION).matchAll(CONTROL)) {
    depth += nestingOf(match[1]);
    if (depth <= 0) return placeholderEnd(text, start + match.index);
  }
  return start;
}

function closing(text: string, from: number, close: string): number {
  const limit = Math.min(text.length, from + LONGEST);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (char === '\n') return 0;
    if (depth === 0 && text.startsWith(close, at)) return at + close.length;
    if (char === '"') {
      at = stringEnd(text, at, limit);
      if (at < 0) return 0;
    } else if (char === '{') depth++;
    else if (char === '}') depth--;
  }
  return 0;
}

function stringEnd(text: string, start: number, limit: number): number {
  for (let at = start + 1; at < limit; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return at;
    else if (char === '\n') return -1;
  }
  return -1;
}

/**
 * Placeholders that another tool fills in before the document is registered: shell and Terraform `${X}` and `$X`,
 * Jinja, Go and Mustache `{{ x }}`, CodeDeploy `<IMAGE1_NAME>`, batch `%X%`, Octopus `#{X}`, doubled `$$X$$`.
 */
const INSIDE_STRING = /\$\{|\{\{|\{%|%\{|#\{|<[^<>\s][^<>\n]*>|%\w+%|@@\w+@@|\$\$|\$[A-Za-z_]\w*|^__\w+__$/;

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
  ['{#', '#}'],
];
/** Template control flow: it may show or hide what stands beside it, so nothing near it can be called absent. */
const DIRECTIVE =
  /^(?:%\{|\{%|\{\{[-~]?\s*(?:[#/^]|\/\*|(?:if|else|end\w*|range|with|for|each|block|define)\b))/;

/**
 * The end of the placeholder that starts at `start`, outside a string; `start` itself where none does. Braces and
 * quoted strings nest, and a placeholder never runs over the end of its line.
 */
export function placeholderEnd(text: string, start: number): number {
  for (const [open, close] of OPENERS) {
    if (text.startsWith(open, start)) return closing(text, start + open.length, close) || start;
  }
  // The last form is a bare name in capitals, which `sed` scripts replace.
  const simple = /<[^<>\s"][^<>\n"]*>|%\w+%|@@\w+@@|\$+\w+(?:\$+)?|__\w+__|[A-Z][A-Z0-9]*_[A-Z0-9_]+/y;
  simple.lastIndex = start;
  const match = simple.exec(text);
  return match ? simple.lastIndex : start;
}

export function isDirective(source: string): boolean {
  return DIRECTIVE.test(source);
}

function closing(text: string, from: number, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') return 0;
    if (depth === 0 && text.startsWith(close, at)) return at + close.length;
    if (char === '"') {
      at = stringEnd(text, at);
      if (at < 0) return 0;
    } else if (char === '{') depth++;
    else if (char === '}') depth--;
  }
  return 0;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') return at;
    else if (char === '\n') return -1;
  }
  return -1;
}

/** A stretch of a template: text, or an interpolation or directive that Terraform fills in. */
interface Part {
  readonly source: string;
  readonly isCode: boolean;
}

/** The end of the quoted template that starts at `start`: quotes and braces nest in what is filled in. */
export function quotedEnd(text: string, start: number): number {
  return nestedEnd(text, start + 1, '"');
}

/** The parts of a template, without the quotes around it. */
export function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  const take = (to: number, isCode: boolean): void => {
    if (to > from) parts.push({ source: template.slice(from, to), isCode });
    from = to;
  };
  for (let at = 0; at < template.length; ) {
    if (isEscaped(template, at)) at += 3;
    else if (opensCode(template, at)) {
      take(at, false);
      at = nestedEnd(template, at + 2, '{');
      take(at, true);
    } else at += template[at] === '\\' ? 2 : 1;
  }
  take(template.length, false);
  return parts;
}

/** The offset after what closes `opened`, where reading begins behind it; the end of the text where nothing does. */
function nestedEnd(text: string, from: number, opened: '"' | '{'): number {
  const open: string[] = [opened];
  let at = from;
  while (open.length > 0 && at < text.length) {
    const char = text[at];
    const inText = open[open.length - 1] === '"';
    if (inText && char === '\\') at += 2;
    else if (inText && isEscaped(text, at)) at += 3;
    else if (inText && opensCode(text, at)) {
      open.push('{');
      at += 2;
    } else {
      if (char === (inText ? '"' : '}')) open.pop();
      else if (!inText && (char === '"' || char === '{')) open.push(char);
      at++;
    }
  }
  return Math.min(at, text.length);
}

/** `${` and `%{` open what Terraform fills in; doubled, they stand for themselves. */
function opensCode(text: string, at: number): boolean {
  return text.startsWith('${', at) || text.startsWith('%{', at);
}
function isEscaped(text: string, at: number): boolean {
  return text.startsWith('$${', at) || text.startsWith('%%{', at);
}

export function escapeTemplate(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

export function unescapeTemplate(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

/** The little that other rules ask of a custom rule's script. */

const STRING = /"(?:\\.|[^"\\])*"/g;

/** Whether a script uses an attribute, outside its texts. */
export function mentions(script: string | undefined, attribute: string): boolean {
  return (
    script !== undefined && new RegExp(`\\b${literally(attribute)}\\b`).test(script.replace(STRING, '""'))
  );
}

/** The texts that an attribute is said to be: `proc.name = "x"` and `proc.name in ("x", "y")`. */
export function valuesOf(script: string, attribute: string): string[] {
  const compared = new RegExp(
    `(\\bnot\\s+)?\\b${literally(attribute)}\\s*(?:=\\s*("(?:\\\\.|[^"\\\\])*")|\\bin\\s*\\(([^)]*)\\))`,
    'g',
  );
  return [...script.matchAll(compared)].flatMap(([, not, one, several]) =>
    not
      ? []
      : [...(one ?? several).matchAll(STRING)].map(([text]) => text.slice(1, -1).replace(/\\(.)/g, '$1')),
  );
}

const literally = (text: string): string => text.replaceAll('.', '\\.');

import type { Struct } from '../syntax/view';

/** Expressions of GitHub Actions: `${{ ... }}` in the texts of a workflow. */

const EXPRESSION = /\$\{\{([\s\S]*?)\}\}/g;
/** Values of values, at most. */
const DEEPEST = 5;

/** What the parts of a context are, by names in small letters such as `env.image`; undefined where only a run knows. */
export type Known = (name: string) => string | undefined;

/** A text with what is known filled in, and all other expressions written one way: equal texts have equal values. */
export function resolved(text: string, known: Known, depth = 0): string {
  return text.replace(EXPRESSION, (_, code: string) => {
    const name = code.trim().replace(/\s+/g, ' ');
    const value = depth < DEEPEST ? known(name.toLowerCase()) : undefined;
    return value === undefined ? `\${{ ${name} }}` : resolved(value, known, depth + 1);
  });
}

/** Whether a text has a value that only a run knows. */
export function isDynamic(text: string): boolean {
  return text.includes('${{');
}

/** The step of the job whose output a text is; undefined where it is anything else. */
export function outputOf(text: string): { readonly step: string; readonly name: string } | undefined {
  const [, step, name] = /^\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(text) ?? [];
  return step === undefined ? undefined : { step, name };
}

/** The members of an object that are written out, by their names in small letters. */
export function literals(struct: Struct | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of struct?.keys ?? []) {
    const name = struct!.tree.string(key);
    const value = textOf(struct!, name);
    if (value !== undefined) found.set(name.toLowerCase(), value);
  }
  return found;
}

/** What an input or a variable says: numbers and booleans are texts to the runner. */
export function textOf(struct: Struct, name: string): string | undefined {
  const field = struct.field(name);
  if (field.text !== undefined) return field.text;
  return field.number !== undefined || field.boolean !== undefined ? field.source : undefined;
}

/** Template languages in YAML: what a parser of YAML must not see, and what stands there instead, of the same length. */

/** A line of nothing but template code: control flow, or text that is put in from elsewhere. */
const LINE = /^([ \t]*(?:- )?)(\{\{[^\n]*\}\}|\{%[^\n]*%\})([ \t]*)(?=\r?$)/gm;
const VALUE = /\{\{[^{}\n]*\}\}/g;

export interface MaskedText {
  readonly text: string;
  /** Where the lines stand that a template puts something in for, or nothing. */
  readonly lines: readonly number[];
}

export function mayBeTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** Whether a value is nothing but template code: YAML would read it as an object in an object. */
export function hasTemplateValues(text: string): boolean {
  return text.includes('{{') && /[:-][ \t]+\{\{[^{}\n]*\}\}[ \t]*(?:#[^\n]*)?\r?$/m.test(text);
}

/** Makes comments of template lines, and words of template values. */
export function maskTemplates(text: string): MaskedText {
  const lines: number[] = [];
  const withoutLines = text.replace(LINE, (whole, before: string, _code, _after, at: number) => {
    // Behind a dash it is the item that the template makes.
    if (before.endsWith('- ')) return whole;
    lines.push(at + before.length);
    return before + '#'.padEnd(whole.length - before.length, '.');
  });
  return { text: withoutLines.replace(VALUE, (code) => 'x'.repeat(code.length)), lines };
}

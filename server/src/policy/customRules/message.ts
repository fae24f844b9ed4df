import { closest } from '../../findings/closest';
import type { Span } from '../../findings/finding';
import { message } from '../../l10n/message';
import { MOST, type Problem, replaced } from './problem';
import { ATTRIBUTES, RULE_TYPES, type RuleType } from './vocabulary';

/** The macro that stands for what the regular expressions of a WAAS rule have found. */
export const MATCHES = 'regexMatches';

const WAAS = RULE_TYPES.filter((type) => type.startsWith('waas-'));

/** `%proc.name` in a rule's message: where it stands, with its percent sign, and what it names. */
export interface Macro extends Span {
  readonly name: string;
}

const MACRO = /%([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/g;

export function macrosIn(text: string): Macro[] {
  return [...text.matchAll(MACRO)].map(({ index, 0: whole, 1: name }) => ({
    name,
    start: index,
    end: index + whole.length,
  }));
}

/** The macros that a message of a rule of this type can have. */
export function macrosOf(type: RuleType): string[] {
  const attributes = [...ATTRIBUTES.values()].filter(({ ruleTypes }) => ruleTypes.includes(type));
  return [...attributes.map(({ name }) => name), ...(WAAS.includes(type) ? [MATCHES] : [])];
}

/** Macros that will stand in the audit as they are written. */
export function checkMessage(text: string, type: RuleType): Problem[] {
  const here = macrosOf(type);
  const found = macrosIn(text).flatMap((macro): Problem[] => {
    const { name, start, end } = macro;
    if (here.includes(name)) return [];
    const info = ATTRIBUTES.get(name);
    if (info?.unsureIn?.includes(type)) return [];
    const at = { code: 'message-macro', start, end } as const;
    const ruleTypes = name === MATCHES ? WAAS : info?.ruleTypes;
    if (ruleTypes)
      return [{ ...at, message: message('message.otherType', { name, type, types: ruleTypes.join(', ') }) }];
    const better = closest(name, here);
    // A percent sign may just be one.
    if (!name.includes('.') && !better) return [];
    const fixes = better ? [replaced(macro, `%${better}`)] : [];
    return [{ ...at, message: message('message.unknownMacro', { name }), fixes }];
  });
  return found.slice(0, MOST);
}

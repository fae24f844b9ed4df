import { closest } from '../../findings/closest';
import { message } from '../../l10n/message';
import { type Problem, replaced, replacing } from './problem';
import type { Token } from './tokens';
import { ATTRIBUTES, type AttributeInfo, FUNCTIONS, type RuleType } from './vocabulary';

/** What is wrong with names in a script. */

const TRUTH = /^(?:true|false)$/i;

/** Whether a name is one of the words for true and false that other languages have. */
export function isTruth({ text }: Token): boolean {
  return TRUTH.test(text);
}

/** No attribute has this name: one that is near is offered, those of the rule's type first. */
export function unknownAttribute(name: Token, ruleType: RuleType): Problem {
  const { text, start, end } = name;
  const at = { code: 'script-unknown-name', start, end } as const;
  if (isTruth(name)) return { ...at, message: message('script.noBooleans', { text }) };
  const here = [...ATTRIBUTES.values()].filter(({ ruleTypes }) => ruleTypes.includes(ruleType));
  const names = here.map((info) => info.name);
  const better = closest(text, names) ?? closest(text, [...ATTRIBUTES.keys()]) ?? bySuffix(text, names);
  const isWord = !text.includes('.');
  return {
    ...at,
    message: message(isWord ? 'script.unknownWord' : 'script.unknownAttribute', { name: text }),
    fixes: [
      ...(better ? [replaced(name, better)] : []),
      ...(isWord ? [replacing(name, `"${text}"`, message('script.fix.quote'), true)] : []),
    ],
  };
}

export function unknownFunction(name: Token): Problem {
  const { text, start, end } = name;
  const better = closest(text, [...FUNCTIONS.keys()]);
  return {
    code: 'script-unknown-name',
    start,
    end,
    message: message('script.unknownFunction', { name: text }),
    fixes: better ? [replaced(name, better)] : [],
  };
}

/** An attribute or function of other rules than this. */
export function otherType(
  { text, start, end }: Token,
  { ruleTypes, unsureIn }: Pick<AttributeInfo, 'ruleTypes' | 'unsureIn'>,
  ruleType: RuleType,
): Problem {
  const isUnsure = unsureIn?.includes(ruleType);
  const args = { name: text, type: ruleType, types: ruleTypes.join(', ') };
  return {
    code: 'script-other-type',
    ...(isUnsure ? { severity: 'warning' } : {}),
    start,
    end,
    message: message(isUnsure ? 'script.unsureType' : 'script.otherType', args),
  };
}

/** The attribute whose last part this is: `cmdline` for `proc.cmdline`. */
function bySuffix(text: string, names: readonly string[]): string | undefined {
  return names.find((name) => name.endsWith(`.${text.replace(/^.*\./, '')}`));
}

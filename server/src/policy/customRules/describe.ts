import { type Message, message } from '../../l10n/message';
import { typeName } from './check';
import { ATTRIBUTES, type AttributeInfo, FUNCTIONS, type FunctionInfo, type RuleType } from './vocabulary';

/** What people are told about the language, as paragraphs of Markdown. */

export function describeAttribute({
  name,
  type,
  ruleTypes,
  values,
  since,
  notes = [],
}: AttributeInfo): Message[] {
  return [
    message('script.hover.name', { name, type: [typeName(type)] }),
    message(`script.attribute.${name}`),
    ...(values
      ? [message('script.hover.values', { values: values.map((one) => `\`"${one}"\``).join(', ') })]
      : []),
    ...notes.map((note) => message(`script.note.${note}`)),
    message('script.hover.ruleTypes', { types: ruleTypes.join(', ') }),
    ...(since ? [message('script.hover.since', { since })] : []),
  ];
}

export function describeFunction(info: FunctionInfo): Message[] {
  return [
    message('script.hover.signature', { signature: signatureOf(info) }),
    message(`script.function.${info.name}`),
    message('script.hover.ruleTypes', { types: info.ruleTypes.join(', ') }),
  ];
}

/** How a function is called: `jwtPayloadValue(token, claim)`. */
export function signatureOf({ name }: FunctionInfo): string {
  return `${name}(${parametersOf(name).join(', ')})`;
}

export function parametersOf(name: string): readonly string[] {
  const { parameters = [] } = FUNCTIONS.get(name) ?? {};
  if (name === 'jpath') return ['path'];
  if (!name.startsWith('jwt')) return ['text'];
  return ['token', ...(parameters.length > 1 ? ['name'] : [])];
}

const OPERATOR_NAMES = {
  '=': 'equal',
  '!=': 'unequal',
  '>': 'greater',
  '<': 'less',
  '>=': 'atLeast',
  '<=': 'atMost',
  in: 'in',
  contains: 'contains',
  startswith: 'startswith',
  and: 'and',
  or: 'or',
  not: 'not',
} as const;

/** Undefined where there is no such operator. */
export function describeOperator(text: string): Message[] | undefined {
  if (!Object.hasOwn(OPERATOR_NAMES, text)) return undefined;
  return [message(`script.operator.${OPERATOR_NAMES[text as keyof typeof OPERATOR_NAMES]}`)];
}

export function describeType(type: RuleType): Message[] {
  return [message(`script.ruleType.${type}`)];
}

/** What stands for a macro in an audit; undefined where nothing does. */
export function describeMacro(name: string): Message[] | undefined {
  if (name === 'regexMatches') return [message('message.matches')];
  const info = ATTRIBUTES.get(name);
  return info && [message('message.macro'), ...describeAttribute(info)];
}

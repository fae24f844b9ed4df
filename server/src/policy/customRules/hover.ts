import type { Span } from '../../findings/finding';
import { type Message, message } from '../../l10n/message';
import { type CustomRule, statedType } from './customRule';
import {
  describeAttribute,
  describeFunction,
  describeMacro,
  describeOperator,
  describeType,
} from './describe';
import { macrosIn } from './message';
import { relationAround } from './places';
import type { Token } from './tokens';
import { ATTRIBUTES, FUNCTIONS, isRuleType } from './vocabulary';

/** What is to be said about a piece of a text, by the text's own offsets. */
export interface Told extends Span {
  readonly paragraphs: readonly Message[];
}

/** What is to be said about the piece of a script at an offset. */
export function toldInScript(rule: CustomRule, offset: number): Told | undefined {
  const token = rule.parsed.tokens.find(({ start, end }) => start <= offset && offset <= end);
  const stated = statedType(rule.parsed);
  if (
    stated &&
    token?.kind === 'comment' &&
    isRuleType(stated.text) &&
    offset >= stated.start &&
    offset <= stated.end
  )
    return { ...stated, paragraphs: describeType(stated.text) };
  const paragraphs = token && aboutToken(rule, token);
  return paragraphs && { start: token.start, end: token.end, paragraphs };
}

function aboutToken({ parsed }: CustomRule, token: Token): Message[] | undefined {
  const { kind, text } = token;
  switch (kind) {
    case 'name': {
      const attribute = ATTRIBUTES.get(text);
      if (attribute) return describeAttribute(attribute);
      const called = FUNCTIONS.get(text);
      return called && describeFunction(called);
    }
    case 'keyword':
    case 'operator':
      return describeOperator(text);
    case 'regex':
      return [message('script.hover.regex')];
    case 'string': {
      const left = relationAround(parsed.tree, token)?.left;
      const values = left?.kind === 'attribute' ? ATTRIBUTES.get(left.name.text)?.values : undefined;
      return (
        values && [message('script.hover.values', { values: values.map((one) => `\`"${one}"\``).join(', ') })]
      );
    }
    default:
      return undefined;
  }
}

/** What is to be said about the macro at an offset of a message. */
export function toldInMessage(text: string, offset: number): Told | undefined {
  const macro = macrosIn(text).find(({ start, end }) => start <= offset && offset <= end);
  const paragraphs = macro && describeMacro(macro.name);
  return paragraphs && { start: macro.start, end: macro.end, paragraphs };
}

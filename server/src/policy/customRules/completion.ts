import type { Span } from '../../findings/finding';
import type { Message } from '../../l10n/message';
import { type CustomRule, statedType } from './customRule';
import {
  describeAttribute,
  describeFunction,
  describeMacro,
  describeOperator,
  describeType,
  signatureOf,
} from './describe';
import { MATCHES, macrosOf } from './message';
import { nodesOf, relationAround, relationsIn, valueTypeOf } from './places';
import type { Token } from './tokens';
import {
  ATTRIBUTES,
  type AttributeInfo,
  FUNCTIONS,
  OPERATORS_OF,
  RULE_TYPES,
  type RuleType,
  type ValueType,
} from './vocabulary';

/** Something that can be written at a place. */
export interface Proposal extends Span {
  readonly label: string;
  readonly kind: 'attribute' | 'function' | 'operator' | 'value' | 'type' | 'macro';
  /** What is put in the place of the span, in pieces between which the cursor may go. */
  readonly pieces: readonly string[];
  readonly detail?: string;
  readonly about: readonly Message[];
}

/** What can stand at an offset of a script. */
export function proposeInScript(rule: CustomRule, offset: number): Proposal[] {
  const { tokens } = rule.parsed;
  const at = tokens.findIndex(({ start, end }) => start < offset && offset <= end);
  const token = tokens[at] as Token | undefined;
  if (token?.kind === 'comment') return inComment(rule, token, offset);
  if (token?.kind === 'regex' && (offset < token.end || token.isOpen)) return [];
  if (token?.kind === 'string' && (offset < token.end || token.isOpen)) return valuesIn(rule, token);
  const isWord = token?.kind === 'name' || token?.kind === 'keyword' || token?.kind === 'unknown';
  const word = isWord ? token : undefined;
  const span = word ?? { start: offset, end: offset };
  const before = tokens.filter(({ kind, end }) => kind !== 'comment' && end <= span.start);
  const last = before.at(-1);
  if (last && ['name', 'string', 'number', 'regex', 'placeholder'].includes(last.kind))
    return operators(rule, last, span);
  switch (last?.text) {
    case undefined:
    case 'and':
    case 'or':
    case 'not':
      return operands(rule.type, span);
    case ')':
    case ']':
      return operators(rule, last!, span);
    default:
      return behindOperator(rule, before, last!, span);
  }
}

/** Something true or false, or what a comparison begins with. */
function operands(type: RuleType, span: Span): Proposal[] {
  return [...attributes(type, span, () => true), ...functions(type, span), ...words(['not'], span)];
}

/** Behind a comparison operator, a comma or an opening bracket. */
function behindOperator(
  { parsed, type }: CustomRule,
  before: readonly Token[],
  last: Token,
  span: Span,
): Proposal[] {
  const relation = relationsIn(parsed.tree).find(({ operator }) => operator.start === last.start);
  if (relation?.kind === 'comparison') {
    const of = valueTypeOf(relation.left);
    const isText = of === 'string' || of === 'list';
    const own = relation.left.kind === 'attribute' ? ATTRIBUTES.get(relation.left.name.text) : undefined;
    const isOther = (one: AttributeInfo): boolean =>
      one !== own && (one.type === of || (isText && one.type === 'map'));
    const takesRegex = isText && last.text === 'contains' && type.startsWith('waas-');
    return [
      ...literals(own, of, span),
      ...(takesRegex
        ? [{ ...span, label: '/…/', kind: 'value' as const, pieces: ['/', '/'], about: [] }]
        : []),
      ...(of === 'list' ? [] : attributes(type, span, isOther)),
      ...(of === 'string' ? functions(type, span) : []),
    ].map((one) => ({ ...one, start: span.start, end: span.end }));
  }
  if (relation) {
    const of = valueTypeOf(relation.left);
    const pieces = of === 'int' ? ['(', ')'] : ['("', '")'];
    const list = { ...span, label: pieces.join('…'), kind: 'value' as const, pieces, about: [] };
    const network = { ...span, label: '"…/…"', kind: 'value' as const, pieces: ['"', '"'], about: [] };
    return of === 'ip' ? [list, network] : [list];
  }
  const open = openBracket(before);
  if (!open) return last.text === '(' ? operands(type, span) : [];
  const membership = relationsIn(parsed.tree).find(({ operator }) => operator.start === open.behind?.start);
  if (membership) {
    const own = membership.left.kind === 'attribute' ? ATTRIBUTES.get(membership.left.name.text) : undefined;
    return literals(own, valueTypeOf(membership.left), span);
  }
  if (open.behind?.kind !== 'name') return open.text === '(' && last.text === '(' ? operands(type, span) : [];
  if (open.text === '[') return [{ ...span, label: '"…"', kind: 'value', pieces: ['"', '"'], about: [] }];
  // The path of an audit record is a text; what other functions take first is any text.
  if (open.behind.text === 'jpath' || last.text === ',')
    return [{ ...span, label: '"…"', kind: 'value', pieces: ['"', '"'], about: [] }];
  const isText = (one: AttributeInfo): boolean => ['string', 'list', 'map'].includes(one.type);
  return [...attributes(type, span, isText), ...functions(type, span)];
}

/** The innermost bracket that is still open, and the piece before it. */
function openBracket(before: readonly Token[]): (Token & { readonly behind?: Token }) | undefined {
  let closed = 0;
  for (let place = before.length - 1; place >= 0; place--) {
    const token = before[place];
    if (token.kind !== 'punctuation') continue;
    if (token.text === ')' || token.text === ']') closed++;
    else if (token.text !== ',' && closed-- === 0) return { ...token, behind: before[place - 1] };
  }
  return undefined;
}

/** Behind a value: the operators that it takes; behind a condition, what joins it to another. */
function operators({ parsed }: CustomRule, last: Token, span: Span): Proposal[] {
  const ending = nodesOf(parsed.tree).filter(({ end }) => end === last.end);
  const isWhole = ending.some(({ kind }) => kind === 'comparison' || kind === 'in');
  const operand = ending.find(({ kind }) =>
    ['attribute', 'call', 'group', 'string', 'number'].includes(kind),
  );
  const type = isWhole ? 'bool' : operand ? valueTypeOf(operand) : 'any';
  const isCondition = isWhole || type === 'bool' || type === 'any';
  return words([...(isWhole ? [] : OPERATORS_OF[type]), ...(isCondition ? ['and', 'or'] : [])], span);
}

/** The values that an attribute takes, or an empty literal of its type. */
function literals(info: AttributeInfo | undefined, type: ValueType, span: Span): Proposal[] {
  const known = info?.values ?? info?.examples;
  if (known)
    return known.map((one) => ({
      ...span,
      label: `"${one}"`,
      kind: 'value',
      pieces: [`"${one}"`],
      about: [],
    }));
  if (type === 'int' || type === 'bool') return [];
  return [{ ...span, label: '"…"', kind: 'value', pieces: ['"', '"'], about: [] }];
}

/** Inside of a text: the values of what it is compared with. */
function valuesIn({ parsed }: CustomRule, token: Token): Proposal[] {
  const left = relationAround(parsed.tree, token)?.left;
  const info = left?.kind === 'attribute' ? ATTRIBUTES.get(left.name.text) : undefined;
  const span = { start: token.start + 1, end: token.isOpen ? token.end : token.end - 1 };
  const known = info?.values ?? info?.examples ?? [];
  return known.map((one) => ({ ...span, label: one, kind: 'value', pieces: [one], about: [] }));
}

/** In the comment at the head of a script file: the types that it can state. */
function inComment({ struct, parsed }: CustomRule, token: Token, offset: number): Proposal[] {
  if (struct || token !== parsed.tokens[0]) return [];
  const stated = statedType(parsed);
  const isAtType = /^\/\/\s*type\s*:\s*$/.test(parsed.text.slice(token.start, offset));
  const span =
    stated && stated.start <= offset ? stated : isAtType ? { start: offset, end: offset } : undefined;
  if (!span) return [];
  const { start, end } = span;
  return RULE_TYPES.map((one) => ({
    start,
    end,
    label: one,
    kind: 'type',
    pieces: [one],
    about: describeType(one),
  }));
}

function attributes(
  type: RuleType,
  { start, end }: Span,
  fits: (info: AttributeInfo) => boolean,
): Proposal[] {
  return [...ATTRIBUTES.values()]
    .filter((info) => info.ruleTypes.includes(type) && fits(info))
    .map((info) => ({
      start,
      end,
      label: info.name,
      kind: 'attribute',
      pieces: info.type === 'map' ? [`${info.name}["`, '"]'] : [info.name],
      about: describeAttribute(info),
    }));
}

function functions(type: RuleType, { start, end }: Span): Proposal[] {
  return [...FUNCTIONS.values()]
    .filter(({ ruleTypes }) => ruleTypes.includes(type))
    .map((info) => ({
      start,
      end,
      label: info.name,
      kind: 'function',
      detail: signatureOf(info),
      pieces: info.name === 'jpath' ? ['jpath("', '")'] : [`${info.name}(`, ')'],
      about: describeFunction(info),
    }));
}

function words(texts: readonly string[], { start, end }: Span): Proposal[] {
  return texts.map((text) => ({
    start,
    end,
    label: text,
    kind: 'operator',
    pieces: [text],
    about: describeOperator(text) ?? [],
  }));
}

/** The macros that can stand at an offset of a message: where a percent sign has been typed. */
export function proposeInMessage(type: RuleType, text: string, offset: number): Proposal[] {
  const [typed] = /%[\w.]*$/.exec(text.slice(0, offset)) ?? [];
  if (typed === undefined) return [];
  const start = offset - typed.length;
  const [rest] = /^[\w.]*/.exec(text.slice(offset))!;
  return macrosOf(type).map((name) => ({
    start,
    end: offset + rest.replace(/\.$/, '').length,
    label: `%${name}`,
    kind: 'macro',
    pieces: [`%${name}`],
    detail: name === MATCHES ? undefined : ATTRIBUTES.get(name)?.type,
    about: describeMacro(name) ?? [],
  }));
}

import type { Span } from '../../findings/finding';
import { macrosIn } from './message';
import type { Parsed } from './parser';
import type { SemanticKind } from './semanticKinds';
import type { Token } from './tokens';
import { ATTRIBUTES, FUNCTIONS } from './vocabulary';

/** A piece of a text that has a colour. */
export interface Semantic extends Span {
  readonly kind: SemanticKind;
}

/** The pieces of a script that mean something, in order. None goes over the end of a line. */
export function semanticsOf({ tokens }: Parsed): Semantic[] {
  return tokens.flatMap((token) => {
    const kind = kindOf(token);
    return kind ? [{ kind, start: token.start, end: token.end }] : [];
  });
}

/** The macros of a message. */
export function semanticsOfMessage(text: string): Semantic[] {
  return macrosIn(text)
    .filter(({ name }) => ATTRIBUTES.has(name) || name === 'regexMatches')
    .map(({ start, end }) => ({ kind: 'macro', start, end }));
}

function kindOf({ kind, text }: Token): SemanticKind | undefined {
  switch (kind) {
    case 'name':
      return FUNCTIONS.has(text) ? 'function' : ATTRIBUTES.has(text) ? 'property' : undefined;
    case 'regex':
      return 'regexp';
    case 'comment':
    case 'keyword':
    case 'operator':
    case 'string':
    case 'number':
      return kind;
    default:
      return undefined;
  }
}

import type { Message } from '../../l10n/message';
import { describeFunction, parametersOf, signatureOf } from './describe';
import type { Parsed } from './parser';
import type { Token } from './tokens';
import { FUNCTIONS } from './vocabulary';

/** How the function is called whose operands stand at an offset. */
export interface Signature {
  readonly label: string;
  readonly parameters: readonly string[];
  /** The place of the parameter that is being written. */
  readonly active: number;
  readonly about: readonly Message[];
}

/** The innermost call that is open at an offset, by its brackets: it need not be whole yet. */
export function signatureAt({ tokens }: Parsed, offset: number): Signature | undefined {
  const before = tokens.filter(({ kind, start }) => kind !== 'comment' && start < offset);
  const commas: number[] = [];
  const opened: (Token | undefined)[] = [];
  for (const [place, token] of before.entries()) {
    if (token.kind !== 'punctuation') continue;
    if (token.text === ',') commas[commas.length - 1]++;
    else if (token.text === '(' || token.text === '[') {
      opened.push(token.text === '(' ? before[place - 1] : undefined);
      commas.push(0);
    } else if (token.end <= offset) {
      opened.pop();
      commas.pop();
    }
  }
  const info = FUNCTIONS.get(opened.at(-1)?.text ?? '');
  if (!info) return undefined;
  const parameters = parametersOf(info.name);
  return {
    label: signatureOf(info),
    parameters,
    active: Math.min(commas.at(-1) ?? 0, parameters.length - 1),
    about: describeFunction(info).slice(1),
  };
}

import { closest } from '../../findings/closest';
import { message } from '../../l10n/message';
import type { Expression } from './expression';
import { type Problem, replacing } from './problem';
import { contentOf } from './tokens';
import type { AttributeInfo } from './vocabulary';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$|\/)|(?=$|\/))){4}(?:\/(?:3[0-2]|[12]?\d))?$/;
/** Whether IPv6 is taken is not documented: what looks like one is left alone. */
const IPV6 = /^[\da-fA-F:]*:[\da-fA-F:.]*(?:\/\d{1,3})?$/;
const PORTS = 65_535;

/** What is wrong with the literal that an attribute is compared with: a value that it never takes. */
export function valueProblem(
  { name, type, values, examples }: AttributeInfo,
  literal: Expression,
): Problem | undefined {
  if (literal.kind !== 'string' && literal.kind !== 'number') return undefined;
  const { start, end, token } = literal;
  if (token.isOpen) return undefined;
  const text = contentOf(token);
  const at = { code: 'script-value', start, end } as const;
  if (literal.kind === 'number') {
    const isPort = name === 'net.outgoing_port';
    const value = Number(token.text);
    if (isPort && value > PORTS) return { ...at, message: message('script.portRange', { text: token.text }) };
    if (name === 'resp.status_code' && (value < 100 || value > 599))
      return { ...at, severity: 'warning', message: message('script.statusRange', { text: token.text }) };
    return undefined;
  }
  if (type === 'ip' && !IPV4.test(text) && !IPV6.test(text))
    return { ...at, message: message('script.notAnAddress', { text }) };
  if (values && !values.includes(text)) {
    const better = values.find((one) => one === text.toLowerCase()) ?? closest(text, values);
    return {
      ...at,
      message: message('script.notAValue', { name, text, values: values.join(', ') }),
      ...(better
        ? { fixes: [replacing(literal, `"${better}"`, message('script.fix.replace', { text: better }))] }
        : {}),
    };
  }
  if (name === 'file.md5' && text !== '' && !/^[\da-fA-F]{32}$/.test(text))
    return { ...at, severity: 'warning', message: message('script.notMd5', { text }) };
  const upper = text.toUpperCase();
  if (examples && text !== upper && examples.includes(upper))
    return {
      ...at,
      severity: 'warning',
      message: message('script.upperCase', { name, text: upper }),
      fixes: [replacing(literal, `"${upper}"`, message('script.fix.replace', { text: upper }))],
    };
  return undefined;
}

import { message } from '../../l10n/message';
import { MOST, type Problem, replaced, replacing } from './problem';
import { contentOf, type Token } from './tokens';

/** The pieces of a script that are spelled as in another language, and those without an end. */
export function misspelt(script: string, tokens: readonly Token[]): Problem[] {
  const found: Problem[] = [];
  for (const token of tokens) {
    if (found.length >= MOST) break;
    found.push(...open(token), ...quotes(token), ...foreign(script, token));
  }
  return found;
}

function open(token: Token): Problem[] {
  const { kind, start, end, isOpen } = token;
  if (!isOpen) return [];
  const close = kind === 'regex' ? '/' : '"';
  const title = message('script.fix.insert', { text: close });
  const said = message(kind === 'regex' ? 'script.openRegex' : 'script.openString');
  const fixes = [{ title, edits: [{ start: end, end, text: close }] }];
  return [{ code: 'script-syntax', start, end, message: said, fixes }];
}

function quotes(token: Token): Problem[] {
  const { kind, source, start, end, isOpen } = token;
  if (kind !== 'string' || source[0] === '"') return [];
  const better = JSON.stringify(contentOf(token));
  const fixes = isOpen ? [] : [{ ...replaced(token, better), isSafe: true }];
  return [
    { code: 'script-operator', start, end, message: message('script.quotes', { quote: source[0] }), fixes },
  ];
}

function foreign(script: string, token: Token): Problem[] {
  const { kind, source, text, start, end } = token;
  if (text === source || !['keyword', 'operator', 'punctuation'].includes(kind)) return [];
  const isCase = text === source.toLowerCase();
  // A word in the place of a sign must stay apart from its neighbours.
  const before = /^\w/.test(text) && /\w/.test(script.charAt(start - 1)) ? ' ' : '';
  const after = /\w$/.test(text) && /\w/.test(script.charAt(end)) ? ' ' : '';
  return [
    {
      code: 'script-operator',
      // That keywords are read in lower case only is not documented, and no rule of the vendor's is otherwise.
      ...(isCase ? { severity: 'warning' as const } : {}),
      start,
      end,
      message: message(isCase ? 'script.keywordCase' : 'script.foreignOperator', { source, text }),
      fixes: [
        {
          ...replacing(token, before + text + after, message('script.fix.replace', { text })),
          // In other languages `!` binds closer than `not` does here.
          isSafe: source !== '!',
        },
      ],
    },
  ];
}

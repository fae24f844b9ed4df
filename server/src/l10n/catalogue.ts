import en from '../../../l10n/en.json';
import ja from '../../../l10n/ja.json';
import { codeSpan } from './escape';
import { mask } from './mask';
import type { Message, MessageKey } from './message';

export type Locale = 'en' | 'ja';

const CATALOGUES: Record<Locale, Record<MessageKey, string>> = { en, ja };

/** The nearest language we speak to a tag such as `ja_JP.UTF-8`, `ja` or `en-GB`. */
export function localeOf(tag: string | undefined): Locale {
  return /^ja\b|^ja_/i.test(tag ?? '') ? 'ja' : 'en';
}

/** The words of a message. Secrets that reached an argument after all are masked here, at the only way out; `shown` is
 * how the arguments stand where the words go. */
export function words(text: Message, locale: Locale, shown: Shown = asIs): string {
  return CATALOGUES[locale][text.key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    said(text.args[name], locale, whole, shown),
  );
}

type Shown = (text: string) => string;
const asIs: Shown = (text) => text;

/** The words of a message that is Markdown: what stands in a code span stays in it, whatever it holds. */
export function markdown(text: Message, locale: Locale): string {
  return CATALOGUES[locale][text.key].replace(
    /`\{(\w+)\}`|\{(\w+)\}/g,
    (whole, code: string | undefined, plain: string) => {
      const value = said(text.args[code ?? plain], locale, whole);
      return code === undefined || value === whole ? value : codeSpan(value);
    },
  );
}

function said(
  value: Message['args'][string] | undefined,
  locale: Locale,
  otherwise: string,
  shown = asIs,
): string {
  if (value === undefined) return otherwise;
  if (typeof value === 'object')
    return value.map((part) => words(part, locale, shown)).join(locale === 'ja' ? '' : ' ');
  return shown(mask(String(value)));
}

export function phrase(key: MessageKey, locale: Locale, args: Message['args'] = {}): string {
  return words({ key, args }, locale);
}

/** Whether the catalogue says something under a key that was put together. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

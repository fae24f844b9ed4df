import type en from '../../../l10n/en.json';

/** A key of the catalogue in `l10n/`. */
export type MessageKey = keyof typeof en;

/** A text to be shown, before it has a language: only the doors (LSP, command line) turn it into words. */
export interface Message {
  readonly key: MessageKey;
  readonly args: Readonly<Record<string, string | number | readonly Message[]>>;
}

export function message(key: MessageKey, args: Message['args'] = {}): Message {
  return { key, args };
}

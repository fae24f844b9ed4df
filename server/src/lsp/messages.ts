import { type Connection, type MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { type Locale, words } from '../l10n/catalogue';
import { withoutLinks } from '../l10n/escape';
import type { Message } from '../l10n/message';

/** Shows a message. Not `connection.window`: that asks for an answer, and some editors then wait for a key. */
export function tell(connection: Connection, type: MessageType, text: Message, locale: Locale): void {
  tellText(connection, type, words(text, locale));
}

export function tellText(connection: Connection, type: MessageType, text: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message: withoutLinks(text) });
}

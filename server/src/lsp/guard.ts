import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  MessageType,
  ResponseError,
} from 'vscode-languageserver';
import type { Locale } from '../l10n/catalogue';
import { message } from '../l10n/message';
import { tell } from './messages';

/** The one boundary for internal errors: the request answers with nothing, the log says where, the user is told once.
 * An error's own text may quote the document, so only its kind and its stack frames are written down. */
export class Guard {
  private told = false;

  constructor(
    private readonly connection: Connection,
    private readonly locale: () => Locale,
  ) {}

  async run<T>(where: string, work: () => T | Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.connection.console.error(`${where}: ${describe(error)}`);
      if (!this.told)
        tell(this.connection, MessageType.Error, message('server.internalError', { where }), this.locale());
      this.told = true;
      return otherwise;
    }
  }

  /** A request: one that is cancelled before its work begins, or while it waits, is answered with just that. */
  answer<T>(
    where: string,
    token: CancellationToken,
    work: () => T | Promise<T>,
    otherwise: T,
  ): Promise<T | ResponseError<never>> {
    const cancelled = new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
    return this.run<T | ResponseError<never>>(
      where,
      async () => {
        if (token.isCancellationRequested) return cancelled;
        const result = await work();
        return token.isCancellationRequested ? cancelled : result;
      },
      otherwise,
    );
  }
}

/** An error's kind and stack frames. Its text comes first in the stack, and may have lines that look like frames. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message: text, stack = '' } = error;
  const place = stack.indexOf(text);
  const frames = place < 0 ? [] : stack.slice(place + text.length).split('\n');
  return [name, ...frames.filter((line) => /^\s+at /.test(line))].join('\n');
}

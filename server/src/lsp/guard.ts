import type { Connection } from 'vscode-languageserver';
import { type Locale, phrase } from '../l10n/catalogue';

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
      const { name, stack } = error instanceof Error ? error : new Error();
      const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
      this.connection.console.error([`${where}: ${name}`, ...frames].join('\n'));
      if (!this.told)
        this.connection.window.showErrorMessage(phrase('server.internalError', this.locale(), { where }));
      this.told = true;
      return otherwise;
    }
  }
}

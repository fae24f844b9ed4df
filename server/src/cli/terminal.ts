import { styleText } from 'node:util';
import { type Locale, words } from '../l10n/catalogue';
import { visible, withoutCommands } from '../l10n/escape';
import type { Message } from '../l10n/message';

type Style = Parameters<typeof styleText>[0];

/** Where the command line speaks: in the reader's language, in colour only to a person. */
export class Terminal {
  constructor(
    readonly locale: Locale,
    private readonly out: NodeJS.WriteStream = process.stdout,
    private readonly err: NodeJS.WriteStream = process.stderr,
    private readonly isPlain = false,
  ) {}

  /** The same, for what is kept in a file. */
  get plain(): Terminal {
    return new Terminal(this.locale, this.out, this.err, true);
  }

  /** The words of a message, in which no name begins a line or speaks to the terminal. */
  say(text: Message): string {
    return words(text, this.locale, visible);
  }
  /** Data for whoever reads standard output. */
  print(text: string | Uint8Array): void {
    this.out.write(text);
  }
  /** Remarks for a person, on standard error. */
  note(text: string): void {
    // A runner reads commands from standard error as well, and a remark may begin with what a file is called.
    this.err.write(`${process.env.GITHUB_ACTIONS ? withoutCommands(text) : text}\n`);
  }
  /** A line that the next one replaces; only a terminal shows it. */
  progress(text: string): void {
    if (this.err.isTTY) this.err.write(`\r\u001b[K${visible(text)}`);
  }
  colour(style: Style, text: string, stream = this.out): string {
    const wanted = !this.isPlain && stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
    return wanted ? styleText(style, text) : text;
  }
  /** Which columns a person sees; machines get lines as long as they are. */
  get errors(): NodeJS.WriteStream {
    return this.err;
  }
}

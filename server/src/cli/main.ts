import { version } from '../../../package.json';
import { localeOf } from '../l10n/catalogue';
import { message } from '../l10n/message';
import {
  checkArguments,
  commonArguments,
  fixArguments,
  imagesArguments,
  lspArguments,
  protectArguments,
  reportArguments,
  UsageError,
  unprotectArguments,
} from './args';
import { help } from './help';
import { Terminal } from './terminal';

/** Each command is evaluated only where it is asked for: a server must not wait for what checks, nor the other way round. */
async function main(): Promise<number> {
  const [command, ...rest] = argv;
  try {
    if (options.includes('--version') || command === 'version') {
      terminal.print(`${version}\n`);
      return 0;
    }
    if (command === undefined) {
      terminal.note(help(undefined, terminal));
      return 2;
    }
    if (command === 'help' || options.includes('--help') || options.includes('-h')) {
      const topic = argv.find((word) => word !== 'help' && !word.startsWith('-'));
      terminal.print(help(topic, terminal));
      return 0;
    }
    switch (command) {
      case 'check': {
        const { check } = await import('./check');
        return await check(checkArguments(rest), terminal);
      }
      case 'report': {
        const { report } = await import('./audit');
        return await report(reportArguments(rest), terminal);
      }
      case 'protect':
      case 'upgrade': {
        const { protect } = await import('./protect');
        return await protect(protectArguments(rest), terminal, command === 'upgrade');
      }
      case 'unprotect': {
        const { unprotect } = await import('./protect');
        return await unprotect(unprotectArguments(rest), terminal);
      }
      case 'fix': {
        const { fix } = await import('./protect');
        return await fix(fixArguments(rest), terminal);
      }
      case 'images': {
        const { images } = await import('./images');
        return await images(imagesArguments(rest), terminal);
      }
      case 'lsp': {
        const { stdio, lang, config } = lspArguments(rest).values;
        if (!stdio) throw new UsageError(message('usage.stdio'));
        const profile =
          config === undefined ? undefined : (await import('./profiles')).readConfigured(config).path;
        const { startStdio } = await import('../lsp/node');
        startStdio({ lang, profile }, () => terminal.note(terminal.say(message('server.unframed'))));
        return -1;
      }
      default:
        if (command.startsWith('-')) commonArguments(argv);
        throw new UsageError(message('usage.unknownCommand', { command }));
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.note(`ecs-defender: ${terminal.say(error.text)}`);
    return 2;
  }
}

/** `--lang` is looked for before anything is parsed, so that even a usage error is in the reader's language. */
function languageTag(argv: readonly string[]): string | undefined {
  const place = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (place >= 0) return argv[place].split('=')[1] ?? argv[place + 1];
  return process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG;
}

/** What the system has refused where nothing else could be done, such as a working folder that is gone, in a sentence. */
function stopped(error: NodeJS.ErrnoException): number {
  if (error.syscall === undefined) throw error;
  terminal.note(`ecs-defender: ${terminal.say(message('usage.stopped', { problem: error.message }))}`);
  return 2;
}

const argv = process.argv.slice(2);
// What stands after `--` is a path, whatever it looks like.
const options = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
const terminal = new Terminal(localeOf(languageTag(options)));

// A reader that has seen enough (`| head`) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : stopped(error));
});
// Nobody is left who could be told.
process.stderr.on('error', () => {});

main()
  .catch(stopped)
  .then((code) => {
    // Not process.exit: standard output may still be draining into a pipe. The server decides for itself.
    if (code >= 0) process.exitCode = code;
  });

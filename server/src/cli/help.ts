import { type MessageKey, message } from '../l10n/message';
import type { Terminal } from './terminal';

/** Options by command, each with the key of its line in the catalogue. */
const OPTIONS: Record<string, readonly [string, MessageKey][]> = {
  check: [
    ['--format text|json|sarif|github', 'help.format'],
    ['--fail-on error|warning|information', 'help.failOn'],
  ],
  protect: [
    ['--write', 'help.write'],
    ['--diff', 'help.diff'],
    ['--partial', 'help.partial'],
    ['--image IMAGE', 'help.image'],
    ['--ws-address ADDRESS', 'help.wsAddress'],
    ['--install-bundle-secret ARN', 'help.secret'],
    ['--install-bundle-env NAME', 'help.bundleEnv'],
    ['--install-bundle VALUE', 'help.bundle'],
    ['--filesystem-monitoring', 'help.filesystem'],
    ['--fips', 'help.fips'],
    ['--family NAME', 'help.family'],
    ['--entry-point NAME=JSON', 'help.entryPoint'],
    ['--command NAME=JSON', 'help.command'],
  ],
  images: [
    ['--all', 'help.all'],
    ['--format text|json', 'help.imagesFormat'],
  ],
  lsp: [['--stdio', 'help.stdio']],
};
const COMMON: readonly [string, MessageKey][] = [
  ['--config FILE', 'help.config'],
  ['--as PATH', 'help.as'],
  ['--lang en|ja', 'help.lang'],
];
const USAGE: Record<string, readonly [string, MessageKey]> = {
  check: ['ecs-defender check [PATH|GLOB|-]...', 'help.check'],
  protect: ['ecs-defender protect FILE...', 'help.protect'],
  images: ['ecs-defender images update|list [PATH|GLOB|-]...', 'help.images'],
  lsp: ['ecs-defender lsp --stdio', 'help.lsp'],
};

/** The help of one command, or of all. */
export function help(command: string | undefined, terminal: Terminal): string {
  const say = (key: MessageKey): string => terminal.say(message(key));
  const known = command !== undefined && Object.hasOwn(USAGE, command);
  const lines = known ? [] : [say('help.intro'), ''];
  for (const name of known ? [command] : Object.keys(USAGE)) {
    const [usage, text] = USAGE[name];
    lines.push(terminal.colour('bold', usage), `  ${say(text)}`, '', ...table(OPTIONS[name], say), '');
  }
  lines.push(terminal.colour('bold', say('help.common')), ...table(COMMON, say), '', say('help.exit'));
  return lines.join('\n') + '\n';
}

function table(rows: readonly [string, MessageKey][], say: (key: MessageKey) => string): string[] {
  return rows.map(([option, key]) => `  ${option.padEnd(38)}${say(key)}`);
}

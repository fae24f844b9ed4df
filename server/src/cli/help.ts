import { type MessageKey, message } from '../l10n/message';
import type { Terminal } from './terminal';

const WAYS: readonly [string, MessageKey][] = [
  ['--write', 'help.write'],
  ['--diff', 'help.diff'],
];
const PROCESSES: readonly [string, MessageKey][] = [
  ['--entry-point NAME=JSON', 'help.entryPoint'],
  ['--command NAME=JSON', 'help.command'],
];

/** Options by command, each with the key of its line in the catalogue. */
const OPTIONS: Record<string, readonly [string, MessageKey][]> = {
  check: [
    ['--format text|json|sarif|github|...', 'help.format'],
    ['--save FORMAT=FILE', 'help.save'],
    ['--fail-on error|warning|information', 'help.failOn'],
    ['--baseline FILE', 'help.baseline'],
    ['--write-baseline FILE', 'help.writeBaseline'],
  ],
  report: [
    ['--format markdown|json|html', 'help.reportFormat'],
    ['--compare', 'help.compare'],
  ],
  fix: WAYS,
  protect: [
    ...WAYS,
    ['--for-register', 'help.forRegister'],
    ['--resolve-images', 'help.resolveImages'],
    ['--partial', 'help.partial'],
    ['--image IMAGE', 'help.image'],
    ['--ws-address ADDRESS', 'help.wsAddress'],
    ['--install-bundle-secret ARN', 'help.secret'],
    ['--install-bundle-env NAME', 'help.bundleEnv'],
    ['--install-bundle VALUE', 'help.bundle'],
    ['--filesystem-monitoring', 'help.filesystem'],
    ['--fips', 'help.fips'],
    ['--family NAME', 'help.family'],
    ...PROCESSES,
  ],
  upgrade: [['...', 'help.asProtect']],
  unprotect: [...WAYS, ['--partial', 'help.partial'], ['--keep-ptrace', 'help.keepPtrace'], ...PROCESSES],
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
  report: ['ecs-defender report [PATH|GLOB|-]...', 'help.report'],
  fix: ['ecs-defender fix FILE...', 'help.fix'],
  protect: ['ecs-defender protect FILE...', 'help.protect'],
  upgrade: ['ecs-defender upgrade FILE...', 'help.upgrade'],
  unprotect: ['ecs-defender unprotect FILE...', 'help.unprotect'],
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

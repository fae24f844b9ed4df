import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ReadFile, readText, STDIN, writeAtomically } from '../disk/files';
import { mask } from '../l10n/mask';
import { message } from '../l10n/message';
import type { Decisions } from '../profile/schema';
import type { ImageProcess } from '../profile/settings';
import { type Model, Models } from '../service/model';
import { type Protection, protect as plan } from '../service/protect';
import { applyEdits } from '../syntax/edits';
import { type ProtectArguments, UsageError } from './args';
import { Profiles } from './profiles';
import type { Terminal } from './terminal';

/** `ecs-defender protect`: exit 0 done, 1 something refused, 2 usage or a file that cannot be read. */
export function protect({ values, positionals }: ProtectArguments, terminal: Terminal): number {
  refuseMisuse(values, positionals);
  const processes = processesOf(values);
  const profiles = new Profiles(flagsOf(values), values);
  let worst = 0;
  for (const path of positionals) {
    try {
      worst = Math.max(worst, protectFile(path, values, profiles, processes, terminal));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      terminal.note(terminal.say(message('check.unreadable', { path, problem: (error as Error).message })));
      worst = 2;
    }
  }
  return worst;
}

type Values = ProtectArguments['values'];

function protectFile(
  path: string,
  values: Values,
  profiles: Profiles,
  processes: Processes,
  terminal: Terminal,
): number {
  const file = readText(path);
  const document = TextDocument.create('file:///document', 'json', 1, file.text);
  const model = new Models().of(document, profiles.configOf(path));
  if (!model) {
    terminal.note(`${path}: ${terminal.say(message('refused.notATask'))}`);
    return 1;
  }
  const environment = (name: string): string | undefined => process.env[name];
  const protection = plan(model, { placeholders: false, processes, environment });
  const refused = protection.refusals.length > 0;
  const edits = refused && !values.partial ? [] : protection.edits;
  explain(path, protection, edits.length > 0, terminal);
  if (refused && !values.partial && protection.edits.length > 0) {
    terminal.note(terminal.say(message('protect.untouched', { path })));
  }
  // A pipeline must not take the untouched text for a result.
  if (refused && !values.partial && !values.write && !values.diff) return 1;
  const result = { text: applyEdits(file.text, edits), changed: edits.length > 0, secrets: bundlesIn(model) };
  write(file, result, values, terminal);
  return refused ? 1 : 0;
}

/** What was done, refused and left alone, on standard error. */
function explain(
  path: string,
  { refusals, leftAlone, notes, done }: Protection,
  changes: boolean,
  terminal: Terminal,
): void {
  const say = terminal.say.bind(terminal);
  for (const { message: text, container } of refusals) {
    terminal.note(`${terminal.colour('red', path, terminal.errors)}: ${say(text)}`);
    if (text.key !== 'refused.entryPointUnknown' || !container) continue;
    terminal.note(`  ${say(message('ways.entryPoint', { name: container.name ?? '' }))}`);
    terminal.note(
      `    docker image inspect --format '{{json .Config.Entrypoint}} {{json .Config.Cmd}}' ${quoted(text.args.image as string)}`,
    );
    terminal.note(
      `    --entry-point ${quoted(`${container.name}=["..."]`)} --command ${quoted(`${container.name}=["..."]`)}`,
    );
  }
  for (const text of leftAlone) terminal.note(`${path}: ${say(text)}`);
  if (!changes) return;
  for (const text of done) terminal.note(`${path}: ${say(text)}`);
  if (notes.length > 0) terminal.note(say(message('protect.notes')));
  for (const text of notes) terminal.note(`  - ${say(text)}`);
}

interface Result {
  readonly text: string;
  readonly changed: boolean;
  /** Texts that a diff must not show. */
  readonly secrets: readonly string[];
}

function write(file: ReadFile, { text, changed, secrets }: Result, values: Values, terminal: Terminal): void {
  if (values.diff) {
    const name = (file.path === STDIN ? (values.as ?? 'stdin') : file.path).replace(/^\//, '');
    const options = { headerOptions: FILE_HEADERS_ONLY };
    const patch = createTwoFilesPatch(
      `a/${name}`,
      `b/${name}`,
      file.text,
      text,
      undefined,
      undefined,
      options,
    );
    if (changed) terminal.print(mask(secrets.reduce((all, secret) => all.replaceAll(secret, '***'), patch)));
  } else if (!values.write) terminal.print(file.encode(text));
  else if (changed) {
    writeAtomically(file.path, file.encode(text));
    terminal.note(terminal.say(message('protect.written', { path: file.path })));
  } else terminal.note(terminal.say(message('protect.unchanged', { path: file.path })));
}

/** Install bundles in clear text, as the document writes them and as the flags or the profile give them. */
function bundlesIn({ analyses, config }: Model): string[] {
  const written = analyses.flatMap(({ containers }) =>
    containers.flatMap(({ wiring }) => {
      const variable = wiring.variables.get('INSTALL_BUNDLE');
      const text = variable && !variable.isSecret ? variable.value.text : undefined;
      return text ? [text, JSON.stringify(text).slice(1, -1)] : [];
    }),
  );
  const given = config.settings.defender.installBundle;
  const name = given && 'environment' in given ? /^\$\{env:(\w+)\}$/.exec(given.environment)?.[1] : undefined;
  const plain = given && 'environment' in given ? (name ? process.env[name] : given.environment) : undefined;
  const all = plain ? [...written, plain, JSON.stringify(plain).slice(1, -1)] : written;
  // The longest first, so that none hides inside another; what is too short to be a secret would mask half the text.
  return [...new Set(all)].filter((one) => one.length >= 4).sort((a, b) => b.length - a.length);
}

function refuseMisuse(values: Values, files: readonly string[]): void {
  const misuse = (...args: Parameters<typeof message>): never => {
    throw new UsageError(message(...args));
  };
  if (files.length === 0) misuse('usage.noFile');
  if (values.write && values.diff) misuse('usage.writeAndDiff');
  if (values.write && files.includes(STDIN)) misuse('usage.writeStdin');
  if (!values.write && !values.diff && files.length > 1) misuse('usage.oneFile');
  const bundles = [values['install-bundle'], values['install-bundle-env'], values['install-bundle-secret']];
  if (bundles.filter((one) => one !== undefined).length > 1) misuse('usage.oneBundle');
}

/** The flags as decisions, which win over the profile. */
function flagsOf(values: Values): Decisions {
  const variable = values['install-bundle-env'];
  if (variable !== undefined && !process.env[variable])
    throw new UsageError(message('usage.noVariable', { name: variable }));
  const secret = values['install-bundle-secret'];
  const plain = variable === undefined ? values['install-bundle'] : `\${env:${variable}}`;
  return {
    family: values.family,
    defender: {
      image: values.image,
      wsAddress: values['ws-address'],
      installBundle:
        secret !== undefined ? { secret } : plain !== undefined ? { environment: plain } : undefined,
      filesystemMonitoring: values['filesystem-monitoring'],
      fips: values.fips,
    },
  };
}

type Processes = ReadonlyMap<string, Partial<ImageProcess>>;

function processesOf(values: Values): Processes {
  const processes = new Map<string, { entryPoint?: readonly string[]; command?: readonly string[] }>();
  const read = (option: 'entry-point' | 'command', key: 'entryPoint' | 'command'): void => {
    for (const value of values[option] ?? []) {
      const [name, list] = nameAndList(option, value);
      processes.set(name, { ...processes.get(name), [key]: list });
    }
  };
  read('entry-point', 'entryPoint');
  read('command', 'command');
  return processes;
}

function nameAndList(option: string, value: string): [string, string[]] {
  const place = value.indexOf('=');
  try {
    const list: unknown = JSON.parse(value.slice(place + 1));
    if (place > 0 && Array.isArray(list) && list.every((item) => typeof item === 'string'))
      return [value.slice(0, place), list];
  } catch {
    // Not JSON: the same answer as for JSON of another kind.
  }
  throw new UsageError(message('usage.list', { option, value }));
}

/** A word that a shell reads as it stands: shown to be copied, never run here. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

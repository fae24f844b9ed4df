import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ChangedMeanwhile, type ReadFile, readText, rewrite, STDIN } from '../disk/files';
import type { ImageLock } from '../images/lock';
import { visible } from '../l10n/escape';
import { type MessageKey, message } from '../l10n/message';
import { unknownImages, withImages } from '../service/images';
import { type Model, Models } from '../service/model';
import type { Protection } from '../service/protect';
import { withoutSecrets } from '../service/secrets';
import { applyEdits } from '../syntax/edits';
import { UsageError } from './args';
import { shownPath, uriOf } from './paths';
import type { Profiles } from './profiles';
import type { Terminal } from './terminal';

/** A command that changes task definitions: where they are, what is planned, and what becomes of the result. */
export interface Conversion {
  readonly files: readonly string[];
  readonly values: {
    readonly write?: boolean;
    readonly diff?: boolean;
    readonly partial?: boolean;
    readonly as?: string;
  };
  readonly profiles: Profiles;
  readonly plan: (model: Model) => Protection;
  /** Finds out what the plan needs to know of images; says which of them it could not look up. */
  readonly resolve?: (images: readonly string[]) => Promise<ImageLock>;
  /** What is done to the whole text once the plan is carried out. */
  readonly finish?: (text: string) => string;
}

/** Runs a conversion over its files: exit 0 done, 1 something refused, 2 a file that cannot be read. */
export async function convert(conversion: Conversion, terminal: Terminal): Promise<number> {
  refuseMisuse(conversion);
  let worst = 0;
  for (const path of conversion.files) {
    try {
      worst = Math.max(worst, await convertFile(path, conversion, terminal));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      terminal.note(terminal.say(message('check.unreadable', { path, problem: (error as Error).message })));
      worst = 2;
    }
  }
  return worst;
}

async function convertFile(path: string, conversion: Conversion, terminal: Terminal): Promise<number> {
  const { values, profiles, finish = (text) => text } = conversion;
  const file = readText(path);
  const document = TextDocument.create(uriOf(shownPath(values.as ?? path)), 'json', 1, file.text);
  const models = new Models();
  const config = await profiles.configWithNeighbours(path, file.text);
  let model = models.of(document, config);
  if (!model) {
    terminal.note(`${visible(path)}: ${terminal.say(message('refused.notATask'))}`);
    return 1;
  }
  const unknown = conversion.resolve ? unknownImages(model) : [];
  if (unknown.length > 0)
    model = models.of(document, withImages(config, await conversion.resolve!(unknown)))!;
  const protection = conversion.plan(model);
  const refused = protection.refusals.length > 0;
  const edits = refused && !values.partial ? [] : protection.edits;
  explain(visible(path), protection, edits.length > 0, terminal);
  if (refused && !values.partial && protection.edits.length > 0) {
    terminal.note(terminal.say(message('protect.untouched', { path })));
  }
  // A pipeline must not take the untouched text for a result.
  if (refused && !values.partial && !values.write && !values.diff) return 1;
  const stays = refused && !values.partial;
  const text = stays ? file.text : finish(applyEdits(file.text, edits));
  const result = {
    text,
    changed: text !== file.text,
    shown: withoutSecrets(model, text, (name) => process.env[name]),
  };
  if (!write(file, result, values, terminal)) return 2;
  return refused ? 1 : 0;
}

/** What was done, refused and left alone, on standard error; `path` as it is shown. */
function explain(
  path: string,
  { refusals, leftAlone, notes, done }: Protection,
  changes: boolean,
  terminal: Terminal,
): void {
  const say = terminal.say.bind(terminal);
  for (const { message: text, container } of refusals) {
    terminal.note(`${terminal.colour('red', path, terminal.errors)}: ${say(text)}`);
    if (!LOST_ENTRY_POINT.has(text.key) || !container) continue;
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
  /** A text without what a diff must not show. */
  readonly shown: (text: string) => string;
}

/** Gives the result as it was asked for; false where it cannot be written. */
function write(
  file: ReadFile,
  { text, changed, shown }: Result,
  values: Conversion['values'],
  terminal: Terminal,
): boolean {
  if (values.diff) {
    const name = visible(file.path === STDIN ? (values.as ?? 'stdin') : file.path).replace(/^\//, '');
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
    if (changed) terminal.print(shown(patch));
  } else if (!values.write) terminal.print(file.encode(text));
  else if (changed) {
    try {
      rewrite(file, text);
    } catch (error) {
      const { path } = file;
      const problem = (error as Error).message;
      const why =
        error instanceof ChangedMeanwhile
          ? message('usage.changedMeanwhile', { path })
          : message('usage.unwritable', { path, problem });
      terminal.note(terminal.say(why));
      return false;
    }
    terminal.note(terminal.say(message('protect.written', { path: file.path })));
  } else terminal.note(terminal.say(message('protect.unchanged', { path: file.path })));
  return true;
}

/** The refusals that end where somebody says what an image runs. */
const LOST_ENTRY_POINT: ReadonlySet<MessageKey> = new Set([
  'refused.entryPointUnknown',
  'refused.wrapperInCommand',
]);

function refuseMisuse({ files, values }: Conversion): void {
  const misuse = (...args: Parameters<typeof message>): never => {
    throw new UsageError(message(...args));
  };
  if (files.length === 0) misuse('usage.noFile');
  if (values.write && values.diff) misuse('usage.writeAndDiff');
  if (values.write && files.includes(STDIN)) misuse('usage.writeStdin');
  if (!values.write && !values.diff && files.length > 1) misuse('usage.oneFile');
}

/** A word that a shell reads as it stands: shown to be copied, never run here. */
function quoted(word: string): string {
  return `'${visible(word).replaceAll("'", "'\\''")}'`;
}

import { TextDocument } from 'vscode-languageserver-textdocument';
import { readText, STDIN } from '../disk/files';
import { findFiles } from '../disk/walk';
import { mightHoldTask } from '../ecs/recognise';
import { type Message, message } from '../l10n/message';
import { PROFILE_NAME, readProfile } from '../profile/read';
import type { Config } from '../service/config';
import { mightBeOurs } from '../service/documents';
import { fixTitles } from '../service/fixes';
import { identityOf } from '../service/identity';
import { type Model, Models } from '../service/model';
import { positionIn } from '../service/places';
import { profileFindings } from '../service/profile';
import { planDocument } from '../service/protect';
import { setsOf } from '../workspace/sets';
import { fileOf, shownPath, uriOf } from './paths';
import { piecesOf } from './pieces';
import type { Profiles } from './profiles';
import type { FileReport } from './report/report';
import { withLosses } from './revisions';
import type { Terminal } from './terminal';

/** What a run has looked at. */
export interface Looked {
  readonly reports: readonly FileReport[];
  /** Every file that was read, ours or not, as reports show it. */
  readonly files: ReadonlySet<string>;
  /** Operands and files that cannot be read. */
  readonly unreadable: number;
}

/** Reads what the operands name, says on standard error what cannot be read, and judges the rest together. */
export async function look(
  operands: readonly string[],
  profiles: Profiles,
  as: string | undefined,
  terminal: Terminal,
): Promise<Looked> {
  const { files, missing } = findFiles(operands, (path, isKnown) => profiles.wants(path, isKnown));
  for (const operand of missing) terminal.note(terminal.say(message('check.noSuchFile', { path: operand })));
  const models = new Models();
  const read: Read[] = [];
  const seen = new Set<string>();
  let unreadable = missing.length;
  for (const [place, path] of files.entries()) {
    terminal.progress(`${place + 1}/${files.length} ${path}`);
    try {
      const { text } = readText(path);
      const file = shownPath(as ?? path);
      seen.add(file);
      if (path === STDIN && isNoDocument(text)) throw new Error(terminal.say(whyNoDocument(text)));
      // Of most files of a repository nothing more need be known.
      if (!isProfileFile(file) && !mightBeOurs(uriOf(file), text)) continue;
      const config = await profiles.configWithNeighbours(path, text);
      const pieces = holdsPieces(path) ? piecesOf(text) : [text];
      read.push(...pieces.map((piece) => readAs(path, file, piece, config, models)));
    } catch (error) {
      unreadable++;
      terminal.progress('');
      terminal.note(terminal.say(message('check.unreadable', { path, problem: (error as Error).message })));
    }
  }
  const reports = withLosses(reportsOf(read, profiles, models));
  terminal.progress('');
  if (reports.every(({ file }) => isProfileFile(file)))
    terminal.note(terminal.say(message('check.nothing', { files: files.length })));
  return { reports, files: seen, unreadable };
}

/** Whether several documents may stand in a file one after the other. */
function holdsPieces(path: string): boolean {
  return path === STDIN || /\.(?:jsonl|ndjson)$/i.test(path);
}

/** Whether standard input brings nothing to look at: a command in front of us has failed, or stopped half-way, and
 * silence would pass for success. */
function isNoDocument(text: string): boolean {
  return text.trim() === '' || (text.includes('"taskDefinitionArns"') && !mightHoldTask(text));
}
function whyNoDocument(text: string): Message {
  return message(text.trim() === '' ? 'check.emptyInput' : 'check.onlyArns');
}

export function isProfileFile(file: string): boolean {
  return file.split('/').pop() === PROFILE_NAME;
}

/** A file, its configuration, and what is ours in it by itself. */
interface Read {
  readonly path: string;
  readonly document: TextDocument;
  readonly config: Config;
  readonly model?: Model;
}

function readAs(path: string, file: string, content: string, config: Config, models: Models): Read {
  const document = TextDocument.create(uriOf(file), 'json', 1, content);
  return { path, document, config, model: isProfileFile(file) ? undefined : models.of(document, config) };
}

/** What is to be said of each file, once all that belong together have been looked at. */
function reportsOf(read: readonly Read[], profiles: Profiles, models: Models): FileReport[] {
  const ours = read.filter(({ model }) => model && (model.policy || model.analyses.length > 0));
  // Task definitions alone have nothing to say to each other.
  const sets = ours.some(({ model }) => model!.policy)
    ? setsOf(ours.map(({ path, model }) => ({ member: model!.set.members[0], ...profiles.setsFor(path) })))
    : undefined;
  return read.flatMap(({ document, config, model }): FileReport[] => {
    if (isProfileFile(fileOf(document.uri))) return [profileReport(document, config)];
    const policies = sets?.get(document.uri);
    const judged = model && policies ? models.of(document, { ...config, policies }) : model;
    return judged ? [reportOf(judged)] : [];
  });
}

function profileReport(document: TextDocument, config: Config): FileReport {
  const file = fileOf(document.uri);
  const findings = profileFindings(
    document.getText(),
    file,
    config.settings.rules,
    config.surroundings?.today,
  );
  const { tree } = readProfile(document.getText());
  return {
    ...nothingIn(file, document),
    findings,
    identify: (one) => identityOf({ tree, analyses: [] }, one),
  };
}

/** The report of a file in which no task can be. */
export function nothingIn(file: string, document: TextDocument): Omit<FileReport, 'findings' | 'identify'> {
  const none = (): [] => [];
  return {
    file,
    document,
    analyses: [],
    suppressed: [],
    usedRows: new Set(),
    notes: [],
    fixes: none,
    outside: none,
  };
}

function reportOf(model: Model): FileReport {
  const { document, analyses, findings, suppressed, usedRows } = model;
  const reasons = analyses.flatMap(({ containers }) => containers.flatMap(({ reason }) => reason ?? []));
  const hidden = analyses.some(({ task }) => task.hidden.length > 0) ? [message('leftAlone.hidden')] : [];
  return {
    file: fileOf(document.uri),
    document,
    analyses,
    findings,
    suppressed,
    usedRows,
    identify: (finding) => identityOf(model, finding),
    fixes: (finding) => fixTitles(model, finding),
    notes: [...reasons, ...hidden],
    outside: () => planDocument(model, { placeholders: true }).notes,
    elsewhere: (uri, offset) => {
      const position = positionIn(model, uri, offset);
      return position && { file: fileOf(uri), position };
    },
  };
}

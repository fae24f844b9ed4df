import { TextDocument } from 'vscode-languageserver-textdocument';
import { readText, STDIN } from '../disk/files';
import { findFiles } from '../disk/walk';
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
import { skipTrivia } from '../syntax/json/trivia';
import { setsOf } from '../workspace/sets';
import { fileOf, shownPath, uriOf } from './paths';
import { type Piece, piecesOf, placed } from './pieces';
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
      if (path === STDIN && isNoDocument(file, text)) throw new Error(terminal.say(whyNoDocument(text)));
      const isStream = holdsPieces(path);
      const mustBeOurs = isStream && as === undefined;
      // Of most files of a repository nothing more need be known.
      if (!isProfileFile(file) && !mightBeOurs(uriOf(file), text)) {
        if (mustBeOurs) throw new Error(terminal.say(message('check.notOurs', { line: 1 })));
        continue;
      }
      const config = await profiles.configWithNeighbours(path, text);
      const readPiece = (piece: Piece): Read => readAs(path, file, piece, config, models);
      const { ours, strays } =
        isStream && !isProfileFile(file)
          ? readStream(text, readPiece)
          : { ours: [readPiece({ text, start: TOP })], strays: [] };
      read.push(...ours);
      if (ours.length === 0 && !mustBeOurs) continue;
      for (const line of strays) {
        unreadable++;
        terminal.progress('');
        const problem = terminal.say(message('check.notOurs', { line }));
        terminal.note(terminal.say(message('check.unreadable', { path, problem })));
      }
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

/** What is ours of a text that may hold several documents, and the lines on which anything else begins: who was given
 * it to judge must not pass over it. */
function readStream(text: string, readPiece: (piece: Piece) => Read): { ours: Read[]; strays: number[] } {
  const { documents, strays } = piecesOf(text);
  // One document, in whatever syntax, is read as it stands: what is wrong behind it has its finding.
  if (documents.length < 2 || !'{['.includes(text[skipTrivia(text, 0)])) {
    const whole = readPiece({ text, start: TOP });
    if (whole.model) return { ours: [whole], strays: [] };
  }
  const pieces = documents.map((piece) => ({ line: piece.start.line + 1, read: readPiece(piece) }));
  const others = pieces.filter(({ read }) => !read.model).map(({ line }) => line);
  return {
    ours: pieces.filter(({ read }) => read.model).map(({ read }) => read),
    strays: [...strays, ...others].sort((a, b) => a - b),
  };
}

/** Whether standard input brings nothing to look at: a command in front of us has failed, or stopped half-way, and
 * silence would pass for success. */
function isNoDocument(file: string, text: string): boolean {
  return text.trim() === '' || holdsArnsOnly(file, text);
}
function whyNoDocument(text: string): Message {
  return message(text.trim() === '' ? 'check.emptyInput' : 'check.onlyArns');
}

function holdsArnsOnly(file: string, text: string): boolean {
  return (
    /"taskDefinitionArns"|\barn:[\w-]+:ecs:[\w:-]{0,80}:task-definition\//.test(text) &&
    !isProfileFile(file) &&
    !mightBeOurs(uriOf(file), text)
  );
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

const TOP = { line: 0, character: 0 };

function readAs(path: string, file: string, { text, start }: Piece, config: Config, models: Models): Read {
  const document = placed(TextDocument.create(uriOf(file), 'json', 1, text), start);
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

import { TextDocument } from 'vscode-languageserver-textdocument';
import { readText } from '../disk/files';
import { findFiles } from '../disk/walk';
import { SEVERITIES, type Severity } from '../findings/finding';
import { unusedSuppression } from '../findings/suppression';
import { message } from '../l10n/message';
import { PROFILE_NAME, suppressionsOf } from '../profile/read';
import type { Config } from '../service/config';
import { fixTitles } from '../service/fixes';
import { type Model, Models } from '../service/model';
import { positionIn } from '../service/places';
import { profileFindings } from '../service/profile';
import { planDocument } from '../service/protect';
import { isRule } from '../service/rules';
import { setsOf } from '../workspace/sets';
import { type CheckArguments, UsageError } from './args';
import { fileOf, shownPath, uriOf } from './paths';
import { Profiles } from './profiles';
import { github } from './report/github';
import { json } from './report/json';
import type { FileReport, Formatter } from './report/report';
import { sarif } from './report/sarif';
import { text } from './report/text';
import type { Terminal } from './terminal';

const FORMATS: Record<string, Formatter> = { text, json, sarif, github };

/** `ecs-defender check`: exit 0 nothing at or above the level, 1 findings, 2 usage or a file that cannot be read. */
export async function check({ values, positionals }: CheckArguments, terminal: Terminal): Promise<number> {
  const format = oneOf('format', values.format ?? 'text', Object.keys(FORMATS));
  const failOn = oneOf('fail-on', values['fail-on'] ?? 'warning', [
    'error',
    'warning',
    'information',
  ]) as Severity;
  const operands = positionals.length > 0 ? positionals : ['.'];
  const profiles = new Profiles({}, values);
  const { files, missing } = findFiles(operands, (path, isKnown) => profiles.wants(path, isKnown));
  for (const operand of missing) terminal.note(terminal.say(message('check.noSuchFile', { path: operand })));

  const models = new Models();
  const looked: Looked[] = [];
  let unreadable = missing.length;
  for (const [place, path] of files.entries()) {
    terminal.progress(`${place + 1}/${files.length} ${path}`);
    try {
      const { text: content } = readText(path);
      const config = await profiles.configWithNeighbours(path, content);
      looked.push(lookAt(path, content, values.as, config, models));
    } catch (error) {
      unreadable++;
      terminal.progress('');
      terminal.note(terminal.say(message('check.unreadable', { path, problem: (error as Error).message })));
    }
  }
  const reports = reportsOf(looked, profiles, models);
  terminal.progress('');
  reportUnusedRows(reports, profiles, operands);
  if (reports.every(({ file }) => isProfileFile(file)))
    terminal.note(terminal.say(message('check.nothing', { files: files.length })));
  terminal.print(FORMATS[format](reports, terminal));
  if (unreadable > 0) return 2;
  const levels = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return reports.some(({ findings }) => findings.some((one) => levels.includes(one.severity))) ? 1 : 0;
}

/** Rows of a profile that have accepted nothing, where every document below the profile was looked at. */
function reportUnusedRows(reports: FileReport[], profiles: Profiles, operands: readonly string[]): void {
  const used = new Set(reports.flatMap((report) => [...report.usedRows]));
  for (const [place, report] of reports.entries()) {
    const { file } = report;
    // Named outright, a profile says nothing of what else was looked at.
    if (!isProfileFile(file) || operands.includes(file)) continue;
    const found = profiles.at(file);
    const isOff = profiles.configOf(file).settings.rules['suppression-unused'] === 'off';
    const rows = found && !isOff ? suppressionsOf(found) : [];
    const unused = rows.filter(({ row }) => isRule(row.rule) && !used.has(row));
    const findings = unused.map((one) => unusedSuppression(one, one.row.rule, isRule));
    reports[place] = { ...report, findings: [...report.findings, ...findings] };
  }
}

function isProfileFile(file: string): boolean {
  return file.split('/').pop() === PROFILE_NAME;
}

/** A file, its configuration, and what is ours in it by itself. */
interface Looked {
  readonly path: string;
  readonly document: TextDocument;
  readonly config: Config;
  readonly model?: Model;
}

function lookAt(
  path: string,
  content: string,
  as: string | undefined,
  config: Config,
  models: Models,
): Looked {
  const file = shownPath(as ?? path);
  const document = TextDocument.create(uriOf(file), 'json', 1, content);
  return { path, document, config, model: isProfileFile(file) ? undefined : models.of(document, config) };
}

/** What is to be said of each file, once all that belong together have been looked at. */
function reportsOf(looked: readonly Looked[], profiles: Profiles, models: Models): FileReport[] {
  const ours = looked.filter(({ model }) => model && (model.policy || model.analyses.length > 0));
  // Task definitions alone have nothing to say to each other.
  const sets = ours.some(({ model }) => model!.policy)
    ? setsOf(ours.map(({ path, model }) => ({ member: model!.set.members[0], ...profiles.setsFor(path) })))
    : undefined;
  return looked.flatMap(({ document, config, model }): FileReport[] => {
    if (isProfileFile(fileOf(document.uri))) return [profileReport(document, config)];
    const policies = sets?.get(document.uri);
    const judged = model && policies ? models.of(document, { ...config, policies }) : model;
    return judged ? [reportOf(judged)] : [];
  });
}

function profileReport(document: TextDocument, config: Config): FileReport {
  const file = fileOf(document.uri);
  const findings = profileFindings(document.getText(), file, config.settings.rules);
  const none = (): [] => [];
  const nothing = { analyses: [], suppressed: [], usedRows: new Set<never>(), notes: [] };
  return { ...nothing, file, document, findings, fixes: none, outside: none };
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
    fixes: (finding) => fixTitles(model, finding),
    notes: [...reasons, ...hidden],
    outside: () => planDocument(model, { placeholders: true }).notes,
    elsewhere: (uri, offset) => {
      const position = positionIn(model, uri, offset);
      return position && { file: fileOf(uri), position };
    },
  };
}

export function oneOf(option: string, value: string, values: readonly string[]): string {
  if (values.includes(value)) return value;
  throw new UsageError(message('usage.notOneOf', { option, value, values: values.join(', ') }));
}

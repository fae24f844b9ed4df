import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readText, writeAtomically } from '../disk/files';
import type { Finding } from '../findings/finding';
import { UNUSED } from '../findings/suppression';
import { message } from '../l10n/message';
import {
  Acceptances,
  type BaselineRow,
  type ReadBaseline,
  readBaseline,
  writeBaseline,
} from '../service/baseline';
import { identityOf } from '../service/identity';
import { canBeAccepted } from '../service/suppress';
import { UsageError } from './args';
import { type Looked, nothingIn } from './look';
import { shownPath, uriOf } from './paths';
import type { Profiles } from './profiles';
import type { FileReport } from './report/report';
import type { Terminal } from './terminal';

/** Accepts what a run has found from now on. What it has not looked at stays as it was. */
export function keepBaseline(
  path: string,
  reports: readonly FileReport[],
  looked: Looked,
  terminal: Terminal,
): void {
  const found = reports.flatMap((report) => report.findings.map((finding) => ({ report, finding })));
  const accepted = found.filter(({ finding }) => canBeAccepted(finding.code));
  const rows = accepted.map(({ report, finding }) => rowOf(path, report, finding));
  const kept = existsSync(path) ? readAt(path).rows.filter((row) => !isKnown(path, row, looked)) : [];
  try {
    writeAtomically(path, Buffer.from(writeBaseline([...rows, ...kept])));
  } catch (error) {
    throw new UsageError(message('usage.unwritable', { path, problem: (error as Error).message }));
  }
  terminal.note(terminal.say(message('baseline.written', { path, accepted: rows.length })));
}

/** Takes out of the findings what a baseline accepts, and reports its rows that accept nothing any more. */
export function acceptBaseline(
  path: string,
  reports: readonly FileReport[],
  looked: Looked,
  profiles: Profiles,
): FileReport[] {
  const { tree, rows } = readAt(path);
  const acceptances = new Acceptances(rows);
  const judged = reports.map((report): FileReport => {
    const takes = (finding: Finding): boolean =>
      canBeAccepted(finding.code) && acceptances.take(rowOf(path, report, finding));
    const taken = new Set(report.findings.filter(takes));
    const baselined = [...taken].map((finding) => ({ finding, kind: 'baseline' as const }));
    return {
      ...report,
      findings: report.findings.filter((finding) => !taken.has(finding)),
      suppressed: [...report.suppressed, ...baselined],
    };
  });
  const file = shownPath(path);
  const level = profiles.configOf(path).settings.rules[UNUSED.code] ?? UNUSED.severity;
  // What cannot be read says nothing of what is in it.
  const broken = new Set(reports.filter(({ findings }) => findings.some(isSyntax)).map((one) => one.file));
  const stale = acceptances.left.filter(
    (row) => isKnown(path, row, looked) && !broken.has(pathOf(path, row)),
  );
  if (level === 'off' || stale.length === 0) return judged;
  const findings = stale.map(({ start, end, code, file: of, container, task }) => {
    const about = container ?? task;
    const text =
      about === undefined
        ? message('baseline.staleInFile', { code, file: of })
        : message('baseline.stale', { code, file: of, about });
    return { code: UNUSED.code, severity: level, start, end, message: text };
  });
  const document = TextDocument.create(uriOf(file), 'json', 1, tree.text);
  const identify: FileReport['identify'] = (one) => identityOf({ tree, analyses: [] }, one);
  return [...judged, { ...nothingIn(file, document), findings, identify }];
}

const isSyntax = ({ code }: Finding): boolean => code === 'syntax';

function rowOf(path: string, { file, identify }: FileReport, finding: Finding): BaselineRow {
  const below = relative(dirname(resolve(path)), resolve(file));
  return { file: file.startsWith('<') ? file : below.split(sep).join('/'), ...identify(finding) };
}

/** The file of a row, as reports show it. */
function pathOf(path: string, { file }: BaselineRow): string {
  return file.startsWith('<') ? file : shownPath(resolve(dirname(path), file));
}

/** Whether a run knows what is to be said of the file of a row: it has looked at it, or there is no such file. */
function isKnown(path: string, row: BaselineRow, { files }: Looked): boolean {
  const file = pathOf(path, row);
  return files.has(file) || (!file.startsWith('<') && !existsSync(file));
}

function readAt(path: string): Required<Omit<ReadBaseline, 'problem'>> {
  let text: string;
  try {
    ({ text } = readText(path));
  } catch {
    throw new UsageError(message('usage.unreadable', { option: `--baseline ${path}` }));
  }
  const { tree, rows, problem } = readBaseline(text);
  if (rows) return { tree, rows };
  throw new UsageError(message('baseline.broken', { path, problem: problem ? [problem] : '' }));
}

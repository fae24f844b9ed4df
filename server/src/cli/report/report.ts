import type { Position, TextDocument } from 'vscode-languageserver-textdocument';
import type { Judged, State, TaskAnalysis } from '../../defender/analysis';
import type { Finding, Severity } from '../../findings/finding';
import type { Suppressed } from '../../findings/suppression';
import { type Message, message } from '../../l10n/message';
import type { Suppression } from '../../profile/settings';
import type { Identity } from '../../service/identity';
import type { Terminal } from '../terminal';

/** What `check` found out about one file, before it has a format. */
export interface FileReport {
  /** The path as the user named it, with `/` between names. */
  readonly file: string;
  readonly document: TextDocument;
  readonly analyses: readonly TaskAnalysis[];
  readonly findings: readonly Finding[];
  /** What was found and is accepted. */
  readonly suppressed: readonly Suppressed[];
  /** The rows of the profile that have accepted something here. */
  readonly usedRows: ReadonlySet<Suppression>;
  /** What a finding is about, whatever the lines and the words are. */
  readonly identify: (finding: Finding) => Identity;
  /** The titles of what can be done about a finding; computed when a format shows them. */
  readonly fixes: (finding: Finding) => readonly Message[];
  readonly notes: readonly Message[];
  /** What must hold outside the document once it is protected; computed when a format shows it. */
  readonly outside: () => readonly Message[];
  /** Where an offset of another document stands, counted from zero. */
  readonly elsewhere?: (
    uri: string,
    offset: number,
  ) => { readonly file: string; readonly position: Position } | undefined;
}

/** A whole run of `check`. */
export interface Run {
  readonly reports: readonly FileReport[];
  /** Whether a finding of a severity makes the run fail. */
  readonly fails: (severity: Severity) => boolean;
}

/** Turns a run into text. */
export type Formatter = (run: Run, terminal: Terminal) => string;

function count(reports: readonly FileReport[], severity: Severity): number {
  return reports.reduce(
    (sum, { findings }) => sum + findings.filter((one) => one.severity === severity).length,
    0,
  );
}

/** How many containers are protected, how many ought to be and are not, and how many are left alone. */
export interface Counts {
  readonly protected: number;
  readonly open: number;
  readonly leftAlone: number;
}

export function countsOf(containers: readonly Judged[]): Counts {
  const all = (...states: State[]): number => containers.filter(({ state }) => states.includes(state)).length;
  return {
    protected: all('protected'),
    open: all('partial', 'unprotected'),
    leftAlone: all('excluded'),
  };
}

/** Whether a report is worth a line: a profile with nothing wrong is not. */
export function hasSomething({ analyses, findings }: FileReport): boolean {
  return analyses.length > 0 || findings.length > 0;
}

/** One line that counts. */
export function summaryOf(reports: readonly FileReport[]): Message {
  const all = reports.flatMap(({ analyses }) => analyses.flatMap(({ containers }) => containers));
  const counts = countsOf(all);
  return message('check.summary', {
    tasks: reports.reduce((sum, report) => sum + report.analyses.length, 0),
    protected: counts.protected,
    open: counts.open,
    left: counts.leftAlone,
    errors: count(reports, 'error'),
    warnings: count(reports, 'warning'),
    others: count(reports, 'information') + count(reports, 'hint'),
    accepted: reports.reduce((sum, { suppressed }) => sum + suppressed.length, 0),
  });
}

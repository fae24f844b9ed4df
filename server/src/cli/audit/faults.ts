import type { Finding } from '../../findings/finding';
import type { FileReport } from '../report/report';

/** What keeps a report from being whole, and where, counted from 1. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly finding: Finding;
}

/** What could not be read of a file, and profiles that cannot be used: what is counted may then be wrong. */
const CODES = ['syntax', 'profile-invalid'];

/** The faults of a run. Of a profile each is told once, not by every document below it. */
export function faultsIn(reports: readonly FileReport[]): Fault[] {
  const told = new Set<string>();
  return reports.flatMap(({ file, document, findings }) =>
    findings.filter(isFault).flatMap((finding): Fault[] => {
      const { code, start, message } = finding;
      const text = JSON.stringify(message);
      if (code === 'profile-invalid' && told.has(text)) return [];
      told.add(text);
      const { line, character } = document.positionAt(start);
      return [{ file, line: line + 1, column: character + 1, finding }];
    }),
  );
}

const isFault = ({ code, severity }: Finding): boolean => severity === 'error' && CODES.includes(code);

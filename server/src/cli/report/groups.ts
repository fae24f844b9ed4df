import { type Finding, SEVERITIES, type Severity } from '../../findings/finding';
import type { FileReport } from './report';

/** What is to be said about one container; findings that are about no container stand alone. */
export interface Group {
  readonly report: FileReport;
  readonly task?: string;
  readonly container?: string;
  /** At least one, the gravest first. */
  readonly findings: readonly Finding[];
  readonly severity: Severity;
}

/** The findings of a run by container, the gravest group first; of equals, as they stand in the files. */
export function groupsOf(reports: readonly FileReport[]): Group[] {
  const groups = reports.flatMap(groupsIn);
  return groups.sort((a, b) => gravity(a.severity) - gravity(b.severity));
}

function groupsIn(report: FileReport): Group[] {
  const byContainer = new Map<string, { task?: string; container?: string; findings: Finding[] }>();
  for (const [place, finding] of report.findings.entries()) {
    const { task, container } = report.identify(finding);
    const key = container === undefined ? String(place) : JSON.stringify([task, container]);
    const group = byContainer.get(key) ?? { task, container, findings: [] };
    group.findings.push(finding);
    byContainer.set(key, group);
  }
  return [...byContainer.values()].map((group) => {
    const findings = group.findings.sort((a, b) => gravity(a.severity) - gravity(b.severity));
    return { ...group, report, findings, severity: findings[0].severity };
  });
}

const gravity = (severity: Severity): number => SEVERITIES.indexOf(severity);

import { version } from '../../../../package.json';
import type { Judged, TaskAnalysis } from '../../defender/analysis';
import { mask } from '../../l10n/mask';
import type { Message } from '../../l10n/message';
import { isExpired } from '../../profile/settings';
import { countsOf, type FileReport } from '../report/report';
import { type AcceptedRow, AUDIT_VERSION, type Audit, type AuditRow } from './audit';

/** When and where a run was. */
export interface Moment {
  /** Date and time, ISO 8601, in UTC. */
  readonly generated: string;
  readonly commit: string | undefined;
}

/** Makes an audit of what a run has looked at; `say` puts into words what is built in. */
export function collect(
  reports: readonly FileReport[],
  moment: Moment,
  say: (text: Message) => string,
): Audit {
  const analyses = reports.flatMap((one) => one.analyses);
  const all = analyses.flatMap(({ containers }) => containers);
  return {
    version: AUDIT_VERSION,
    tool: `ecs-defender ${version}`,
    ...moment,
    counts: { tasks: analyses.length, ...countsOf(all) },
    containers: reports.flatMap((report) => report.analyses.flatMap((one) => rowsOf(report, one, say))),
    accepted: reports.flatMap(acceptedIn),
  };
}

function rowsOf(report: FileReport, analysis: TaskAnalysis, say: (text: Message) => string): AuditRow[] {
  const { task, generation, containers } = analysis;
  const called = task.resource ?? task.label;
  return containers.map((judged): AuditRow => {
    const { container, state } = judged;
    const name = container.name ?? '';
    const own = report.findings.filter((finding) => {
      const about = report.identify(finding);
      return about.container === name && about.task === called;
    });
    const isWired = state === 'protected' || state === 'partial' || state === 'sidecar';
    return {
      file: report.file,
      line: report.document.positionAt(container.anchor.start).line + 1,
      task: mask(task.label || called),
      container: mask(name),
      state,
      findings: [...new Set(own.map(({ code }) => code))],
      ...exclusionOf(judged, analysis.surroundings.today, say),
      ...(isWired && generation ? { generation: generation.since } : {}),
    };
  });
}

function exclusionOf(
  { exclusion }: Judged,
  today: string | undefined,
  say: (text: Message) => string,
): Partial<AuditRow> {
  if (!exclusion) return {};
  const { by, row, reason } = exclusion;
  if (!row) return { by, reason: say(reason) };
  return {
    by,
    reason: row.reason && mask(row.reason),
    approvedBy: row.approvedBy && mask(row.approvedBy),
    until: row.until,
    ...(isExpired(row, today) ? { expired: true } : {}),
  };
}

function acceptedIn({ file, document, suppressed, identify }: FileReport): AcceptedRow[] {
  return suppressed.map(({ finding, kind, reason }) => {
    const { task = '', container } = identify(finding);
    const line = document.positionAt(finding.start).line + 1;
    return { file, line, task, container, code: finding.code, by: kind, reason: reason && mask(reason) };
  });
}

import { version } from '../../../../package.json';
import type { Exclusion, Judged, TaskAnalysis } from '../../defender/analysis';
import { hiddenContainers } from '../../defender/containers';
import { revisionOf } from '../../ecs/registration';
import { mask } from '../../l10n/mask';
import { type Message, type MessageKey, message } from '../../l10n/message';
import { isExpired } from '../../profile/settings';
import { countsOf, type FileReport } from '../report/report';
import { type AcceptedRow, AUDIT_VERSION, type Audit, type AuditRow } from './audit';
import { faultsIn } from './faults';

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
  const seen = new Set(reports.filter((one) => one.analyses.length > 0).map(({ document }) => document.uri));
  const containers = reports.flatMap((report) =>
    report.analyses.flatMap((one) => [...rowsOf(report, one, say), ...hiddenIn(report, one, seen, say)]),
  );
  const hidden = containers.filter(({ state }) => state === 'hidden').length;
  return {
    version: AUDIT_VERSION,
    tool: `ecs-defender ${version}`,
    ...moment,
    counts: { tasks: analyses.length, ...countsOf(all), hidden },
    containers,
    accepted: reports.flatMap(acceptedIn),
    faults: faultsIn(reports).map(({ file, line, finding: { code, message } }) => ({
      file,
      line,
      code,
      message: mask(say(message)),
    })),
  };
}

function rowsOf(report: FileReport, analysis: TaskAnalysis, say: (text: Message) => string): AuditRow[] {
  const { generation, containers } = analysis;
  const called = calledOf(analysis);
  return containers.map((judged): AuditRow => {
    const { container, state } = judged;
    const name = container.name ?? '';
    const own = report.findings.filter((finding) => {
      const about = report.identify(finding);
      return about.container === name && about.task === called;
    });
    const isWired = state === 'protected' || state === 'partial' || state === 'sidecar';
    return {
      ...placeOf(report, analysis, container.anchor.start),
      container: mask(name),
      state,
      findings: [...new Set(own.map(({ code }) => code))],
      ...exclusionOf(judged, analysis.surroundings.today, say),
      ...(isWired && generation ? { generation: generation.since } : {}),
    };
  });
}

/** A task is accounted for also where its containers, or some of them, cannot be seen; `seen` are the documents whose own
 * containers have rows. */
function hiddenIn(
  report: FileReport,
  analysis: TaskAnalysis,
  seen: ReadonlySet<string>,
  say: (text: Message) => string,
): AuditRow[] {
  const { task, elsewhere } = analysis;
  if (task.containersNode < 0 || (elsewhere && seen.has(elsewhere.file.uri))) return [];
  const isWhole = task.containers.length > 0 && task.hidden.length === 0;
  const reason = task.containers.length > 0 ? message('audit.because.hidden') : hiddenContainers(analysis);
  if (isWhole || !reason) return [];
  const place = placeOf(report, analysis, task.tree.start(task.hidden[0] ?? task.containersNode));
  return [{ ...place, container: '', state: 'hidden', findings: [], reason: mask(say(reason)) }];
}

const calledOf = ({ task }: TaskAnalysis): string => task.resource ?? task.label;

function placeOf({ file, document }: FileReport, analysis: TaskAnalysis, offset: number) {
  const { task } = analysis;
  const revision = task.isDescribed ? revisionOf(task) : undefined;
  return {
    file,
    line: document.positionAt(offset).line + 1,
    task: mask(task.label || calledOf(analysis)),
    ...(revision === undefined ? {} : { revision }),
  };
}

function exclusionOf(
  { exclusion }: Judged,
  today: string | undefined,
  say: (text: Message) => string,
): Partial<AuditRow> {
  if (!exclusion) return {};
  const { by, row, reason } = exclusion;
  if (!row) return { by, reason: say(becauseOf(reason)) };
  return {
    by,
    reason: row.reason && mask(row.reason),
    approvedBy: row.approvedBy && mask(row.approvedBy),
    until: row.until,
    ...(isExpired(row, today) ? { expired: true } : {}),
  };
}

/** That a container is left alone stands in the state's column, and its name beside it. */
function becauseOf({ key, args }: Exclusion['reason']): Message {
  return message(BECAUSE[key] ?? key, args);
}

const BECAUSE: Partial<Record<MessageKey, MessageKey>> = {
  'leftAlone.ec2': 'audit.because.ec2',
  'leftAlone.firelens': 'audit.because.firelens',
  'leftAlone.wellKnown': 'audit.because.wellKnown',
};

function acceptedIn({ file, document, suppressed, identify }: FileReport): AcceptedRow[] {
  return suppressed.map(({ finding, kind, reason }) => {
    const { task = '', container } = identify(finding);
    const line = document.positionAt(finding.start).line + 1;
    return { file, line, task, container, code: finding.code, by: kind, reason: reason && mask(reason) };
  });
}

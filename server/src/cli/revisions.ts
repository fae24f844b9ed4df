import type { TaskAnalysis } from '../defender/analysis';
import { revisionOf } from '../ecs/registration';
import { type Message, message } from '../l10n/message';
import type { FileReport } from './report/report';

/** A revision of a family, as it was described. */
interface Revision {
  readonly report: FileReport;
  readonly analysis: TaskAnalysis;
  readonly number: number;
}

/** Adds to the reports which revision of a family was the first to lose its wiring, where several were described and the
 * newest of them is open. */
export function withLosses(reports: readonly FileReport[]): FileReport[] {
  const notes = new Map<FileReport, Message[]>();
  for (const revisions of familiesIn(reports)) {
    for (const { report, text } of lossesIn(revisions))
      notes.set(report, [...(notes.get(report) ?? []), text]);
  }
  return reports.map((report) => ({ ...report, notes: [...report.notes, ...(notes.get(report) ?? [])] }));
}

/** The described revisions by family, each family's in the order of their numbers. */
function familiesIn(reports: readonly FileReport[]): Revision[][] {
  const families = new Map<string, Revision[]>();
  for (const report of reports) {
    for (const analysis of report.analyses) {
      const { task } = analysis;
      const number = task.isDescribed ? revisionOf(task) : undefined;
      if (number === undefined || !task.family) continue;
      families.set(task.family, [...(families.get(task.family) ?? []), { report, analysis, number }]);
    }
  }
  return [...families.values()].map((own) => own.sort((a, b) => a.number - b.number));
}

function lossesIn(revisions: readonly Revision[]): { report: FileReport; text: Message }[] {
  const newest = revisions.at(-1)!;
  const open = newest.analysis.containers.filter(
    ({ state }) => state === 'unprotected' || state === 'partial',
  );
  return open.flatMap(({ container: { name } }) => {
    const last =
      name === undefined ? -1 : revisions.findLastIndex((one) => stateIn(one, name) === 'protected');
    const first = revisions.slice(last + 1).find((one) => stateIn(one, name!) !== undefined);
    if (last < 0 || !first) return [];
    const { family = '' } = newest.analysis.task;
    const by = first.analysis.task.field('registeredBy').text;
    const said = { family, name: name!, before: revisions[last].number, first: first.number };
    const text = by ? message('check.lostWiringBy', { ...said, by }) : message('check.lostWiring', said);
    return [{ report: first.report, text }];
  });
}

function stateIn({ analysis }: Revision, name: string): string | undefined {
  return analysis.containers.find(({ container }) => container.name === name)?.state;
}

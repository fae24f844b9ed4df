import type { Exclusion } from '../../defender/analysis';
import { words } from '../../l10n/catalogue';
import { countsOf, type Formatter, hasSomething } from './report';

function leftAlone({ by, row, reason }: Exclusion) {
  const { until, approvedBy } = row ?? {};
  return { reason: words(reason, 'en'), by, until, approvedBy };
}

/** The machine's view of a run; its shape is a contract (docs/command-line.md). Always in English. */
export const json: Formatter = ({ reports }) => {
  const files = reports
    .filter(hasSomething)
    .map(({ file, document, analyses, findings, suppressed, fixes, notes, outside }) => {
      const range = (span: { start: number; end: number }) => ({
        start: document.positionAt(span.start),
        end: document.positionAt(span.end),
      });
      return {
        file,
        tasks: analyses.map(({ task, containers }) => ({
          family: task.family ?? null,
          range: range(task),
          counts: countsOf(containers),
          containers: containers.map(({ container, state, exclusion }) => ({
            name: container.name ?? null,
            state,
            ...(exclusion ? leftAlone(exclusion) : {}),
          })),
        })),
        findings: findings.map((finding) => ({
          code: finding.code,
          severity: finding.severity,
          message: words(finding.message, 'en'),
          range: range(finding),
          fixes: fixes(finding).map((title) => words(title, 'en')),
        })),
        accepted: suppressed.map(({ finding, kind, reason }) => ({
          code: finding.code,
          by: kind,
          ...(reason ? { reason } : {}),
        })),
        notes: [...notes, ...outside()].map((note) => words(note, 'en')),
      };
    });
  return JSON.stringify(files, null, 2) + '\n';
};

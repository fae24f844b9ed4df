import { markdownText } from '../../l10n/escape';
import { message } from '../../l10n/message';
import type { Terminal } from '../terminal';
import { groupsOf } from './groups';
import { type Run, summaryOf } from './report';

/** A summary of a step may have a mebibyte; a table that anybody reads is shorter. */
const ROWS = 200;

/** What GitHub Actions shows on the page of a run: how it went, and a table of what was found. */
export function stepSummary({ reports }: Run, terminal: Terminal): string {
  const groups = groupsOf(reports);
  const rows = groups.flatMap(({ report, container, findings }) =>
    findings.map(({ code, severity, message: said, start }) => {
      const line = report.document.positionAt(start).line + 1;
      const level = terminal.say(message(`severity.${severity}`));
      const cells = [level, `${report.file}:${line}`, container ?? '', code, terminal.say(said)];
      return `| ${cells.map(markdownText).join(' | ')} |`;
    }),
  );
  const shown = rows.slice(0, ROWS);
  const more = rows.length - shown.length;
  const head = ['level', 'place', 'container', 'rule', 'what'] as const;
  const lines = [
    '## ECS Defender',
    '',
    terminal.say(summaryOf(reports)),
    '',
    ...(rows.length > 0
      ? [
          `| ${head.map((name) => terminal.say(message(`column.${name}`))).join(' | ')} |`,
          `|${' --- |'.repeat(head.length)}`,
          ...shown,
          '',
        ]
      : []),
    ...(more > 0 ? [terminal.say(message('check.moreRows', { more })), ''] : []),
  ];
  return `${lines.join('\n')}\n`;
}

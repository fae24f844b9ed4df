import { randomUUID } from 'node:crypto';
import type { Severity } from '../../findings/finding';
import { message } from '../../l10n/message';
import type { Terminal } from '../terminal';
import { type Group, groupsOf } from './groups';
import type { Formatter } from './report';
import { text } from './text';

const COMMANDS: Record<Severity, 'error' | 'warning' | 'notice'> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** How many annotations of one level GitHub shows of a step; what comes after is dropped without a word. */
const SHOWN = 10;

/** The report for whoever reads the log, then workflow commands that GitHub Actions shows as annotations on the changed
 * lines: one for each container, errors first, as many as are shown. */
export const github: Formatter = (run, terminal) => {
  // What files are called must not be taken for a command.
  const token = randomUUID();
  const report = `::stop-commands::${token}\n${text(run, terminal)}::${token}::\n`;
  const groups = groupsOf(run.reports);
  const annotations = ['error', 'warning', 'notice'].flatMap((command) => {
    const own = groups.filter(({ severity }) => COMMANDS[severity] === command);
    const hidden = own.length - SHOWN;
    const shown = own.slice(0, SHOWN);
    return shown.map((group, place) => {
      const isLast = hidden > 0 && place === shown.length - 1;
      return annotation(command, group, isLast ? hidden : 0, terminal);
    });
  });
  return report + annotations.join('');
};

function annotation(command: string, group: Group, hidden: number, terminal: Terminal): string {
  const { report, container, findings } = group;
  const { file, document } = report;
  const [first, ...others] = findings;
  const from = document.positionAt(first.start);
  const to = document.positionAt(first.end);
  const codes = [...new Set(findings.map(({ code }) => code))].join(', ');
  const lines = [
    terminal.say(first.message),
    ...others.map(({ code, message: said }) => `${code}: ${terminal.say(said)}`),
    ...(hidden > 0 ? [terminal.say(message('check.moreAnnotations', { hidden }))] : []),
  ];
  const place = {
    file,
    line: from.line + 1,
    endLine: to.line + 1,
    // Columns only hold within one line.
    ...(from.line === to.line ? { col: from.character + 1, endColumn: to.character + 1 } : {}),
    title: `ECS Defender: ${others.length > 0 && container ? `${container} (${codes})` : codes}`,
  };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${command} ${properties.join(',')}::${data(lines.join('\n'))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

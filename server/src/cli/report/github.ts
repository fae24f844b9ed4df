import type { Severity } from '../../findings/finding';
import { words } from '../../l10n/catalogue';
import type { Formatter } from './report';

const COMMANDS: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub Actions shows as annotations on the changed lines. */
export const github: Formatter = (reports) =>
  reports
    .flatMap(({ file, document, findings }) =>
      findings.map(({ code, severity, message, start, end }) => {
        const from = document.positionAt(start);
        const to = document.positionAt(end);
        const place = {
          file,
          line: from.line + 1,
          endLine: to.line + 1,
          // Columns only hold within one line.
          ...(from.line === to.line ? { col: from.character + 1, endColumn: to.character + 1 } : {}),
          title: `ECS Defender: ${code}`,
        };
        const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`);
        return `::${COMMANDS[severity]} ${properties.join(',')}::${data(words(message, 'en'))}\n`;
      }),
    )
    .join('');

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

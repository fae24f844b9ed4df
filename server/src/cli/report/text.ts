import { visible } from '../../l10n/escape';
import { message } from '../../l10n/message';
import { type Formatter, summaryOf } from './report';

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;

/** For a person: findings by file, each with its place, and a closing line that counts. */
export const text: Formatter = ({ reports }, terminal) => {
  const lines: string[] = [];
  for (const { file, document, findings, notes } of reports) {
    if (findings.length === 0 && notes.length === 0) continue;
    const shown = visible(file);
    lines.push(terminal.colour('underline', shown));
    for (const { code, severity, message: said, start } of findings) {
      const { line, character } = document.positionAt(start);
      const level = terminal.colour(COLOURS[severity], terminal.say(message(`severity.${severity}`)));
      lines.push(`  ${shown}:${line + 1}:${character + 1}  ${level}  ${terminal.colour('gray', code)}`);
      lines.push(`    ${terminal.say(said)}`);
    }
    for (const note of notes) lines.push(`  ${terminal.say(note)}`);
    lines.push('');
  }
  lines.push(terminal.say(summaryOf(reports)));
  return lines.join('\n') + '\n';
};

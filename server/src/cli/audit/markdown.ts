import { markdownText } from '../../l10n/escape';
import type { Page, Table } from './page';

export function markdownPage({ title, facts, tables }: Page): string {
  const lines = [
    `# ${markdownText(title)}`,
    '',
    ...facts.map(([name, value]) => `- ${markdownText(name)}: ${markdownText(value)}`),
    ...tables.flatMap(tableLines),
  ];
  return `${lines.join('\n')}\n`;
}

function tableLines({ title, head, rows, none }: Table): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  const body =
    rows.length === 0 ? [none] : [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)];
  return ['', `## ${markdownText(title)} (${rows.length})`, '', ...body];
}

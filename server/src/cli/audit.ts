import { commitAt } from '../disk/commit';
import { readText } from '../disk/files';
import { words } from '../l10n/catalogue';
import { message } from '../l10n/message';
import { oneOf, type ReportArguments, UsageError } from './args';
import { type Audit, readAudit } from './audit/audit';
import { collect, type Moment } from './audit/collect';
import { compare } from './audit/compare';
import { type Fault, faultsIn } from './audit/faults';
import { htmlPage } from './audit/html';
import { markdownPage } from './audit/markdown';
import { auditPage, comparisonPage, type Page } from './audit/page';
import { now } from './clock';
import { look } from './look';
import { Profiles } from './profiles';
import type { Terminal } from './terminal';

/** `ecs-defender report`: exit 0 done, 2 usage or what cannot be read as a whole; comparing, 1 where wiring was lost. */
export async function report({ values, positionals }: ReportArguments, terminal: Terminal): Promise<number> {
  const format = oneOf('format', values.format ?? 'markdown', ['markdown', 'json', 'html']);
  if (values.compare) return compareTwo(positionals, format, terminal);
  const operands = positionals.length > 0 ? positionals : ['.'];
  const { reports, unreadable } = await look(operands, new Profiles({}, values), values.as, terminal);
  const inWords = (text: Parameters<Terminal['say']>[0]): string =>
    format === 'json' ? words(text, 'en') : terminal.say(text);
  const audit = collect(reports, moment(), inWords);
  print(format, audit, () => auditPage(audit, inWords), terminal);
  const faults = faultsIn(reports);
  for (const fault of faults) terminal.note(remarkOn(fault, terminal));
  return unreadable > 0 || faults.length > 0 ? 2 : 0;
}

function remarkOn({ file, line, column, finding }: Fault, terminal: Terminal): string {
  const { code, severity, message: said } = finding;
  const level = terminal.say(message(`severity.${severity}`));
  return `${file}:${line}:${column}  ${level}  ${code}\n  ${terminal.say(said)}`;
}

function compareTwo(paths: readonly string[], format: string, terminal: Terminal): number {
  if (paths.length !== 2) throw new UsageError(message('usage.compare'));
  const [before, now] = paths.map(auditAt);
  const comparison = compare(before, now);
  const of = ({ generated, commit }: Audit): Moment => ({ generated, commit });
  const data = { version: now.version, before: of(before), now: of(now), ...comparison };
  print(format, data, () => comparisonPage(before, now, comparison, (text) => terminal.say(text)), terminal);
  return comparison.lost.length > 0 ? 1 : 0;
}

function print(format: string, data: object, page: () => Page, terminal: Terminal): void {
  if (format === 'json') terminal.print(`${JSON.stringify(data, null, 2)}\n`);
  else if (format === 'html') terminal.print(htmlPage(page(), terminal.locale));
  else terminal.print(markdownPage(page()));
}

/** A pipeline may check files out without their repository; it then says which commit they are of. */
function moment(): Moment {
  const commit = commitAt('.') ?? process.env.GITHUB_SHA ?? process.env.CI_COMMIT_SHA;
  const generated = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z');
  return { generated, commit: /^[0-9a-f]{40,64}$/.test(commit ?? '') ? commit : undefined };
}

function auditAt(path: string): Audit {
  let content: string;
  try {
    ({ text: content } = readText(path));
  } catch {
    throw new UsageError(message('usage.unreadable', { option: `--compare ${path}` }));
  }
  const audit = readAudit(content);
  if ('key' in audit) throw new UsageError(message('compare.broken', { path, problem: [audit] }));
  return audit;
}

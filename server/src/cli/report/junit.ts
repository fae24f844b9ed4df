import type { Finding } from '../../findings/finding';
import { markup } from '../../l10n/escape';
import { message } from '../../l10n/message';
import type { Terminal } from '../terminal';
import { groupsOf } from './groups';
import { type FileReport, type Formatter, hasSomething, type Run } from './report';

/** One test for each container, which fails where the run does, and is skipped where the container is left alone or
 * where it does not fail only because something is accepted. */
interface Test {
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly skipped?: string;
}

/** JUnit's XML, in the elements that GitLab, Jenkins and Azure Pipelines read alike. */
export const junit: Formatter = (run, terminal) => {
  const suites = run.reports.filter(hasSomething).map((report) => {
    const tests = testsOf(report, run, terminal);
    const body = tests.map((test) => testcase(test, report, run, terminal)).join('');
    return { report, tests, body };
  });
  const all = suites.flatMap(({ tests }) => tests);
  const inside = suites.map(
    ({ report, tests, body }) =>
      `  <testsuite name="${markup(report.file)}" ${counts(tests, run)}>\n${body}  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ecs-defender" ${counts(all, run)}>\n${inside.join('')}</testsuites>\n`;
};

function testsOf(report: FileReport, run: Run, terminal: Terminal): Test[] {
  const groups = groupsOf([report]);
  const accepted = report.suppressed
    .filter(({ finding }) => run.fails(finding.severity))
    .map(({ finding }) => report.identify(finding));
  const ofContainers = report.analyses.flatMap(({ task, containers }) =>
    containers.map(({ container, reason }): Test => {
      const called = task.resource ?? task.label;
      const own = groups.find((one) => one.container === container.name && one.task === called);
      const name = [called, container.name ?? ''].filter(Boolean).join(' / ');
      const count = accepted.filter((one) => one.container === container.name && one.task === called).length;
      const why = reason ?? (count > 0 ? message('junit.accepted', { count }) : undefined);
      return { name, findings: own?.findings ?? [], skipped: why && terminal.say(why) };
    }),
  );
  const told = new Set(ofContainers.flatMap(({ findings }) => findings));
  const others = groups.filter(({ findings }) => !told.has(findings[0]));
  const ofOthers = others.map(({ task, findings }) => ({
    name: [task, findings[0].code].filter(Boolean).join(' / '),
    findings,
  }));
  return [...ofContainers, ...ofOthers];
}

function testcase(test: Test, report: FileReport, run: Run, terminal: Terminal): string {
  const { file, document } = report;
  const lines = (findings: readonly Finding[]): string =>
    findings
      .map(({ code, severity, start, message }) => {
        const { line, character } = document.positionAt(start);
        return `${file}:${line + 1}:${character + 1} ${severity} ${code}\n${terminal.say(message)}`;
      })
      .join('\n\n');
  const failing = test.findings.filter(({ severity }) => run.fails(severity));
  const others = test.findings.filter((finding) => !failing.includes(finding));
  const parts = [
    failing.length > 0
      ? `<failure message="${markup(terminal.say(failing[0].message))}" type="${failing[0].code}">${markup(lines(failing))}</failure>`
      : test.skipped !== undefined && `<skipped message="${markup(test.skipped)}"/>`,
    others.length > 0 && `<system-out>${markup(lines(others))}</system-out>`,
  ].filter((part) => part !== false);
  const open = `    <testcase classname="${markup(file)}" name="${markup(test.name)}" file="${markup(file)}" time="0"`;
  return parts.length === 0 ? `${open}/>\n` : `${open}>${parts.join('')}</testcase>\n`;
}

function counts(tests: readonly Test[], run: Run): string {
  const isFailed = ({ findings }: Test): boolean => findings.some(({ severity }) => run.fails(severity));
  const failures = tests.filter(isFailed).length;
  const skipped = tests.filter((test) => test.skipped !== undefined && !isFailed(test)).length;
  return `tests="${tests.length}" failures="${failures}" errors="0" skipped="${skipped}" time="0"`;
}

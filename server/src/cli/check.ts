import { SEVERITIES, type Severity } from '../findings/finding';
import { message } from '../l10n/message';
import { unusedRows } from '../service/profile';
import { type CheckArguments, oneOf, UsageError } from './args';
import { acceptBaseline, keepBaseline } from './baseline';
import { isProfileFile, type Looked, look } from './look';
import { Profiles } from './profiles';
import { FORMATS, publish, savesOf } from './report/formats';
import type { FileReport, Run } from './report/report';
import { refuseInputs } from './report/targets';
import type { Terminal } from './terminal';

/** `ecs-defender check`: exit 0 nothing at or above the level, 1 findings, 2 usage or a file that cannot be read. */
export async function check({ values, positionals }: CheckArguments, terminal: Terminal): Promise<number> {
  const format = oneOf('format', values.format ?? 'text', Object.keys(FORMATS));
  const saves = savesOf(values.save ?? []);
  const failOn = oneOf('fail-on', values['fail-on'] ?? 'warning', [
    'error',
    'warning',
    'information',
  ]) as Severity;
  if (values.baseline !== undefined && values['write-baseline'] !== undefined)
    throw new UsageError(message('usage.twoBaselines'));
  const operands = positionals.length > 0 ? positionals : ['.'];
  const profiles = new Profiles({}, values);
  const looked = await look(operands, profiles, values.as, terminal);
  let reports = withUnusedRows(looked, profiles, operands);
  const { 'write-baseline': written, baseline = written } = values;
  refuseInputs(saves, [
    ...looked.files,
    ...profiles.read,
    ...operands,
    ...(baseline === undefined ? [] : [baseline]),
  ]);
  if (written !== undefined) keepBaseline(written, reports, looked, terminal);
  if (baseline !== undefined) reports = acceptBaseline(baseline, reports, looked, profiles);
  const fails = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const run: Run = { reports, fails: (severity) => fails.includes(severity) };
  publish(run, format, saves, terminal);
  if (looked.unreadable > 0) return 2;
  return reports.some(({ findings }) => findings.some((one) => run.fails(one.severity))) ? 1 : 0;
}

/** Adds the rows of a profile that nothing has a use for, where every document below the profile was looked at. */
function withUnusedRows(
  { reports, unreadable }: Looked,
  profiles: Profiles,
  operands: readonly string[],
): readonly FileReport[] {
  // What could not be read may be what a row is for.
  if (unreadable > 0) return reports;
  const used = new Set(reports.flatMap(({ usedRows }) => [...usedRows]));
  const below = reports.flatMap(({ analyses }) => analyses);
  return reports.map((report) => {
    const { file } = report;
    // Named outright, a profile says nothing of what else was looked at.
    const read = isProfileFile(file) && !operands.includes(file) ? profiles.at(file) : undefined;
    if (!read) return report;
    const unused = unusedRows({ read, below }, used, profiles.configOf(file).settings.rules);
    return { ...report, findings: [...report.findings, ...unused] };
  });
}

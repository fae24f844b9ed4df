import { SEVERITIES, type Severity } from '../findings/finding';
import { unusedSuppression } from '../findings/suppression';
import { message } from '../l10n/message';
import { suppressionsOf } from '../profile/read';
import { isRule } from '../service/rules';
import { type CheckArguments, oneOf, UsageError } from './args';
import { acceptBaseline, keepBaseline } from './baseline';
import { isProfileFile, look } from './look';
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
  let reports = withUnusedRows(looked.reports, profiles, operands);
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

/** Adds the rows of a profile that have accepted nothing, where every document below the profile was looked at. */
function withUnusedRows(
  reports: readonly FileReport[],
  profiles: Profiles,
  operands: readonly string[],
): FileReport[] {
  const used = new Set(reports.flatMap((report) => [...report.usedRows]));
  return reports.map((report) => {
    const { file } = report;
    // Named outright, a profile says nothing of what else was looked at.
    if (!isProfileFile(file) || operands.includes(file)) return report;
    const found = profiles.at(file);
    const isOff = profiles.configOf(file).settings.rules['suppression-unused'] === 'off';
    const rows = found && !isOff ? suppressionsOf(found) : [];
    const unused = rows.filter(({ row }) => isRule(row.rule) && !used.has(row));
    const findings = unused.map((one) => unusedSuppression(one, one.row.rule, isRule));
    return { ...report, findings: [...report.findings, ...findings] };
  });
}

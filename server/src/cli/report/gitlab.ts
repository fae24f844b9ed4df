import type { Severity } from '../../findings/finding';
import { fingerprintsOf } from './fingerprint';
import type { Formatter } from './report';

const SEVERITY: Record<Severity, 'critical' | 'major' | 'minor' | 'info'> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

/** GitLab's code quality report (a subset of Code Climate's format), which merge requests compare with the target's. */
export const gitlab: Formatter = ({ reports }, terminal) => {
  const fingerprints = fingerprintsOf(reports);
  const issues = reports.flatMap(({ file, document, findings }) => {
    return findings.map((finding) => {
      const { hash, place } = fingerprints.get(finding)!;
      return {
        description: terminal.say(finding.message),
        check_name: finding.code,
        fingerprint: `${hash}:${place}`,
        severity: SEVERITY[finding.severity],
        location: { path: file, lines: { begin: document.positionAt(finding.start).line + 1 } },
      };
    });
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
};

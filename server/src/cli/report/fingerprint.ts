import { createHash } from 'node:crypto';
import type { Finding } from '../../findings/finding';
import type { FileReport } from './report';

/** What tells a finding from all others of a run, and stays the same over edits that have nothing to do with it. */
export interface Fingerprint {
  /** Of file, rule, task, container and property, in hexadecimal. */
  readonly hash: string;
  /** Which one it is, from 1, of several that are about the same thing. */
  readonly place: number;
}

/** The fingerprints of a run's findings, those that are accepted included: accepting one does not rename another. */
export function fingerprintsOf(reports: readonly FileReport[]): Map<Finding, Fingerprint> {
  const seen = new Map<string, number>();
  const rows = reports.flatMap(({ file, findings, suppressed, identify }) => {
    const all = [...findings, ...suppressed.map(({ finding }) => finding)].sort((a, b) => a.start - b.start);
    return all.map((finding): [Finding, Fingerprint] => {
      const { code, task, container, property } = identify(finding);
      const parts = JSON.stringify([file, code, task ?? null, container ?? null, property]);
      const hash = createHash('sha256').update(parts).digest('hex').slice(0, 16);
      const place = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, place);
      return [finding, { hash, place }];
    });
  });
  return new Map(rows);
}

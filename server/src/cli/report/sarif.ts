import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from 'vscode-languageserver-textdocument';
import { version } from '../../../../package.json';
import type { Finding, Related, Severity } from '../../findings/finding';
import { phrase, words } from '../../l10n/catalogue';
import { allRules } from '../../service/rules';
import { type Fingerprint, fingerprintsOf } from './fingerprint';
import type { FileReport, Formatter } from './report';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0: what code scanning and most dashboards read. Paths are relative to where the command ran. */
export const sarif: Formatter = ({ reports }) => {
  const fingerprints = fingerprintsOf(reports);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ecs-defender', version, rules: allRules.map(describe) } },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap((report) => results(report, fingerprints)),
      },
    ],
  };
  return JSON.stringify(log, null, 2) + '\n';
};

function describe({ code, severity, summary }: (typeof allRules)[number]) {
  const text = phrase(summary, 'en');
  const page = pageOf(code);
  return {
    id: code,
    shortDescription: { text },
    defaultConfiguration: { level: LEVELS[severity] },
    ...(page ? { help: { text, markdown: page } } : {}),
  };
}

const KINDS = { comment: 'inSource', profile: 'external', baseline: 'external' } as const;

function results(report: FileReport, fingerprints: ReadonlyMap<Finding, Fingerprint>) {
  const resultOf = (finding: Finding) => ({
    ...describeFinding(report, finding),
    partialFingerprints: partialFingerprints(fingerprints.get(finding)!),
  });
  const accepted = report.suppressed.map(({ finding, kind, reason }) => {
    const justification = kind === 'baseline' ? phrase('baseline.accepted', 'en') : reason;
    return {
      ...resultOf(finding),
      suppressions: [{ kind: KINDS[kind], ...(justification ? { justification } : {}) }],
    };
  });
  return [...report.findings.map(resultOf), ...accepted];
}

/** Our own name for it, and the one that GitHub's code scanning heeds; without that one the upload makes one of the
 * line's text. */
function partialFingerprints({ hash, place }: Fingerprint) {
  return { primaryLocationLineHash: `${hash}:${place}`, 'ecsDefenderIdentity/v1': `${hash}:${place}` };
}

function describeFinding(report: FileReport, finding: Finding) {
  const { file, document } = report;
  return {
    ruleId: finding.code,
    ruleIndex: allRules.findIndex((rule) => rule.code === finding.code),
    level: LEVELS[finding.severity],
    message: { text: words(finding.message, 'en') },
    locations: [location(file, document, finding)],
    ...(finding.related?.length
      ? {
          relatedLocations: finding.related.flatMap((one) => {
            const place = placeOf(report, one);
            return place ? [{ ...place, message: { text: words(one.message, 'en') } }] : [];
          }),
        }
      : {}),
  };
}

function location(file: string, document: FileReport['document'], span: { start: number; end: number }) {
  return region(file, document.positionAt(span.start), document.positionAt(span.end));
}

/** Where something that has to do with a finding stands; it may be in another file. */
function placeOf({ file, document, elsewhere }: FileReport, related: Related) {
  const { uri, start, end } = related;
  if (uri === undefined || uri === document.uri) return location(file, document, related);
  const [from, to] = [elsewhere?.(uri, start), elsewhere?.(uri, end)];
  return from && to && region(from.file, from.position, to.position);
}

function region(file: string, start: Position, end: Position) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  };
}

/** The rule's page, which ships beside the bundle. */
function pageOf(code: string): string | undefined {
  try {
    return readFileSync(join(__dirname, 'rules', 'en', `${code}.md`), 'utf8');
  } catch {
    return undefined;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../../package.json';
import type { Finding, Related, Severity } from '../../findings/finding';
import { phrase, words } from '../../l10n/catalogue';
import { allRules } from '../../service/rules';
import { shownPath } from '../paths';
import type { FileReport, Formatter } from './report';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0: what code scanning and most dashboards read. Paths are relative to where the command ran. */
export const sarif: Formatter = (reports) => {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ecs-defender', version, rules: allRules.map(describe) } },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap(results),
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

const KINDS = { comment: 'inSource', profile: 'external' } as const;

function results(report: FileReport) {
  const accepted = report.suppressed.map(({ finding, kind, reason }) => ({
    ...resultOf(report, finding),
    suppressions: [{ kind: KINDS[kind], ...(reason ? { justification: reason } : {}) }],
  }));
  return [...report.findings.map((finding) => resultOf(report, finding)), ...accepted];
}

function resultOf({ file, document }: FileReport, finding: Finding) {
  return {
    ruleId: finding.code,
    ruleIndex: allRules.findIndex((rule) => rule.code === finding.code),
    level: LEVELS[finding.severity],
    message: { text: words(finding.message, 'en') },
    locations: [location(file, document, finding)],
    ...(finding.related?.length
      ? {
          relatedLocations: finding.related.map((one) => ({
            ...relatedLocation(file, document, one),
            message: { text: words(one.message, 'en') },
          })),
        }
      : {}),
  };
}

function relatedLocation(file: string, document: FileReport['document'], one: Related) {
  if (!one.file) return location(file, document, one);
  const { path, text } = one.file;
  return location(shownPath(path), TextDocument.create('file:///other', '', 0, text), one);
}

function location(file: string, document: FileReport['document'], span: { start: number; end: number }) {
  const start = document.positionAt(span.start);
  const end = document.positionAt(span.end);
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

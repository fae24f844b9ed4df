import type { MessageKey } from '../l10n/message';
import type { Pieces } from '../syntax/pieces';
import type { Finding, Severity } from './finding';

export type Category =
  | 'coverage'
  | 'entry-point'
  | 'sidecar'
  | 'start-order'
  | 'drift'
  | 'variables'
  | 'secrets'
  | 'task'
  /** What a JSON Schema of task definitions says as well: silent where the editor has one. */
  | 'schema'
  | 'custom-rule'
  | 'document'
  | 'profile'
  | 'policy'
  /** What a pipeline makes of a task definition on its way to AWS. */
  | 'pipeline';

/** What a rule says, less what its row already knows. */
export type Report = (finding: Omit<Finding, 'code' | 'severity'> & { severity?: Severity }) => void;

/** A rule is a row: who it is, how serious, and the check. `Subject` is what the check looks at. */
export interface Rule<Subject> {
  /** The slug: diagnostics' code, the name of its page under docs/rules, the key in settings. */
  readonly code: string;
  readonly category: Category;
  readonly severity: Severity;
  /** One line that says what the rule is about: the page's title in both languages. */
  readonly summary: MessageKey;
  readonly check: (subject: Subject, report: Report) => void;
  /** What it says inside a container follows from that container, from what is said of its wiring, from the sidecar, and from
   * what stands in no container: it need not be asked again of a container while only another one changes. */
  readonly isLocal?: boolean;
}

/** The user's choice for one rule. */
export type RuleLevel = Severity | 'off';
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

/** Runs rules over a subject, with the user's severities over the defaults. */
export function runRules<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  levels: RuleLevels,
): Finding[] {
  const run = new Run(subject, levels);
  for (const rule of rules) run.check(rule);
  return run.findings;
}

/** What rules say of one subject. */
class Run<Subject> {
  readonly findings: Finding[] = [];
  private rule: Rule<Subject> | undefined;
  private level: Severity | undefined;

  constructor(
    private readonly subject: Subject,
    private readonly levels: RuleLevels,
  ) {}

  check(rule: Rule<Subject>): void {
    const level = this.levels[rule.code];
    if (level === 'off') return;
    this.rule = rule;
    this.level = level;
    rule.check(this.subject, this.report);
  }

  /** One for all rules: most of them have nothing to say. */
  private readonly report: Report = ({
    start,
    end,
    severity,
    message,
    container,
    isGrouped,
    related,
    fixes,
  }) => {
    const { code, severity: usual } = this.rule!;
    this.findings.push({
      code,
      severity: this.level ?? severity ?? usual,
      start,
      end,
      message,
      container,
      isGrouped,
      related,
      fixes,
    });
  };
}

/** Asks the rules in pieces, one a rule, where the subject is so large that one rule takes its time. */
export function* runRulesInPieces<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  levels: RuleLevels,
  isLarge: boolean,
): Pieces<Finding[]> {
  const run = new Run(subject, levels);
  for (const rule of rules) {
    run.check(rule);
    if (isLarge) yield;
  }
  return run.findings;
}

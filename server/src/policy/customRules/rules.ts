import type { Fix, Severity } from '../../findings/finding';
import type { Report, Rule } from '../../findings/rule';
import type { Region } from '../../syntax/region';
import type { CustomRule } from './customRule';
import type { Problem, ProblemCode, ScriptFix } from './problem';

/** Rows of what is wrong with scripts: they only carry into the document what reading a script has found. */
const row = (code: ProblemCode, severity: Severity): Rule<CustomRule> => ({
  code,
  category: 'custom-rule',
  severity,
  summary: `rule.${code}`,
  check: ({ script, problems, message, messageProblems }, report) => {
    const tell = (region: Region, found: readonly Problem[]): void => {
      for (const problem of found) if (problem.code === code) report(inDocument(region, problem));
    };
    tell(script, problems);
    if (message) tell(message, messageProblems);
  },
});

export const customRuleRules: readonly Rule<CustomRule>[] = [
  row('script-syntax', 'error'),
  row('script-operator', 'error'),
  row('script-unknown-name', 'error'),
  row('script-other-type', 'error'),
  row('script-mismatch', 'error'),
  row('script-not-boolean', 'error'),
  row('script-value', 'error'),
  row('script-regex', 'error'),
  row('script-constant', 'warning'),
  row('script-mixed-operators', 'hint'),
  row('script-type', 'error'),
  row('message-macro', 'warning'),
];

function inDocument(
  region: Region,
  { severity, start, end, message, fixes }: Problem,
): Parameters<Report>[0] {
  return {
    start: region.outside(start),
    end: region.outside(end),
    message,
    ...(severity ? { severity } : {}),
    ...(fixes?.length ? { fixes: fixes.map((fix) => fixOf(region, fix)) } : {}),
  };
}

function fixOf({ node }: Region, { title, edits, isChoice, isSafe }: ScriptFix): Fix {
  return { title, isChoice, isSafe, changes: () => edits.map((edit) => ({ op: 'splice', node, ...edit })) };
}

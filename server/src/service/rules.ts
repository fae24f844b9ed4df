import type { TaskAnalysis } from '../defender/analysis';
import { coverageRules } from '../defender/rules/coverage';
import { entryPointRules } from '../defender/rules/entryPoint';
import { sidecarRules } from '../defender/rules/sidecar';
import { taskRules } from '../ecs/rules';
import type { TaskDefinition } from '../ecs/task';
import type { Finding } from '../findings/finding';
import { type Rule, type RuleLevels, runRules } from '../findings/rule';
import { documentRules } from '../findings/syntax';
import { profileRules } from '../profile/rules';
import type { Tree } from '../syntax/tree';

/** The one place where the rooms' rules come together: settings, pages and reports are made from this list. */
const wiringRules: readonly Rule<TaskAnalysis>[] = [...coverageRules, ...entryPointRules, ...sidecarRules];

export const allRules: readonly Omit<Rule<never>, 'check'>[] = [
  ...wiringRules,
  ...taskRules,
  ...documentRules,
  ...profileRules,
];

export function findingsIn(tree: Tree, analyses: readonly TaskAnalysis[], levels: RuleLevels): Finding[] {
  const findings = [
    ...runRules(documentRules, tree, levels),
    ...analyses.flatMap((analysis) => [
      ...runRules(wiringRules, analysis, levels),
      ...runRules<TaskDefinition>(taskRules, analysis.task, levels),
    ]),
  ];
  return findings.sort((a, b) => a.start - b.start || a.end - b.end);
}

import type { TaskAnalysis } from '../defender/analysis';
import type { Rule } from '../findings/rule';
import { message } from '../l10n/message';
import { isEverything, type PolicySet } from '../policy/set';
import { knownTask } from './tasks';

/** A task definition, and the policies of its set. */
export interface TaskInSet {
  readonly analysis: TaskAnalysis;
  readonly set: PolicySet;
}

const containerWithoutRule: Rule<TaskInSet> = {
  code: 'container-without-rule',
  category: 'policy',
  severity: 'information',
  summary: 'rule.container-without-rule',
  check: ({ analysis, set }, report) => {
    const [policy, another] = set.runtimePolicies;
    // Of several policies nobody can tell which one the Console applies; they say so themselves.
    if (!policy || another) return;
    const enabled = policy.filter(({ isDisabled }) => !isDisabled);
    for (const { isProtected, workload, name, id, start, end } of knownTask(analysis).containers) {
      if (!isProtected) continue;
      const { rule, possible } = set.applied(enabled, workload);
      if (possible.length > 0) continue;
      const isForAll = rule?.collections.some((one) => {
        const scope = set.scopeOf(one);
        return scope !== undefined && isEverything(scope);
      });
      // A policy with one rule for everything is meant like that.
      if (rule && !(isForAll && enabled.length > 1)) continue;
      const text = rule
        ? message('policy.onlyAll', { name, rule: rule.name })
        : message('policy.noRule', { name });
      const related = rule
        ? [{ uri: rule.uri, start: rule.start, end: rule.end, message: message('related.appliedRule') }]
        : [];
      report({ start, end, container: id, message: text, related });
    }
  },
};

export const workspaceRules = [containerWithoutRule];

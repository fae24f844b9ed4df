import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Change } from '../../syntax/edits';
import type { Judged, TaskAnalysis } from '../analysis';
import { hasHealthCheck } from '../generations';
import { asksDefender, setHealthCheck, waitsForSidecar } from '../startOrder';
import { WRAPPER_PATHS } from '../wrapper';

/** Who waits for whom, and whether the sidecar can tell that it is ready (fargate-defender.md section 7.3). */

/** The containers that wait for the sidecar, less those of a generation that waited for START by design. */
function waiting(analysis: TaskAnalysis): Judged[] {
  return analysis.containers.filter((one) => one.wiring.dependsOn && one.state !== 'sidecar');
}

const sidecarCondition: Rule<TaskAnalysis> = {
  code: 'sidecar-condition',
  category: 'start-order',
  severity: 'warning',
  summary: 'rule.sidecar-condition',
  check: (analysis, report) => {
    const { sidecar } = analysis;
    if (!sidecar) return;
    for (const { container, wiring } of waiting(analysis)) {
      const condition = wiring.dependsOn!.field('condition');
      if (condition.isPlaceholder || condition.text === 'HEALTHY') continue;
      const never = condition.text === 'COMPLETE' || condition.text === 'SUCCESS';
      const isOld = wiring.wrappers.some((wrapper) => wrapper.path !== WRAPPER_PATHS[0]);
      // The first generations started this way; that their wiring is old is said once, elsewhere.
      if (!never && isOld) continue;
      const key = condition.isAbsent
        ? 'found.conditionMissing'
        : never
          ? 'found.conditionNever'
          : 'found.condition';
      const fix: Fix = {
        title: message('fix.condition'),
        changes: () => [
          ...(condition.key < 0
            ? [{ op: 'set', object: wiring.dependsOn!.node, key: 'condition', value: 'HEALTHY' } as Change]
            : [{ op: 'replace', node: condition.node, value: 'HEALTHY' } as Change]),
          ...(hasHealthCheck(sidecar) ? [] : [setHealthCheck(sidecar)]),
        ],
      };
      report({
        ...(condition.key < 0 ? wiring.dependsOn!.field('containerName').span : condition.span),
        container: container.id,
        severity: never ? 'error' : undefined,
        message: message(key, {
          name: container.name ?? '',
          condition: condition.text ?? '',
        }),
        related: [{ ...sidecar.container.anchor, message: message('related.sidecar') }],
        fixes: [fix],
      });
    }
  },
};

const sidecarHealthCheck: Rule<TaskAnalysis> = {
  code: 'sidecar-health-check',
  category: 'start-order',
  severity: 'warning',
  summary: 'rule.sidecar-health-check',
  check: (analysis, report) => {
    const { sidecar } = analysis;
    if (!sidecar) return;
    const { container } = sidecar;
    const check = container.field('healthCheck');
    const fixes: Fix[] = [{ title: message('fix.healthCheck'), changes: () => [setHealthCheck(sidecar)] }];
    const name = container.name ?? '';
    if (check.isAbsent) {
      const waits = waiting(analysis).find(
        (one) => one.wiring.dependsOn?.field('condition').text === 'HEALTHY',
      );
      // The first generation had none; that its wiring is old is said once, elsewhere.
      if (!waits && analysis.generation?.healthCheck === false) return;
      report({
        ...container.anchor,
        container: container.id,
        severity: waits ? 'error' : undefined,
        message: message(waits ? 'found.healthyWithoutCheck' : 'found.noHealthCheck', {
          name,
          waiting: waits?.container.name ?? '',
        }),
        related: waits && [
          { ...waits.wiring.dependsOn!.field('condition').span, message: message('related.waitsForHealthy') },
        ],
        fixes,
      });
      return;
    }
    const command = check.struct?.field('command');
    if (!command || command.isOpaque || asksDefender(command.strings)) return;
    report({
      ...(command.key < 0 ? check.keySpan : command.keySpan),
      container: container.id,
      message: message('found.otherHealthCheck', { name }),
      fixes,
    });
  },
};

const sidecarCycle: Rule<TaskAnalysis> = {
  code: 'sidecar-cycle',
  category: 'start-order',
  severity: 'error',
  summary: 'rule.sidecar-cycle',
  check: (analysis, report) => {
    const { sidecar } = analysis;
    if (!sidecar) return;
    const { container } = sidecar;
    for (const item of container.field('dependsOn').structs) {
      const on = item.field('containerName');
      if (on.text === undefined || on.text === container.name || !waitsForSidecar(analysis, on.text))
        continue;
      report({
        ...on.span,
        container: container.id,
        message: message('found.sidecarCycle', { name: on.text }),
      });
    }
    const log = container.field('logConfiguration').struct?.field('logDriver');
    const router = analysis.containers.find((one) => !one.container.field('firelensConfiguration').isAbsent);
    const name = router?.container.name;
    if (log?.text !== 'awsfirelens' || !router || name === undefined || !waitsForSidecar(analysis, name))
      return;
    report({
      ...log.span,
      container: container.id,
      message: message('found.firelensCycle', { name }),
      related: [{ ...router.container.anchor, message: message('related.router') }],
    });
  },
};

const SHORTEST_START = 20;

const sidecarStartTimeout: Rule<TaskAnalysis> = {
  code: 'sidecar-start-timeout',
  category: 'start-order',
  severity: 'information',
  summary: 'rule.sidecar-start-timeout',
  check: (analysis, report) => {
    const { sidecar } = analysis;
    const field = sidecar?.container.field('startTimeout');
    if (!field || field.isAbsent || field.isPlaceholder) return;
    const seconds = Number(field.text ?? field.tree.source(field.node));
    if (!(seconds < SHORTEST_START)) return;
    // After START nobody waits for as long as that.
    if (!waiting(analysis).some((one) => one.wiring.dependsOn!.field('condition').text !== 'START')) return;
    report({
      ...field.span,
      container: sidecar!.container.id,
      message: message('found.startTimeout', { seconds, shortest: SHORTEST_START }),
    });
  },
};

export const startOrderRules = [sidecarCondition, sidecarHealthCheck, sidecarCycle, sidecarStartTimeout];

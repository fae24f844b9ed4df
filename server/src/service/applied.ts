import { type Message, message } from '../l10n/message';
import type { RuntimeRuleFacts } from '../policy/facts';
import type { Applied, In, KnownContainer, PolicySet } from '../policy/set';
import { knownTask } from '../workspace/tasks';
import type { Lens } from './lens';
import type { Model } from './model';

/** What rules are for, and what is applied to containers: a line above each. */
export function policyLensesIn(model: Model): Lens[] {
  return [...ruleLenses(model), ...containerLenses(model)];
}

function ruleLenses({ policy, set, document }: Model): Lens[] {
  const own = set.members.find(({ uri }) => uri === document.uri)?.policy;
  if (policy?.kind !== 'runtime' || !own || !set.containers.some(({ isProtected }) => isProtected)) return [];
  return own.runtimeRules.flatMap((rule, at): Lens[] => {
    const struct = policy.items[at];
    if (!struct) return [];
    const start = policy.tree.start(struct.node);
    const span = { start, end: start + 1 };
    if (rule.isDisabled) return [{ ...span, title: message('lens.ruleOff') }];
    const targets = set.targetsOf(rule, own.runtimeRules);
    const sure = targets.filter(({ isSure }) => isSure);
    const files = new Set(targets.map(({ uri }) => uri)).size;
    const title =
      targets.length === 0
        ? message('lens.ruleNowhere')
        : message(sure.length === targets.length ? 'lens.ruleApplies' : 'lens.ruleMayApply', {
            sure: sure.length,
            all: targets.length,
            files,
          });
    return [{ ...span, title, shows: targets }];
  });
}

function containerLenses({ analyses, set, tree }: Model): Lens[] {
  if (!set.hasRuntimePolicy) return [];
  return analyses.flatMap((analysis) =>
    knownTask(analysis)
      .containers.filter(({ isProtected }) => isProtected)
      .map((container): Lens => {
        const start = tree.start(container.id);
        const applied = set.applied(set.runtimeRules, container.workload);
        const shows = [...applied.possible, ...(applied.rule ? [applied.rule] : [])];
        return { start, end: start + 1, title: appliedTo(container, applied), shows };
      }),
  );
}

/** Which rule counts for a container, in a line. */
function appliedTo(container: KnownContainer, { rule, possible }: Applied<In<RuntimeRuleFacts>>): Message {
  const others = possible.map(({ name }) => name).join(', ');
  if (!rule) return possible.length > 0 ? message('lens.maybe', { others }) : message('lens.noRule');
  const { effects } = rule;
  const args = {
    rule: rule.name,
    others,
    processes: [stateOf(effects.processes)],
    network: [stateOf(effects.network)],
    dns: [stateOf(effects.dns)],
    files: [container.monitoring === false ? message('policy.state.blind') : stateOf(effects.filesystem)],
  };
  return message(possible.length > 0 ? 'lens.appliedUnless' : 'lens.applied', args);
}

function stateOf(effect: string | undefined): Message {
  if (effect === 'alert' || effect === 'prevent') return message(`policy.state.${effect}`);
  return message('policy.state.off');
}

/** What is applied to the container at a place of the document, in paragraphs of Markdown; undefined where none stands
 * there, or no policy is known. */
export function effectivePolicy({ analyses, set }: Model, offset: number): Message[] | undefined {
  if (!set.hasRuntimePolicy) return undefined;
  for (const analysis of analyses) {
    const { task } = analysis;
    for (const container of knownTask(analysis).containers) {
      const { tree } = task;
      if (offset < tree.start(container.id) || offset > tree.end(container.id)) continue;
      return container.isProtected
        ? paragraphsOf(container, set)
        : [message('effective.unprotected', { name: container.name })];
    }
  }
  return undefined;
}

function paragraphsOf(container: KnownContainer, set: PolicySet): Message[] {
  const { rule, possible } = set.applied(set.runtimeRules, container.workload);
  const { workload, name } = container;
  const unknown = '?';
  const said = [
    message('effective.title', { name }),
    message('effective.seenAs', {
      image: workload.image ?? unknown,
      container: workload.container ?? unknown,
      appID: workload.appID ?? unknown,
    }),
  ];
  if (possible.length > 0)
    said.push(message('effective.possible', { rules: possible.map((one) => one.name).join(', ') }));
  if (!rule) return [...said, message('effective.none')];
  const { effects } = rule;
  said.push(
    message('effective.rule', {
      rule: rule.name,
      collections: rule.collections.map((one) => one.name).join(', '),
    }),
    message('effective.tabs', {
      processes: [stateOf(effects.processes)],
      network: [stateOf(effects.network)],
      dns: [stateOf(effects.dns)],
      files: [stateOf(effects.filesystem)],
      wildFire: [stateOf(effects.wildFireAnalysis)],
      feed: [message(rule.feed ? 'policy.state.alert' : 'policy.state.off')],
    }),
  );
  if (rule.allowedProcesses.length > 0)
    said.push(message('effective.allowed', { processes: rule.allowedProcesses.join(', ') }));
  for (const { id, effect } of rule.customRules)
    said.push(
      message('effective.customRule', {
        name: set.customRules.get(id)?.name ?? String(id),
        effect: effect ?? '?',
      }),
    );
  if (container.monitoring === false) said.push(message('effective.blind'));
  return said;
}

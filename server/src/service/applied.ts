import { type Message, message } from '../l10n/message';
import type { RuleFacts, RuntimeRuleFacts, WaasApplication, WaasRuleFacts } from '../policy/facts';
import type { Applied, In, KnownContainer, PolicySet } from '../policy/set';
import type { Struct } from '../syntax/view';
import { knownTask } from '../workspace/tasks';
import type { Lens } from './lens';
import type { Model } from './model';

/** What rules are for, and what is applied to containers: a line above each. */
export function policyLensesIn(model: Model): Lens[] {
  return [...ruleLenses(model), ...containerLenses(model)];
}

function ruleLenses({ policy, set, document }: Model): Lens[] {
  const own = set.members.find(({ uri }) => uri === document.uri)?.policy;
  if (!policy || !own || !set.containers.some(({ isProtected }) => isProtected)) return [];
  return [
    ...lensesOver(own.runtimeRules, policy.items, set),
    ...lensesOver<WaasRuleFacts>(own.waasRules, policy.items, set),
  ];
}

/** Over each rule of one document the containers that it is for. */
function lensesOver<T extends RuleFacts>(
  rules: readonly T[],
  items: readonly Struct[],
  set: PolicySet,
): Lens[] {
  return rules.flatMap((rule, at): Lens[] => {
    const struct = items[at];
    if (!struct) return [];
    const start = struct.tree.start(struct.node);
    const span = { start, end: start + 1 };
    if (rule.isDisabled) return [{ ...span, title: message('lens.ruleOff') }];
    const targets = set.targetsOf(rule, rules);
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
  const [policy, another] = set.runtimePolicies;
  if (!policy) return [];
  return analyses.flatMap((analysis) =>
    knownTask(analysis)
      .containers.filter(({ isProtected }) => isProtected)
      .map((container): Lens => {
        const start = tree.start(container.id);
        const span = { start, end: start + 1 };
        if (another) {
          const shows = set.wholes('runtime').map(({ uri }) => ({ uri, start: 0, end: 0 }));
          return { ...span, title: message('lens.severalPolicies', { count: shows.length }), shows };
        }
        const applied = set.applied(policy, container.workload);
        const shows = [...applied.possible, ...(applied.rule ? [applied.rule] : [])];
        return { ...span, title: appliedTo(container, applied), shows };
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
  if (set.runtimePolicies.length === 0 && set.waasPolicies.length === 0) return undefined;
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
  const { workload, name } = container;
  const unknown = '?';
  return [
    message('effective.title', { name }),
    message('effective.seenAs', {
      image: workload.image ?? unknown,
      container: workload.container ?? unknown,
      appID: workload.appID ?? unknown,
    }),
    ...ofPolicy(set.runtimePolicies, container, set, (rule) => runtimeParagraphs(rule, container, set)),
    ...(set.waasPolicies.length > 0 ? [message('effective.waas')] : []),
    ...ofPolicy(set.waasPolicies, container, set, (rule) => rule.applications.flatMap(applicationParagraphs)),
  ];
}

/** What the one policy of a kind comes to; of several, nobody can tell which one the Console applies. */
function ofPolicy<T extends RuleFacts>(
  policies: readonly (readonly T[])[],
  { workload }: KnownContainer,
  set: PolicySet,
  about: (rule: T) => Message[],
): Message[] {
  const [policy, another] = policies;
  if (another) return [message('effective.several', { count: policies.length })];
  if (!policy) return [];
  const { rule, possible } = set.applied(policy, workload);
  const others = possible.map((one) => one.name).join(', ');
  return [
    ...(possible.length > 0 ? [message('effective.possible', { rules: others })] : []),
    ...(rule ? [appliedRule(rule), ...about(rule)] : [message('effective.none')]),
  ];
}

function appliedRule({ name, collections }: RuleFacts): Message {
  return message('effective.rule', {
    rule: name,
    collections: collections.map((one) => one.name).join(', '),
  });
}

function runtimeParagraphs(
  { effects, feed, allowedProcesses, customRules }: RuntimeRuleFacts,
  { monitoring }: KnownContainer,
  set: PolicySet,
): Message[] {
  return [
    message('effective.tabs', {
      processes: [stateOf(effects.processes)],
      network: [stateOf(effects.network)],
      dns: [stateOf(effects.dns)],
      files: [stateOf(effects.filesystem)],
      wildFire: [stateOf(effects.wildFireAnalysis)],
      feed: [message(feed ? 'policy.state.alert' : 'policy.state.off')],
    }),
    ...(allowedProcesses.length > 0
      ? [message('effective.allowed', { processes: allowedProcesses.join(', ') })]
      : []),
    ...customRules.map(({ id, effect }) =>
      message('effective.customRule', {
        name: set.customRules.get(id)?.name ?? String(id),
        effect: effect ?? '?',
      }),
    ),
    ...(monitoring === false ? [message('effective.blind')] : []),
  ];
}

/** The ports of an application behind the firewall, and what its protections do. */
function applicationParagraphs({ appID, endpoints, effects }: WaasApplication): Message[] {
  const ports = endpoints.map(({ exposed, internal }) => `${exposed ?? '?'} → ${internal ?? '?'}`);
  const namesWith = (effect: string): string =>
    Object.keys(effects)
      .filter((name) => effects[name] === effect)
      .join(', ');
  return [
    message('effective.application', { appID: appID || '?', ports: ports.join(', ') || '?' }),
    ...[...new Set(Object.values(effects))].map((effect) =>
      message('effective.protections', { effect, names: namesWith(effect) }),
    ),
  ];
}

import type { Fix, Related } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { type Message, message } from '../../l10n/message';
import type { Struct } from '../../syntax/view';
import type { RuntimeRuleFacts } from '../facts';
import type { In, KnownContainer, PolicySet, Target } from '../set';
import { type PolicySubject, row } from './row';

/** Runtime rules against the task definitions of their set, and against the settings that they rely on. */

const runtime = ['runtime'] as const;

/** Every enabled rule, with the place of what it is made from. */
function enabled({
  document,
  facts,
}: PolicySubject): { readonly rule: RuntimeRuleFacts; readonly struct: Struct }[] {
  return facts.runtimeRules
    .map((rule, place) => ({ rule, struct: document.items[place] }))
    .filter(({ rule }) => !rule.isDisabled);
}

/** The containers that one rule of the document is applied to, by its order. Of several policies nobody can tell which
 * one the Console applies; they say so themselves. */
const targetsOf = (rule: RuntimeRuleFacts, { facts, set }: PolicySubject): Target[] =>
  set.runtimePolicies.length > 1 ? [] : set.targetsOf(rule, facts.runtimeRules);

const placesOf = (containers: readonly In<KnownContainer>[], text: (name: string) => Message): Related[] =>
  containers.map(({ uri, start, end, name, monitoringAt }) => ({
    uri,
    ...(monitoringAt ?? { start, end }),
    message: text(name),
  }));

const namesOf = (containers: readonly KnownContainer[]): string =>
  [...new Set(containers.map(({ name }) => name))].join(', ');

const isOn = (effect: string | undefined): boolean => effect === 'alert' || effect === 'prevent';

/** What of a rule watches files, at its switch. */
function fileFeature(rule: RuntimeRuleFacts, struct: Struct, set: PolicySet) {
  if (isOn(rule.effects.filesystem)) return struct.field('filesystem').struct!.field('effect');
  if (isOn(rule.effects.wildFireAnalysis)) return struct.field('wildFireAnalysis');
  if (rule.feed) return struct.field('advancedProtection');
  const usesFiles = rule.customRules.some(({ id }) => set.customRules.get(id)?.type === 'filesystem');
  return usesFiles ? struct.field('customRules') : undefined;
}

const needsMonitoring = row('runtime-fs-needs-monitoring', 'warning', runtime, (subject, report) => {
  for (const { rule, struct } of enabled(subject)) {
    const feature = fileFeature(rule, struct, subject.set);
    const blind = feature ? targetsOf(rule, subject).filter(({ monitoring }) => monitoring === false) : [];
    if (blind.length === 0) continue;
    const span = feature!.isArray ? feature!.keySpan : feature!.span;
    report({
      ...span,
      severity: blind.some(({ isSure }) => isSure) ? undefined : 'information',
      message: message('policy.needsMonitoring', { rule: rule.name, names: namesOf(blind) }),
      related: placesOf(blind, (name) => message('related.monitoringOff', { name })),
      fixes: [...new Set(blind.map(({ uri }) => uri))].map(switchOn),
    });
  }
});

/** Switches file system monitoring on in the task definitions of another document. */
const switchOn = (uri: string): Fix => ({
  title: message('fix.monitoringElsewhere', { file: uri.slice(uri.lastIndexOf('/') + 1) }),
  changes: () => [],
  elsewhere: { uri, work: 'monitoringOn' },
});

const sensorUnused = row('runtime-fs-sensor-unused', 'hint', runtime, (subject, report) => {
  for (const { rule, struct } of enabled(subject)) {
    if (fileFeature(rule, struct, subject.set)) continue;
    const watched = targetsOf(rule, subject).filter((one) => one.isSure && one.monitoring === true);
    if (watched.length === 0) continue;
    report({
      start: rule.start,
      end: rule.end,
      message: message('policy.sensorUnused', { rule: rule.name, names: namesOf(watched) }),
      related: placesOf(watched, (name) => message('related.monitoringOn', { name })),
    });
  }
});

const noTask = row('runtime-scope-no-task', 'information', runtime, (subject, report) => {
  const { set } = subject;
  if (!set.containers.some(({ isProtected }) => isProtected)) return;
  for (const { rule } of enabled(subject)) {
    if (rule.collections.length === 0 || set.containersOf(rule).length > 0) continue;
    report({ start: rule.start, end: rule.end, message: message('policy.noTask', { rule: rule.name }) });
  }
});

const entryProcess = row('runtime-allow-list-entry-point', 'warning', runtime, (subject, report) => {
  for (const { rule, struct } of enabled(subject)) {
    const { allowedProcesses, effects } = rule;
    if (allowedProcesses.length === 0 || !isOn(effects.processes)) continue;
    const left = targetsOf(rule, subject).filter(
      (one) => one.isSure && one.process !== undefined && !allowedProcesses.includes(one.process),
    );
    if (left.length === 0) continue;
    const list = struct.field('processes').struct!.field('whitelist');
    const processes = [...new Set(left.map((one) => one.process!))];
    const text = message(effects.processes === 'prevent' ? 'policy.entryStopped' : 'policy.entryReported', {
      processes: processes.join(', '),
      names: namesOf(left),
    });
    report({
      ...list.keySpan,
      severity: effects.processes === 'prevent' ? 'error' : undefined,
      message: text,
      related: placesOf(
        left.map((one) => ({ ...one, monitoringAt: undefined })),
        (name) => message('related.matchedContainer', { name }),
      ),
      fixes: [
        {
          title: message('fix.addItems', { items: processes.join(', ') }),
          changes: () => [{ op: 'append', array: list.node, values: processes }],
        },
      ],
    });
  }
});

const wildFireOff = row('runtime-wildfire-off', 'warning', runtime, (subject, report) => {
  if (subject.set.stated('wildFire') !== false) return;
  for (const { rule, struct } of enabled(subject)) {
    if (rule.effects.wildFireAnalysis !== 'alert') continue;
    report({ ...struct.field('wildFireAnalysis').span, message: message('policy.wildFireOff') });
  }
});

const feedEmpty = row('runtime-custom-feed-empty', 'information', runtime, (subject, report) => {
  if (subject.set.stated('signatures') !== 0) return;
  for (const { rule, struct } of enabled(subject))
    if (rule.feed)
      report({ ...struct.field('advancedProtection').span, message: message('policy.feedEmpty') });
});

export const taskPolicyRules: readonly Rule<PolicySubject>[] = [
  needsMonitoring,
  sensorUnused,
  noTask,
  entryProcess,
  wildFireOff,
  feedEmpty,
];

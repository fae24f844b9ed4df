import type { Report, Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Struct } from '../../syntax/view';
import { anchorOf, type CustomRuleFacts, textsOf } from '../facts';
import { mentions, valuesOf } from '../script';
import type { PolicySet } from '../set';
import { type PolicySubject, row, takeOut } from './row';

/** Custom rules as runtime rules attach them. */

const runtime = ['runtime'] as const;

/** What is known of an attached custom rule: from the set, else from the copy that stands beside its number. */
interface Reference {
  readonly struct: Struct;
  readonly owner: Struct;
  readonly id?: number;
  readonly effect?: string;
  readonly rule?: Pick<CustomRuleFacts, 'name' | 'type' | 'script'>;
}

function referencesIn({ document, set }: PolicySubject): Reference[] {
  return document.items.flatMap((owner) =>
    owner.field('customRules').structs.map((struct) => {
      const id = struct.field('_id').number;
      const [type, script] = [struct.field('type').text, struct.field('script').text];
      const copy = type && script ? { name: struct.field('name').text ?? '', type, script } : undefined;
      const known = id === undefined ? undefined : set.customRules.get(id);
      return { struct, owner, id, effect: struct.field('effect').text, rule: known ?? copy };
    }),
  );
}

const onId = ({ struct }: Reference) => anchorOf(struct, '_id');
const onEffect = ({ struct }: Reference) => anchorOf(struct, 'effect');

/** How many rules the vendor delivers, numbered from one; they are not in a list of a team's own. */
const VENDOR_RULES = 51;

/** Whether a number may be one of the vendor's rules, which a set that holds none of them does not know. */
export function mayBeVendors(id: number, set: PolicySet): boolean {
  return id <= VENDOR_RULES && ![...set.customRules.values()].some(({ isSystem }) => isSystem);
}

const unknown = row('runtime-unknown-custom-rule', 'error', runtime, (subject, report) => {
  const { set } = subject;
  if (!set.has('customRules')) return;
  for (const one of referencesIn(subject)) {
    if (one.id === undefined || one.rule || mayBeVendors(one.id, set)) continue;
    report({ ...onId(one), message: message('policy.unknownCustomRule', { id: one.id }) });
  }
});

const RUNTIME_TYPES = ['processes', 'filesystem', 'network-outgoing'];

const wrongType = row('runtime-custom-rule-type', 'error', runtime, (subject, report) => {
  for (const one of referencesIn(subject)) {
    const { rule } = one;
    if (!rule?.type || RUNTIME_TYPES.includes(rule.type)) continue;
    report({ ...onId(one), message: message('policy.customRuleType', { name: rule.name, type: rule.type }) });
  }
});

const fileSystem = row('runtime-custom-rule-filesystem', 'information', runtime, (subject, report) => {
  for (const one of referencesIn(subject))
    if (one.rule?.type === 'filesystem')
      report({ ...onId(one), message: message('policy.customRuleFilesystem', { name: one.rule.name }) });
});

/** Attributes of which a Defender learns too late to prevent anything. */
const LATE = ['proc.cmdline', 'file.type', 'file.md5'];

const prevents = row('runtime-custom-rule-prevent', 'error', runtime, (subject, report) => {
  for (const one of referencesIn(subject)) {
    const attribute = one.effect === 'prevent' && LATE.find((name) => mentions(one.rule?.script, name));
    if (!attribute) continue;
    const text = message('policy.customRulePrevent', { name: one.rule!.name, attribute });
    report({ ...onEffect(one), message: text });
  }
});

const preventsExisting = row(
  'runtime-custom-rule-prevent-existing',
  'information',
  runtime,
  (subject, report) => {
    for (const one of referencesIn(subject)) {
      if (one.effect !== 'prevent' || one.rule?.type !== 'filesystem') continue;
      report({ ...onEffect(one), message: message('policy.preventExisting', { name: one.rule.name }) });
    }
  },
);

const interactive = row('runtime-custom-rule-interactive', 'warning', runtime, (subject, report) => {
  for (const one of referencesIn(subject))
    if (mentions(one.rule?.script, 'proc.interactive'))
      report({ ...onId(one), message: message('policy.interactive', { name: one.rule!.name }) });
});

const duplicate = row('runtime-custom-rule-duplicate', 'error', runtime, (subject, report) => {
  const seen = new Map<string, Reference>();
  for (const one of referencesIn(subject)) {
    if (one.id === undefined) continue;
    const key = `${one.owner.node} ${one.id}`;
    const first = seen.get(key);
    if (!first) seen.set(key, one);
    else
      report({
        ...onId(one),
        message: message('policy.attachedTwice', { id: one.id }),
        related: [{ ...onId(first), message: message('related.first') }],
        fixes: [takeOut(one.struct.node, String(one.id))],
      });
  }
});

const allowAction = row('runtime-custom-rule-allow-action', 'warning', runtime, (subject, report) => {
  for (const { struct, effect } of referencesIn(subject)) {
    const action = struct.field('action');
    if (effect !== 'allow' || !action.text) continue;
    report({
      ...action.span,
      message: message('policy.allowAction'),
      fixes: [takeOut(action.key, 'action')],
    });
  }
});

const missingEffect = row('runtime-custom-rule-missing-effect', 'error', runtime, (subject, report) => {
  for (const one of referencesIn(subject)) {
    const { struct, effect } = one;
    const lacks = (name: string): boolean => struct.field(name).isAbsent || struct.field(name).text === '';
    const name = lacks('effect') ? 'effect' : effect !== 'allow' && lacks('action') ? 'action' : undefined;
    if (name) report({ ...onId(one), message: message('policy.missingEffect', { name }) });
  }
});

/** What lists of the same rule a custom rule with the effect allow can overrule: attribute, tab and list. */
const OVERRULED = [
  ['proc.name', 'processes', 'blacklist'],
  ['file.path', 'filesystem', 'blacklist'],
  ['net.outgoing_ip', 'network', 'blacklistIPs'],
] as const;

const conflict = row('runtime-custom-rule-conflict', 'information', runtime, (subject, report) => {
  for (const one of referencesIn(subject)) {
    if (one.effect === 'allow' && one.rule) reportOverruled(one, one.rule, report);
  }
});

function reportOverruled(one: Reference, rule: NonNullable<Reference['rule']>, report: Report): void {
  for (const [attribute, tab, list] of OVERRULED) {
    const denied = one.owner.field(tab).struct?.field(list);
    if (!denied) continue;
    const values = valuesOf(rule.script, attribute).filter((value) => textsOf(denied).includes(value));
    if (values.length === 0) continue;
    report({
      ...onId(one),
      message: message('policy.overruled', { name: rule.name, values: values.join(', ') }),
      related: [{ ...denied.keySpan, message: message('related.denyList') }],
    });
  }
}

const repeatedScript = row('runtime-custom-rule-order', 'information', runtime, (subject, report) => {
  const before: Reference[] = [];
  for (const one of referencesIn(subject)) {
    const same = before.find(
      (other) => other.owner.node === one.owner.node && other.id !== one.id && isSame(other.rule, one.rule),
    );
    before.push(one);
    if (!same) continue;
    const names = { name: one.rule!.name, other: same.rule!.name };
    const related = [{ ...onId(same), message: message('related.first') }];
    report({ ...onId(one), message: message('policy.repeatedScript', names), related });
  }
});

function isSame(a: Reference['rule'], b: Reference['rule']): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return a !== undefined && b !== undefined && a.type === b.type && plain(a.script) === plain(b.script);
}

export const attachedRules: readonly Rule<PolicySubject>[] = [
  unknown,
  wrongType,
  fileSystem,
  prevents,
  preventsExisting,
  interactive,
  duplicate,
  allowAction,
  missingEffect,
  conflict,
  repeatedScript,
];

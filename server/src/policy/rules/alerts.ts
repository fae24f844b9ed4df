import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Field, Struct } from '../../syntax/view';
import { anchorOf, itemsOf, RULE_TRIGGERS } from '../facts';
import { PROVIDERS } from '../schema/alerts';
import { isFilledList, type PolicySubject, row, setTo, spanOf, takeOut } from './row';

/** Alert profiles: what they send, when, and whether it can arrive. */

const profiles = ['alertProfiles'] as const;

/** The providers that a profile switches on. */
const enabledIn = (profile: Struct): Struct[] =>
  PROVIDERS.flatMap((name) => profile.field(name).struct ?? []).filter(isEnabled);
const isEnabled = (part: Struct): boolean => part.field('enabled').boolean === true;

const noProvider = row('alert-no-provider', 'warning', profiles, ({ document }, report) => {
  for (const profile of document.items) {
    const elsewhere = profile.field('external').boolean === true || !profile.field('integrationID').isAbsent;
    if (elsewhere || profile.field('disabled').boolean === true || enabledIn(profile).length > 0) continue;
    const name = profile.field('name').text ?? '';
    report({ ...anchorOf(profile), message: message('policy.noProvider', { name }) });
  }
});

const manyProviders = row('alert-many-providers', 'information', profiles, ({ document }, report) => {
  for (const profile of document.items) {
    const enabled = PROVIDERS.filter((name) => {
      const part = profile.field(name).struct;
      return part && isEnabled(part);
    });
    if (enabled.length < 2) continue;
    const text = message('policy.manyProviders', { names: enabled.join(', ') });
    report({ ...profile.field(enabled[1]).keySpan, message: text });
  }
});

/** The triggers of a profile: key, and switch. */
function triggersOf(profile: Struct): { readonly key: Field; readonly trigger: Struct }[] {
  const policy = profile.field('policy').struct;
  if (!policy) return [];
  return policy.keys.flatMap((node) => {
    const key = policy.field(policy.tree.string(node));
    return key.struct ? { key, trigger: key.struct } : [];
  });
}

const noTrigger = row('alert-no-trigger', 'warning', profiles, ({ document }, report) => {
  for (const profile of document.items) {
    const policy = profile.field('policy');
    if (policy.isOpaque || profile.field('disabled').boolean === true) continue;
    if (triggersOf(profile).some(({ trigger }) => isEnabled(trigger) || trigger.field('enabled').isOpaque))
      continue;
    const span = policy.key >= 0 ? policy.keySpan : anchorOf(profile);
    report({ ...span, message: message('policy.noTrigger') });
  }
});

/** Triggers without a policy behind them: there is no rule to select. */
const WITHOUT_RULES = ['defender', 'incident', 'waasHealth', 'cloudDiscovery'];

/** Checks every trigger that is on. */
function onTriggers({ document }: PolicySubject, check: (trigger: Struct, key: Field) => void): void {
  for (const profile of document.items)
    for (const { key, trigger } of triggersOf(profile)) if (isEnabled(trigger)) check(trigger, key);
}

const rulesIgnored = row('alert-rules-ignored', 'information', profiles, (subject, report) =>
  onTriggers(subject, (trigger, key) => {
    const rules = trigger.field('rules');
    if (
      WITHOUT_RULES.includes(key.name) ||
      trigger.field('allRules').boolean !== true ||
      !isFilledList(rules)
    )
      return;
    report({ ...rules.keySpan, message: message('policy.rulesIgnored', { trigger: key.name }) });
  }),
);

const rulesEmpty = row('alert-rules-empty', 'warning', profiles, (subject, report) =>
  onTriggers(subject, (trigger, key) => {
    const [all, rules] = [trigger.field('allRules'), trigger.field('rules')];
    if (WITHOUT_RULES.includes(key.name) || all.boolean !== false || isFilledList(rules) || rules.isOpaque)
      return;
    report({
      ...all.span,
      message: message('policy.rulesEmpty', { trigger: key.name }),
      fixes: [setTo(all.node, true)],
    });
  }),
);

const withoutPolicy = row('alert-trigger-without-policy', 'information', profiles, (subject, report) =>
  onTriggers(subject, (trigger, key) => {
    const rules = trigger.field('rules');
    if (!WITHOUT_RULES.includes(key.name) || !isFilledList(rules)) return;
    report({
      ...rules.keySpan,
      message: message('policy.triggerWithoutPolicy', { trigger: key.name }),
      fixes: [takeOut(rules.key, 'rules')],
    });
  }),
);

const unknownRule = row('alert-unknown-rule', 'error', profiles, (subject, report) =>
  onTriggers(subject, (trigger, key) => {
    if (!Object.hasOwn(RULE_TRIGGERS, key.name)) return;
    const kind = RULE_TRIGGERS[key.name as keyof typeof RULE_TRIGGERS];
    const { set } = subject;
    if (!set.has(kind) || trigger.field('allRules').boolean !== false) return;
    const rules = kind === 'runtime' ? set.runtimeRules : set.waasRules;
    for (const { name, ...span } of itemsOf(trigger.field('rules'))) {
      if (rules.some((one) => one.name === name)) continue;
      report({ ...span, message: message('policy.unknownRule', { name, trigger: key.name }) });
    }
  }),
);

/** Checks the settings of one provider where it is on. */
function onProvider(subject: PolicySubject, name: string, check: (part: Struct) => void): void {
  for (const profile of subject.document.items) {
    const part = profile.field(name).struct;
    if (part && isEnabled(part)) check(part);
  }
}

const recipients = row('alert-email-recipients', 'error', profiles, (subject, report) =>
  onProvider(subject, 'email', (email) => {
    const list = email.field('recipients');
    const isEmpty = list.isAbsent || (list.isArray && list.strings.every((one) => one === ''));
    if (isEmpty && !list.isOpaque) {
      const span = list.key >= 0 ? list.span : email.field('enabled').span;
      report({ ...span, message: message('policy.recipients') });
    }
  }),
);

const smtp = row('alert-email-smtp', 'error', profiles, (subject, report) =>
  onProvider(subject, 'email', (email) => {
    const missing = ['smtpAddress', 'port', 'from'].filter((name) => {
      const field = email.field(name);
      return field.isAbsent || field.text === '' || field.number === 0;
    });
    if (missing.length === 0) return;
    report({
      ...email.field('enabled').span,
      message: message('policy.smtp', { names: missing.join(', ') }),
    });
  }),
);

const port25 = row('alert-email-port-25', 'warning', profiles, (subject, report) =>
  onProvider(subject, 'email', (email) => {
    const port = email.field('port');
    if (port.number === 25) report({ ...port.span, message: message('policy.port25') });
  }),
);

const ssl = row('alert-email-ssl', 'warning', profiles, (subject, report) =>
  onProvider(subject, 'email', (email) => {
    const [port, isSsl] = [email.field('port').number, email.field('ssl')];
    const isWrong = (port === 587 && isSsl.boolean === true) || (port === 465 && isSsl.boolean === false);
    if (!isWrong) return;
    report({
      ...isSsl.span,
      message: message(port === 587 ? 'policy.ssl587' : 'policy.ssl465'),
      fixes: [setTo(isSsl.node, port !== 587)],
    });
  }),
);

const slackUrl = row('alert-slack-url', 'error', profiles, (subject, report) =>
  onProvider(subject, 'slack', (slack) => {
    const url = slack.field('webhookUrl');
    if (url.isPlaceholder) return;
    const span = url.key >= 0 ? url.span : slack.field('enabled').span;
    if (!url.text) report({ ...span, message: message('policy.slackNoUrl') });
    else if (!/^https:\/\//i.test(url.text)) report({ ...span, message: message('policy.slackNotHttps') });
    else if (!/^https:\/\/hooks\.slack(?:-gov)?\.com\//i.test(url.text))
      report({ ...span, severity: 'hint', message: message('policy.slackHost') });
  }),
);

const idName = row('alert-id-name', 'warning', profiles, ({ document }, report) => {
  for (const profile of document.items) {
    const [id, name] = [profile.field('_id'), profile.field('name').text];
    if (!id.text || !name || id.text === name || id.isPlaceholder) continue;
    const text = message('policy.idName', { id: id.text, name });
    report({ ...spanOf(id.tree, id.node), message: text, fixes: [setTo(id.node, name)] });
  }
});

export const alertRules: readonly Rule<PolicySubject>[] = [
  noProvider,
  manyProviders,
  noTrigger,
  rulesIgnored,
  rulesEmpty,
  withoutPolicy,
  unknownRule,
  recipients,
  smtp,
  port25,
  ssl,
  slackUrl,
  idName,
];

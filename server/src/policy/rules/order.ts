import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { NONE } from '../../syntax/tree';
import { anchorOf, type RuntimeRuleFacts } from '../facts';
import { contains, type Scope } from '../scope';
import { isEverything, type PolicySet } from '../set';
import { type PolicySubject, row } from './row';

/** The order of runtime rules: the first enabled one that fits is applied, and no other. */

const runtime = ['runtime'] as const;

const duplicateName = row('runtime-duplicate-name', 'error', runtime, ({ facts }, report) => {
  for (const [place, rule] of facts.runtimeRules.entries()) {
    if (rule.name === '') continue;
    const before = facts.runtimeRules.slice(0, place);
    const same = before.find((one) => one.name === rule.name);
    const alike = same ?? before.find((one) => one.name.toLowerCase() === rule.name.toLowerCase());
    if (!alike) continue;
    report({
      start: rule.start,
      end: rule.end,
      severity: same ? undefined : 'hint',
      message: message(same ? 'policy.duplicateName' : 'policy.alikeName', { name: rule.name }),
      related: [{ start: alike.start, end: alike.end, message: message('related.first') }],
    });
  }
});

const disabledRule = row('runtime-disabled-rule', 'hint', runtime, ({ document }, report) => {
  for (const rule of document.items) {
    const disabled = rule.field('disabled');
    if (disabled.boolean !== true) continue;
    const name = rule.field('name').text ?? '';
    report({ ...anchorOf(rule), message: message('policy.disabledRule', { name }) });
  }
});

const emptyPolicy = row('runtime-empty-policy', 'information', runtime, ({ document, facts }, report) => {
  if (!document.isPolicy || facts.runtimeRules.some((rule) => !rule.isDisabled)) return;
  const { tree, root } = document;
  const rules = root?.field('rules');
  if (!rules || rules.isOpaque) return;
  const start = tree.start(0);
  const span = rules.key === NONE ? { start, end: start + 1 } : rules.keySpan;
  report({ ...span, message: message(document.items.length > 0 ? 'policy.allDisabled' : 'policy.noRules') });
});

const rename = row('runtime-rename', 'information', runtime, ({ document, set }, report) => {
  for (const rule of document.items) {
    const previous = rule.field('previousName');
    const name = rule.field('name').text;
    if (!previous.text || previous.text === name) continue;
    const followers = set.members.flatMap(({ uri, policy }) =>
      (policy?.selectedRules ?? [])
        .filter((one) => one.trigger === 'appEmbeddedRuntime' && one.name === previous.text)
        .map(({ start, end }) => ({ uri, start, end, message: message('related.oldName') })),
    );
    const text = message('policy.rename', { previous: previous.text, name: name ?? '' });
    report({ ...previous.span, message: text, related: followers });
  }
});

/** The scopes of a rule; undefined where one of them is not known here. */
function scopesOf(rule: RuntimeRuleFacts, set: PolicySet): readonly Scope[] | undefined {
  const scopes = rule.collections.map((one) => set.scopeOf(one));
  return scopes.every((one) => one !== undefined) && scopes.length > 0 ? (scopes as Scope[]) : undefined;
}

/** For each rule that can never be applied, the first enabled rule that takes all it is for. */
function shadowed({
  facts,
  set,
}: PolicySubject): { rule: RuntimeRuleFacts; by: RuntimeRuleFacts; byAll: boolean }[] {
  const enabled = facts.runtimeRules.filter((rule) => !rule.isDisabled);
  const scopes = enabled.map((rule) => scopesOf(rule, set));
  const names = enabled.map((rule) => new Set(rule.collections.map((one) => one.name)));
  return enabled.flatMap((rule, place) => {
    const own = scopes[place];
    const by = enabled.slice(0, place).findIndex((_, before) => {
      const theirs = scopes[before];
      if (theirs?.some(isEverything)) return true;
      if (own && theirs) return own.every((inner) => theirs.some((outer) => contains(outer, inner)));
      // Collections that are not here are still the same by their names.
      return names[place].size > 0 && [...names[place]].every((name) => names[before].has(name));
    });
    if (by < 0) return [];
    return { rule, by: enabled[by], byAll: scopes[by]?.some(isEverything) ?? false };
  });
}

function shadowRule(
  code: 'runtime-rule-shadowed' | 'runtime-unreachable-after-all',
  ofAll: boolean,
): Rule<PolicySubject> {
  return row(code, 'warning', runtime, (subject, report) => {
    for (const { rule, by, byAll } of shadowed(subject)) {
      if (byAll !== ofAll) continue;
      report({
        start: rule.start,
        end: rule.end,
        message: message(ofAll ? 'policy.afterAll' : 'policy.shadowed', { name: rule.name, by: by.name }),
        related: [{ start: by.start, end: by.end, message: message('related.appliedRule') }],
      });
    }
  });
}

export const orderRules: readonly Rule<PolicySubject>[] = [
  duplicateName,
  shadowRule('runtime-rule-shadowed', false),
  shadowRule('runtime-unreachable-after-all', true),
  disabledRule,
  emptyPolicy,
  rename,
];

import { type Named, type PolicyFacts, RULE_TRIGGERS } from './facts';
import type { In, PolicySet } from './set';

/** What policy documents name for each other. */
export type NameKind = 'collection' | 'customRule' | 'runtimeRule' | 'waasRule' | 'networkList';

/** A place where something is named. */
export interface Use extends Named {
  readonly kind: NameKind;
  readonly role: 'definition' | 'reference';
}

/** Every place of a document where something is named that others name too. Custom rules go by their numbers. */
export function usesIn(facts: PolicyFacts): Use[] {
  const of = (kind: NameKind, role: Use['role'], named: readonly Named[]): Use[] =>
    named.filter(({ name }) => name !== '').map(({ name, start, end }) => ({ kind, role, name, start, end }));
  const rules = [...facts.runtimeRules, ...facts.waasRules];
  return [
    ...of('collection', 'definition', facts.collections),
    ...of('runtimeRule', 'definition', facts.runtimeRules),
    ...of('waasRule', 'definition', facts.waasRules),
    ...of('networkList', 'definition', facts.networkLists),
    ...of(
      'customRule',
      'definition',
      facts.customRules.flatMap((one) => (one.id === undefined ? [] : { ...one, name: String(one.id) })),
    ),
    ...of(
      'collection',
      'reference',
      rules.flatMap((rule) => rule.collections),
    ),
    ...of(
      'customRule',
      'reference',
      rules.flatMap((rule) => rule.customRules.map((one) => ({ ...one, name: String(one.id) }))),
    ),
    ...of(
      'networkList',
      'reference',
      facts.waasRules.flatMap((rule) => rule.networkLists),
    ),
    ...facts.selectedRules.flatMap((one) => {
      const kind = RULE_TRIGGERS[one.trigger as keyof typeof RULE_TRIGGERS];
      return of(kind === 'runtime' ? 'runtimeRule' : 'waasRule', 'reference', [one]);
    }),
  ];
}

/** All places of a set where the same is named. */
export function usesOf(set: PolicySet, { kind, name }: Use): In<Use>[] {
  return set.members.flatMap(({ uri, policy }) =>
    (policy ? usesIn(policy) : [])
      .filter((one) => one.kind === kind && one.name === name)
      .map((one) => ({ ...one, uri })),
  );
}

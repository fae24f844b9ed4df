import type { Span } from '../findings/finding';
import { whyUnread } from '../findings/syntax';
import { type Message, message } from '../l10n/message';
import { factsOf } from '../policy/facts';
import { BUILT_IN } from '../policy/scope';
import type { In, PolicySet } from '../policy/set';
import { type Use, usesIn, usesOf } from '../policy/uses';
import type { Model } from './model';
import type { Highlight } from './navigation';

/** What stands at an offset of a policy document and names something for others. */
export function policyUseAt({ policy }: Model, offset: number): Use | undefined {
  return policy && usesIn(factsOf(policy)).find(({ start, end }) => start <= offset && offset <= end);
}

/** Where the same is named in all documents that belong together; definitions first. */
export function policyUsesAt(model: Model, offset: number): readonly In<Use>[] {
  const use = policyUseAt(model, offset);
  const uses = use ? usesOf(model.set, use) : [];
  return uses.sort((a, b) => Number(a.role === 'reference') - Number(b.role === 'reference'));
}

/** Where the same is named in this document alone. */
export function policyHighlightsAt(model: Model, offset: number): Highlight[] {
  const use = policyUseAt(model, offset);
  const uses = use && model.policy ? usesIn(factsOf(model.policy)) : [];
  return uses
    .filter((one) => one.kind === use!.kind && one.name === use!.name)
    .map(({ start, end, role }) => ({ start, end, role }));
}

/** What a policy's name is to be called, in every document that belongs together; or why it cannot be. */
export type PolicyRenaming =
  | {
      readonly uses: readonly In<Use>[];
      /** What a renamed rule says that the Console knows it by. */
      readonly previous: readonly (In<Span> & { readonly name: string })[];
    }
  | { readonly refused: Message };

export function renamePolicyName(model: Model, offset: number, to?: string): PolicyRenaming {
  const use = policyUseAt(model, offset);
  const unread = whyUnread(model.tree);
  if (unread) return { refused: unread };
  if (!use) return { refused: message('rename.nothing') };
  if (use.kind === 'customRule') return { refused: message('rename.customRule') };
  if (use.kind === 'collection' && BUILT_IN.has(use.name))
    return { refused: message('rename.builtIn', { name: use.name }) };
  const isLegal =
    to === undefined || (use.kind === 'collection' ? /^[A-Za-z0-9_:-]+$/.test(to) : to.trim() !== '');
  if (!isLegal)
    return { refused: message(use.kind === 'collection' ? 'rename.collectionName' : 'rename.nothing') };
  const uses = usesOf(model.set, use);
  return { uses, previous: to === undefined ? [] : uses.flatMap((one) => previousOf(model.set, one, to)) };
}

/**
 * The name is the only key of a rule: the Console takes a rule with another name for another rule, unless `previousName`
 * says what it was called. Documents of the Console have a place for it; where there is none, nothing is added, since the
 * document may never have been there. A rule that is renamed twice is still known by its first name.
 */
function previousOf(set: PolicySet, use: In<Use>, to: string): (In<Span> & { readonly name: string })[] {
  if (use.role !== 'definition' || (use.kind !== 'runtimeRule' && use.kind !== 'waasRule')) return [];
  const rules = use.kind === 'runtimeRule' ? set.runtimeRules : set.waasRules;
  const previous = rules.find(({ uri, start }) => uri === use.uri && start === use.start)?.previousName;
  if (!previous || (previous.name !== '' && previous.name !== to)) return [];
  const { start, end } = previous;
  return [{ uri: use.uri, start, end, name: previous.name === to ? '' : use.name }];
}

import { isMessageKey } from '../l10n/catalogue';
import { type Message, message } from '../l10n/message';
import type { PolicyDocument, PolicyKind } from '../policy/recognise';
import { PROVIDERS } from '../policy/schema/alerts';
import type { Schema } from '../policy/schema/schema';
import { SCOPE_FIELDS } from '../policy/scope';

/** What is known of a property of a policy document, by the names that lead to it: where the Console has it, what it does
 * on App-Embedded Defenders, what it begins with, and which releases know it. */
export function aboutProperty(
  policy: PolicyDocument,
  path: readonly string[],
  { since, removedIn, initial, isForeign, isCopy }: Schema,
): Message[] {
  const own = isCopy ? message('policy.about.copy') : first(namesOf(policy.kind, path));
  return [
    ...(own ? [own] : []),
    ...(isForeign ? [message('policy.about.foreign')] : []),
    ...(initial === undefined || isCopy ? [] : [message('policy.about.initial', { value: initial })]),
    ...(since ? [message('policy.about.since', { release: since })] : []),
    ...(removedIn ? [message('policy.about.removed', { release: removedIn })] : []),
  ];
}

/** What an effect, or another of a few values, does. */
export function aboutValue(value: string): Message[] {
  const said = first([`effect.${value}`]);
  return said ? [said] : [];
}

const TABS = ['processes', 'network', 'dns', 'filesystem'];

/** The tab of the Console's dialog that a property of a runtime rule is in. */
export function tabOf({ kind }: PolicyDocument, path: readonly string[]): Message | undefined {
  if (kind !== 'runtime') return undefined;
  const [above = '', last = ''] = [path.at(-2), path.at(-1)];
  const isInFiles = last === 'advancedProtection' || last === 'wildFireAnalysis';
  const tab = TABS.find((one) => one === above || one === last) ?? (isInFiles ? 'filesystem' : undefined);
  if (tab) return message(`policy.tab.${tab === 'dns' ? 'network' : tab}` as 'policy.tab.network');
  return above === 'customRules' || last === 'customRules' ? message('policy.tab.customRules') : undefined;
}

/** What the catalogue may call a property, the closest first. */
function namesOf(kind: PolicyKind, path: readonly string[]): string[] {
  const [above = '', last = ''] = [path.at(-2), path.at(-1)];
  const isCollection = above === 'collections' || (kind === 'collections' && path.length < 2);
  if (isCollection) return SCOPE_FIELDS.includes(last as never) ? [`scope.${last}`] : [`collection.${last}`];
  if (above === 'customRules') return [`customRules.${last}`];
  switch (kind) {
    case 'runtime':
      if (last === 'effect') return ['tab.effect'];
      if (/Ports$/.test(above)) return [`ports.${last}`];
      if (TABS.includes(above)) return [`${above}.${last}`];
      return path.length === 1 && last !== 'name' ? [`policy.${last}`, `rule.${last}`] : [`rule.${last}`];
    case 'waas':
      return [
        `waas.${above}.${last}`,
        `waas.${last}`,
        ...(above === 'rules' || path.length === 1 ? [`rule.${last}`, `policy.${last}`] : []),
      ];
    case 'alertProfiles':
      if (above === 'policy' || path.at(-3) === 'policy') return [`trigger.${last}`];
      if (PROVIDERS.includes(above)) return [`alert.${above}.${last}`, `alert.${last}`];
      return [`alert.${above}.${last}`, `alert.profile.${last}`, `alert.${last}`];
    case 'customRules':
      return [`customRule.${last}`];
    case 'networkLists':
      return [`networkList.${last}`];
    case 'malwareFeed':
      return [`feed.${above}.${last}`, `feed.${last}`];
    default:
      return [`${kind}.${last}`];
  }
}

/** The first that the catalogue says something of. */
function first(names: readonly string[]): Message | undefined {
  const key = names.map((name) => `policy.about.${name}`).find(isMessageKey);
  return key === undefined ? undefined : message(key);
}

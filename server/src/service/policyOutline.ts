import type { Span } from '../findings/finding';
import { mask } from '../l10n/mask';
import { anchorOf } from '../policy/facts';
import type { PolicyKind } from '../policy/recognise';
import { PROVIDERS } from '../policy/schema/alerts';
import { Kind, type NodeId } from '../syntax/tree';
import type { Field, Struct } from '../syntax/view';
import type { Model } from './model';
import type { Outline } from './outline';

/** What a policy document holds, by its names: rules with what they attach, collections, custom rules, alert profiles
 * with their providers, lists, signatures. */
export function policyOutlineOf({ policy, set }: Model): Outline[] {
  if (!policy) return [];
  const customRule = (id: number | undefined): string | undefined =>
    id === undefined ? undefined : set.customRules.get(id)?.name;
  const make = MAKERS[policy.kind];
  return make ? policy.items.flatMap((item) => make(item, customRule)) : [];
}

type Named = (id: number | undefined) => string | undefined;
type Maker = (item: Struct, customRule: Named) => Outline[];

const MAKERS: Partial<Record<PolicyKind, Maker>> = {
  runtime: (rule, customRule) => [
    symbol('rule', rule, {
      detail: namesIn(rule.field('collections')),
      children: attached(rule, customRule),
    }),
  ],
  waas: (rule, customRule) => [
    symbol('rule', rule, {
      detail: namesIn(rule.field('collections')),
      children: rule
        .field('applicationsSpec')
        .structs.map((one) =>
          symbol('application', one, { key: 'appID', children: attached(one, customRule) }),
        ),
    }),
  ],
  collections: (collection) => [symbol('collection', collection)],
  customRules: (rule) => [symbol('customRule', rule, { detail: textIn(rule.field('type')) })],
  alertProfiles: (profile) => [symbol('profile', profile, { children: providersIn(profile) })],
  networkLists: (list) => [symbol('list', list, { key: '_id' })],
  malwareFeed: (feed) =>
    feed.field('feed').structs.map((one) => symbol('signature', one, { detail: textIn(one.field('md5')) })),
};

function attached(owner: Struct, customRule: Named): Outline[] {
  return owner.field('customRules').structs.map((one) => {
    const id = one.field('_id').number;
    const name = customRule(id) ?? one.field('name').text;
    return symbol('customRule', one, { key: '_id', name, detail: textIn(one.field('effect')) });
  });
}

/** The providers that are not switched off: a profile from the Console states all that there are. */
function providersIn(profile: Struct): Outline[] {
  return PROVIDERS.flatMap((name) => {
    const { key, node, struct } = profile.field(name);
    if (!struct || struct.field('enabled').boolean === false) return [];
    const { tree } = struct;
    const selection = spanOf(struct, key);
    return [
      {
        kind: 'provider' as const,
        name,
        start: selection.start,
        end: tree.end(node),
        selection,
        children: [],
      },
    ];
  });
}

interface Parts {
  /** The property that holds the name. */
  readonly key?: string;
  readonly name?: string;
  readonly detail?: string;
  readonly children?: readonly Outline[];
}

/** A thing by its name; by its place where it has none yet. */
function symbol(kind: Outline['kind'], struct: Struct, parts: Parts = {}): Outline {
  const { key = 'name', detail, children = [] } = parts;
  const field = struct.field(key);
  const name = parts.name ?? field.text ?? field.number?.toString() ?? '';
  return {
    kind,
    name: shown(name) || `[${placeOf(struct)}]`,
    detail: detail && shown(detail),
    ...spanOf(struct, struct.node),
    selection: anchorOf(struct, key),
    children,
  };
}

function placeOf({ tree, node }: Struct): number {
  const list = tree.parent(node);
  return list >= 0 && tree.kind(list) === Kind.Array ? tree.children(list).indexOf(node) : 0;
}

function spanOf({ tree }: Struct, node: NodeId): Span {
  return { start: tree.start(node), end: tree.end(node) };
}

function namesIn(field: Field): string | undefined {
  return field.structs.flatMap((one) => one.field('name').text ?? []).join(', ') || undefined;
}

const textIn = (field: Field): string | undefined => field.text || undefined;

const shown = (text: string): string => mask(text.replace(/\s+/g, ' '));

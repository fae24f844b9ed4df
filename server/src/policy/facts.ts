import type { Span } from '../findings/finding';
import { Kind } from '../syntax/tree';
import type { Field, Struct } from '../syntax/view';
import type { PolicyDocument, PolicyKind } from './recognise';
import { SCOPE_FIELDS, type Scope } from './scope';

/** A name, or another key, and where it stands. */
export interface Named extends Span {
  readonly name: string;
}

/** A collection: by itself, or echoed in a rule. */
export interface CollectionFacts extends Named {
  readonly scope: Scope;
}

/** A custom rule attached to a policy rule. */
export interface Attached extends Span {
  readonly id: number;
  readonly effect?: string;
}

/** A rule of a policy: whom it is for, and what it asks of others. */
export interface RuleFacts extends Named {
  readonly isDisabled: boolean;
  /** What the Console is to know it by until the document is sent, where the rule has a place for it. */
  readonly previousName?: Named;
  readonly collections: readonly CollectionFacts[];
  readonly customRules: readonly Attached[];
}

export interface RuntimeRuleFacts extends RuleFacts {
  /** Effects of the tabs, `wildFireAnalysis` among them; a tab that is not there has none. */
  readonly effects: Readonly<Record<string, string | undefined>>;
  /** The switch of the custom malware feed. */
  readonly feed: boolean;
  readonly allowedProcesses: readonly string[];
}

export interface WaasRuleFacts extends RuleFacts {
  readonly networkLists: readonly Named[];
  readonly applications: readonly WaasApplication[];
}

/** An application behind the firewall. */
export interface WaasApplication {
  readonly appID: string;
  readonly endpoints: readonly (Span & { readonly exposed?: number; readonly internal?: number })[];
  /** The effects of its protections against attacks, by their names. */
  readonly effects: Readonly<Record<string, string>>;
}

export interface CustomRuleFacts extends Named {
  readonly id?: number;
  readonly type: string;
  readonly script: string;
  readonly isSystem: boolean;
}

/** The rules that an alert profile selects by name, with the trigger they stand under. */
export interface SelectedRule extends Named {
  readonly trigger: string;
}

/** What one policy document says that others depend on. Offsets are those of its text. */
export interface PolicyFacts {
  readonly kind: PolicyKind;
  readonly isPolicy: boolean;
  readonly collections: readonly CollectionFacts[];
  readonly runtimeRules: readonly RuntimeRuleFacts[];
  readonly waasRules: readonly WaasRuleFacts[];
  readonly customRules: readonly CustomRuleFacts[];
  readonly networkLists: readonly Named[];
  readonly selectedRules: readonly SelectedRule[];
  /** Whether WildFire is on for run time; undefined where the document does not speak of it. */
  readonly wildFire?: boolean;
  /** How many signatures of malware the feed holds. */
  readonly signatures?: number;
}

export function factsOf({ kind, isPolicy, items }: PolicyDocument): PolicyFacts {
  const of = <T>(wanted: PolicyKind, read: (item: Struct) => T): T[] =>
    kind === wanted ? items.map(read) : [];
  const [first] = items;
  return {
    kind,
    isPolicy,
    collections: of('collections', collectionOf),
    runtimeRules: of('runtime', runtimeRuleOf),
    waasRules: of('waas', waasRuleOf),
    customRules: of('customRules', customRuleOf),
    networkLists: of('networkLists', (item) => named(item, '_id')),
    selectedRules: of('alertProfiles', selectedRules).flat(),
    wildFire: kind === 'wildfire' && first ? wildFireOf(first) : undefined,
    signatures: kind === 'malwareFeed' && first ? signaturesOf(first) : undefined,
  };
}

/** Where a thing is shown as a whole: at its name, else at its opening bracket. */
export function anchorOf(struct: Struct, name = 'name'): Span {
  const field = struct.field(name);
  const start = struct.tree.start(struct.node);
  return field.isAbsent ? { start, end: start + 1 } : field.span;
}

function named(struct: Struct, key = 'name'): Named {
  return { name: struct.field(key).text ?? '', ...anchorOf(struct, key) };
}

export function collectionOf(struct: Struct): CollectionFacts {
  const lists = SCOPE_FIELDS.map((name) => [name, struct.field(name)] as const).filter(
    ([, field]) => field.isArray,
  );
  return {
    ...named(struct),
    scope: Object.fromEntries(lists.map(([name, field]) => [name, textsOf(field)])),
  };
}

/** The texts of a list, without what is decided elsewhere. */
export function textsOf(field: Field): string[] {
  return field.strings.filter((one) => one !== undefined);
}

function ruleOf(struct: Struct, owners: readonly Struct[]): RuleFacts {
  return {
    ...named(struct),
    isDisabled: struct.field('disabled').boolean === true,
    previousName: struct.field('previousName').text === undefined ? undefined : named(struct, 'previousName'),
    collections: struct.field('collections').structs.map(collectionOf),
    customRules: owners.flatMap((owner) => owner.field('customRules').structs.flatMap(attachedOf)),
  };
}

function attachedOf(struct: Struct): Attached[] {
  const id = struct.field('_id');
  return id.number === undefined ? [] : [{ ...id.span, id: id.number, effect: struct.field('effect').text }];
}

export const TABS = ['processes', 'network', 'dns', 'filesystem'] as const;

function runtimeRuleOf(struct: Struct): RuntimeRuleFacts {
  const tabs = TABS.map((tab) => [tab, struct.field(tab).struct?.field('effect').text]);
  const processes = struct.field('processes').struct;
  return {
    ...ruleOf(struct, [struct]),
    effects: { ...Object.fromEntries(tabs), wildFireAnalysis: struct.field('wildFireAnalysis').text },
    feed: struct.field('advancedProtection').boolean === true,
    allowedProcesses: processes ? textsOf(processes.field('whitelist')) : [],
  };
}

function waasRuleOf(struct: Struct): WaasRuleFacts {
  const applications = struct.field('applicationsSpec').structs;
  return {
    ...ruleOf(struct, applications),
    networkLists: applications.flatMap(networkListsOf),
    applications: applications.map(applicationOf),
  };
}

/** The protections of WAAS against attacks that have an effect each. */
const PROTECTIONS = [
  'sqli',
  'xss',
  'attackTools',
  'shellshock',
  'malformedReq',
  'cmdi',
  'lfi',
  'codeInjection',
] as const;

function applicationOf(struct: Struct): WaasApplication {
  const endpoints = struct.field('apiSpec').struct?.field('endpoints').structs ?? [];
  const effects = PROTECTIONS.map((name) => [name, struct.field(name).struct?.field('effect').text]);
  return {
    appID: struct.field('appID').text ?? '',
    endpoints: endpoints.map((endpoint) => ({
      ...anchorOf(endpoint, 'exposedPort'),
      exposed: endpoint.field('exposedPort').number,
      internal: endpoint.field('internalPort').number,
    })),
    effects: Object.fromEntries(effects.filter(([, effect]) => effect)),
  };
}

/** The network lists that an application's settings name. */
function networkListsOf(application: Struct): Named[] {
  const controls = application.field('networkControls').struct;
  const subnets = controls?.field('subnets').struct;
  const lists = [
    subnets?.field('alert'),
    subnets?.field('prevent'),
    subnets?.field('allow'),
    controls?.field('exceptionSubnets'),
    controls?.field('networkControlsExceptionSubnets').struct?.field('subnets'),
    application.field('dosConfig').struct?.field('excludedNetworkLists'),
  ];
  return lists.flatMap((field) => (field ? itemsOf(field) : []));
}

/** The texts of a list, each with its place. */
export function itemsOf(field: Field): Named[] {
  const { tree } = field;
  return field.items
    .filter((node) => tree.kind(node) === Kind.String)
    .map((node) => ({ name: tree.string(node), start: tree.start(node), end: tree.end(node) }));
}

function customRuleOf(struct: Struct): CustomRuleFacts {
  return {
    ...named(struct),
    id: struct.field('_id').number,
    type: struct.field('type').text ?? '',
    script: struct.field('script').text ?? '',
    isSystem: struct.field('owner').text === 'system',
  };
}

/** The triggers whose rules are those of a policy that this project knows. */
export const RULE_TRIGGERS = { appEmbeddedRuntime: 'runtime', appEmbeddedAppFirewall: 'waas' } as const;

function selectedRules(profile: Struct): SelectedRule[] {
  const policy = profile.field('policy').struct;
  return Object.keys(RULE_TRIGGERS).flatMap((trigger) => {
    const own = policy?.field(trigger).struct;
    // All rules count while allRules is true.
    if (own?.field('allRules').boolean !== false) return [];
    return itemsOf(own.field('rules')).map((rule) => ({ ...rule, trigger }));
  });
}

function wildFireOf(settings: Struct): boolean | undefined {
  const policy = settings.field('policy');
  const enabled = (policy.key < 0 ? settings : policy.struct)?.field('runtimeEnabled');
  return policy.isOpaque || enabled?.isOpaque ? undefined : enabled?.boolean === true;
}

/** Trusted executables are no malware. */
function signaturesOf(feed: Struct): number {
  return feed.field('feed').structs.filter((one) => one.field('allowed').boolean !== true).length;
}

import { readJson } from '../syntax/json/reader';
import { skipTrivia } from '../syntax/json/trivia';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { alertProfile, PROVIDERS, triggers } from './schema/alerts';
import {
  CUSTOM_RULE_TYPES,
  customRule,
  malwareFeed,
  networkList,
  wildFirePolicy,
  wildFireSettings,
} from './schema/library';
import { runtimePolicy, runtimeRule } from './schema/runtime';
import { EXPORT_MARKS, LEFTOVERS, type Properties, type Schema } from './schema/schema';
import { collection } from './schema/shared';
import { waasPolicy, waasRule } from './schema/waas';

/** What a policy document holds; `other` is a policy of another product, which is named and then left alone. */
export type PolicyKind =
  | 'runtime'
  | 'waas'
  | 'collections'
  | 'customRules'
  | 'alertProfiles'
  | 'wildfire'
  | 'networkLists'
  | 'malwareFeed'
  | 'other';

/** Prisma Cloud's policy document, and the things in it. */
export interface PolicyDocument {
  readonly tree: Tree;
  readonly kind: PolicyKind;
  /** Whether the document is a whole policy (the body of GET and PUT, or an export of the Console), and not the things
   * themselves: one rule, or a list of collections. */
  readonly isPolicy: boolean;
  /** The root, where it is an object. */
  readonly root?: Struct;
  /** The rules, collections, custom rules, profiles, settings, lists or the feed. */
  readonly items: readonly Struct[];
  /** What the document's root, or each item of the root's list, must look like; absent for what is left alone. */
  readonly schema?: Schema;
  /** The type that the document states, such as `containerRuntime`. */
  readonly policyType?: string;
}

/** The types of policies that Prisma Cloud Compute keeps, as `_id` or `policyType` state them. */
const OTHER_TYPES =
  'containerVulnerability containerCompliance ciImagesVulnerability ciImagesCompliance hostVulnerability hostCompliance ' +
  'vmVulnerability vmCompliance serverlessCompliance ciServerlessCompliance serverlessVulnerability ' +
  'ciServerlessVulnerability containerRuntime containerAppFirewall hostAppFirewall outOfBandAppFirewall ' +
  'agentlessAppFirewall serverObserverAppFirewall serverlessAppFirewall networkFirewall secrets hostRuntime ' +
  'serverlessRuntime kubernetesAudit trust admission codeRepoCompliance ciCodeRepoCompliance ' +
  'ciCodeRepoVulnerability codeRepoVulnerability';
const OTHERS = new Set(OTHER_TYPES.split(' '));
const RUNTIME = 'appEmbeddedRuntime';
const WAAS = 'appEmbeddedAppFirewall';

/** Words without which no text is a policy document: so that unrelated JSON is never parsed. */
const TELLING = new RegExp(
  '"policy"\\s*:\\s*\\{|' +
    `"(?:_id|policyType)"\\s*:\\s*"(?:${[RUNTIME, WAAS, ...OTHERS].join('|')})"|` +
    '"(?:wildFireAnalysis|applicationsSpec|collections|appIDs|accountIDs|images|containers|clusters|namespaces|hosts|labels|functions|' +
    'script|allRules|defender|appEmbeddedRuntime|appEmbeddedAppFirewall|antiMalware|advancedProtectionEffect|runtimeEnabled|' +
    'graywareAsMalware|uploadEnabled|apiKeyExpiration|subnets|md5|digest)"\\s*:',
);

/** A cheap look at whether a text may be a policy document. */
export function mightBePolicy(text: string): boolean {
  const first = text[skipTrivia(text, 0)];
  return (first === '{' || first === '[') && TELLING.test(text);
}

/** Reads a policy document and tells its kind by what it holds; undefined where it is none. */
export function recognisePolicy(text: string): PolicyDocument | undefined {
  return mightBePolicy(text) ? policyIn(readJson(text)) : undefined;
}

export function policyIn(tree: Tree): PolicyDocument | undefined {
  if (tree.kind(0) === Kind.Array) return listOf(tree);
  if (tree.kind(0) !== Kind.Object) return undefined;
  const root = new Struct(tree, 0);
  const policyType = typeOf(root);
  const rules = root.field('rules').structs;
  const isPolicy = true;
  if (policyType === RUNTIME || policyType === WAAS) {
    const kind = policyType === RUNTIME ? 'runtime' : 'waas';
    const schema = kind === 'runtime' ? runtimePolicy : waasPolicy;
    return { tree, root, kind, isPolicy, items: rules, schema, policyType };
  }
  if (policyType !== undefined) return { tree, root, kind: 'other', isPolicy, items: rules, policyType };
  if (rules.length > 0) {
    const kind = kindOfRules(rules);
    if (kind === 'other') return { tree, root, kind, isPolicy, items: rules };
    if (kind)
      return {
        tree,
        root,
        kind,
        isPolicy,
        items: rules,
        schema: kind === 'runtime' ? runtimePolicy : waasPolicy,
      };
  }
  for (const { kind, fits, schema } of ONE_OF)
    if (fits(root)) return { tree, root, kind, isPolicy: false, items: [root], schema: schema(root) };
  return undefined;
}

/** Several of one kind; the first that can be told tells for all. */
function listOf(tree: Tree): PolicyDocument | undefined {
  const items = tree
    .children(0)
    .filter((node) => tree.kind(node) === Kind.Object)
    .map((node) => new Struct(tree, node));
  for (const { kind, fits, schema } of ONE_OF) {
    if (kind === 'wildfire' || kind === 'malwareFeed') continue;
    const fitting = items.find(fits);
    if (fitting) return { tree, kind, isPolicy: false, items, schema: schema(fitting) };
  }
  return undefined;
}

function typeOf(root: Struct): string | undefined {
  const stated = [root.field('_id').text, root.field('policyType').text];
  return stated.find((one) => one === RUNTIME || one === WAAS || (one !== undefined && OTHERS.has(one)));
}

const TABS = ['processes', 'network', 'dns', 'filesystem'];

/** Rules without a stated type tell it by what they hold. */
function kindOfRules(rules: readonly Struct[]): 'runtime' | 'waas' | 'other' | undefined {
  if (rules.some(isOtherRule)) return 'other';
  if (rules.some(isRuntimeRule)) return 'runtime';
  return rules.some(isWaasRule) ? 'waas' : undefined;
}

function isRuntimeRule(rule: Struct): boolean {
  return (
    TABS.some((tab) => rule.field(tab).struct?.has('effect')) ||
    (rule.has('wildFireAnalysis') && rule.has('collections'))
  );
}

/** A rule for containers since 22.12, where every detection has its own effect, or for hosts. */
function isOtherRule(rule: Struct): boolean {
  const own = ['antiMalware', 'advancedProtectionEffect', 'kubernetesEnforcementEffect'];
  const marks = own.filter((name) => rule.has(name));
  // An overlay that scripts lay over a rule has no name.
  if (marks.length > 0 && ['name', 'forensic', 'logInspectionRules'].some((name) => rule.has(name)))
    return true;
  return TABS.some((tab) => {
    const part = rule.field(tab).struct;
    return part?.has('defaultEffect') || part?.has('deniedList');
  });
}

/** WAAS rules look the same for all workloads; only an App-Embedded one has two ports, since it is a reverse proxy. */
function isWaasRule(rule: Struct): boolean {
  const endpoints = rule
    .field('applicationsSpec')
    .structs.flatMap((spec) => spec.field('apiSpec').struct?.field('endpoints').structs ?? []);
  return endpoints.some((one) =>
    ['exposedPort', 'internalPort'].some((name) => (one.field(name).number ?? 0) > 0),
  );
}

interface Row {
  readonly kind: PolicyKind;
  readonly fits: (struct: Struct) => boolean;
  readonly schema: (struct: Struct) => Schema | undefined;
}

/** What a document without an envelope can be, most telling first. */
const ONE_OF: readonly Row[] = [
  { kind: 'other', fits: isOtherRule, schema: () => undefined },
  { kind: 'runtime', fits: isRuntimeRule, schema: () => runtimeRule },
  { kind: 'waas', fits: isWaasRule, schema: () => waasRule },
  { kind: 'customRules', fits: isCustomRule, schema: () => customRule },
  { kind: 'alertProfiles', fits: isAlertProfile, schema: () => alertProfile },
  {
    kind: 'wildfire',
    fits: isWildFire,
    schema: (struct) => (struct.has('policy') ? wildFireSettings : wildFirePolicy),
  },
  { kind: 'networkLists', fits: isNetworkList, schema: () => networkList },
  { kind: 'malwareFeed', fits: isMalwareFeed, schema: () => malwareFeed },
  { kind: 'collections', fits: isCollection, schema: () => collection },
];

function isCustomRule(struct: Struct): boolean {
  if (struct.field('script').text === undefined || struct.field('type').text === undefined) return false;
  const isKnown = CUSTOM_RULE_TYPES.includes(struct.field('type').text!);
  return struct.has('name') && (isKnown || struct.has('_id') || struct.has('message'));
}

function isAlertProfile(struct: Struct): boolean {
  const policy = struct.field('policy').struct;
  if (!policy || triggers.type !== 'object') return false;
  const known = Object.keys(triggers.properties);
  if (known.some((name) => policy.field(name).struct?.has('enabled'))) return true;
  // One that is sent for nothing yet, or whose first trigger is being typed.
  const isBare = policy.keys.every((key) => policy.tree.string(key) === '');
  const isSent = PROVIDERS.some((name) => struct.field(name).struct?.field('enabled').boolean !== undefined);
  return isBare && (struct.has('integrationID') || (struct.has('name') && isSent));
}

function isWildFire(struct: Struct): boolean {
  if (struct.has('apiKeyExpiration') && struct.has('policy')) return true;
  const telling = ['runtimeEnabled', 'graywareAsMalware', 'uploadEnabled', 'complianceEnabled'];
  const inside = struct.field('policy').struct ?? struct;
  return telling.filter((name) => inside.has(name)).length >= 2;
}

function isNetworkList(struct: Struct): boolean {
  return struct.has('_id') && struct.field('subnets').isArray && hasOnly(struct, networkList);
}

function isMalwareFeed(struct: Struct): boolean {
  const feed = struct.field('feed');
  if (!feed.isArray) return false;
  return struct.has('digest') || feed.structs.some((one) => one.has('md5'));
}

/** Scopes that hardly anything else has. */
const TELLING_SCOPES = ['appIDs', 'accountIDs', 'namespaces', 'codeRepos', 'clusters'];
const SCOPES = ['hosts', 'images', 'labels', 'containers', 'functions', ...TELLING_SCOPES];

/** Any object may have a name and a list of images: with no more than that, each image must look like one. */
function isCollection(struct: Struct): boolean {
  if (!hasOnly(struct, collection)) return false;
  const scopes = SCOPES.map((name) => struct.field(name)).filter((field) => field.isArray);
  if (scopes.some((field) => field.structs.length > 0)) return false;
  if (scopes.length >= 2) return true;
  if (scopes.length === 0 || !struct.has('name')) return false;
  const [{ name, strings }] = scopes;
  if (TELLING_SCOPES.includes(name) || struct.has('color')) return true;
  return name === 'images' && strings.length > 0 && strings.every((one) => /\*|:(?!\/\/)/.test(one ?? ''));
}

function hasOnly(struct: Struct, schema: Schema): boolean {
  const known: Properties = schema.type === 'object' ? schema.properties : {};
  return struct.keys.every((key: NodeId) => {
    const name = struct.tree.string(key);
    // A key that somebody is about to type.
    return name === '' || name in known || LEFTOVERS.includes(name) || EXPORT_MARKS.includes(name);
  });
}

import type { Span } from '../findings/finding';
import type {
  CollectionFacts,
  CustomRuleFacts,
  Named,
  PolicyFacts,
  RuleFacts,
  RuntimeRuleFacts,
  WaasRuleFacts,
} from './facts';
import type { Match } from './pattern';
import type { PolicyKind } from './recognise';
import { BUILT_IN, either, matchScope, restricted, type Scope, type Workload } from './scope';

/** A container of a task definition, as policies see it. */
export interface KnownContainer extends Span {
  /** Its node in its document. */
  readonly id: number;
  readonly name: string;
  readonly workload: Workload;
  /** It starts through a Defender, so that a rule can apply to it. */
  readonly isProtected: boolean;
  /** What FILESYSTEM_MONITORING says; undefined where that cannot be told. */
  readonly monitoring?: boolean;
  /** Where FILESYSTEM_MONITORING stands, if it does. */
  readonly monitoringAt?: Span;
  /** The program that it runs, without its folder; undefined where only the image knows. */
  readonly process?: string;
  /** The ports that it opens; undefined where they cannot all be told. */
  readonly ports?: readonly number[];
}

export interface KnownTask {
  readonly label: string;
  readonly containers: readonly KnownContainer[];
}

/** One document of a set: policy, task definitions, or (in a template) neither. */
export interface SetMember {
  readonly uri: string;
  /** The offsets at which its lines start. */
  readonly lines: readonly number[];
  readonly policy?: PolicyFacts;
  readonly tasks: readonly KnownTask[];
}

/** Something, and the document that it stands in. */
export type In<T> = T & { readonly uri: string };

/**
 * The documents that belong to one Console, with the task definitions that its policies are for. What is not in the set
 * may well be in the Console: only where a document of a kind is there does the set know all of that kind.
 */
export class PolicySet {
  readonly collections: ReadonlyMap<string, In<CollectionFacts>>;
  readonly customRules: ReadonlyMap<number, In<CustomRuleFacts>>;
  readonly runtimeRules: readonly In<RuntimeRuleFacts>[];
  readonly waasRules: readonly In<WaasRuleFacts>[];
  readonly networkLists: readonly In<Named>[];
  /** The rules of each whole policy, in their order. A Console has one runtime and one WAAS policy. */
  readonly runtimePolicies: readonly (readonly In<RuntimeRuleFacts>[])[];
  readonly waasPolicies: readonly (readonly In<WaasRuleFacts>[])[];
  private allContainers: readonly In<KnownContainer>[] | undefined;
  private readonly kinds: ReadonlySet<PolicyKind>;
  private readonly known = new WeakMap<readonly RuleFacts[], readonly Judged<RuleFacts>[]>();

  constructor(readonly members: readonly SetMember[]) {
    const all = <T>(read: (facts: PolicyFacts) => readonly T[]): In<T>[] =>
      members.flatMap(({ uri, policy }) => (policy ? read(policy).map((one) => ({ ...one, uri })) : []));
    this.kinds = new Set(members.flatMap(({ policy }) => policy?.kind ?? []));
    this.collections = new Map(all((facts) => facts.collections).map((one) => [one.name, one]));
    const numbered = all((facts) => facts.customRules).filter(({ id }) => id !== undefined);
    this.customRules = new Map(numbered.map((one) => [one.id!, one]));
    this.runtimeRules = all((facts) => facts.runtimeRules);
    this.waasRules = all((facts) => facts.waasRules);
    this.networkLists = all((facts) => facts.networkLists);
    this.runtimePolicies = this.wholes('runtime').map(({ uri, policy }) => rulesIn(uri, policy.runtimeRules));
    this.waasPolicies = this.wholes('waas').map(({ uri, policy }) => rulesIn(uri, policy.waasRules));
  }

  get containers(): readonly In<KnownContainer>[] {
    this.allContainers ??= this.members.flatMap(({ uri, tasks }) =>
      tasks.flatMap(({ containers }) => containers.map((one) => ({ ...one, uri }))),
    );
    return this.allContainers;
  }

  /** Whether the set holds a document of the kind, so that what it lacks is really missing. */
  has(kind: PolicyKind): boolean {
    return this.kinds.has(kind);
  }

  /** The whole documents of a kind, and not single rules that were written out. */
  wholes(kind: PolicyKind): readonly In<{ readonly policy: PolicyFacts }>[] {
    return this.members.flatMap(({ uri, policy }) => {
      const isWhole = policy?.kind === kind && (policy.isPolicy || ONCE.includes(kind));
      return isWhole ? [{ uri, policy }] : [];
    });
  }

  /** What one document of the set says; of a kind that every Console has once, the only one. */
  stated<Key extends 'wildFire' | 'signatures'>(key: Key): PolicyFacts[Key] {
    const said = this.members.flatMap(({ policy }) => policy?.[key] ?? []);
    return said.length === 1 ? (said[0] as PolicyFacts[Key]) : undefined;
  }

  /** What a collection named in a rule restricts: as it is defined, as every Console has it, or as it is echoed. */
  scopeOf(named: CollectionFacts): Scope | undefined {
    const known = this.collections.get(named.name)?.scope ?? BUILT_IN.get(named.name);
    return known ?? (isEchoed(named) ? named.scope : undefined);
  }

  /** Whether a rule is for a container. */
  matches(rule: RuleFacts, workload: Workload): Match {
    return either(
      rule.collections.map((one) => {
        const scope = this.scopeOf(one);
        return scope ? matchScope(scope, workload) : 'maybe';
      }),
    );
  }

  /** The containers that a rule may be for: protected ones that fit, whatever the other rules say. */
  containersOf(rule: RuleFacts): (In<KnownContainer> & { readonly match: Match })[] {
    return this.containers
      .filter(({ isProtected }) => isProtected)
      .map((one) => ({ ...one, match: this.matches(rule, one.workload) }))
      .filter(({ match }) => match !== 'no');
  }

  /** The containers that a rule is applied to, or may be, among the rules of its policy. */
  targetsOf<T extends RuleFacts>(rule: T, rules: readonly T[]): Target[] {
    return this.judged(rules).flatMap(({ container, rule: applied, possible }) => {
      if (applied !== rule && !possible.includes(rule)) return [];
      return { ...container, isSure: applied === rule && possible.length === 0 };
    });
  }

  /** What is applied to each protected container, found out once for the rules of a policy. */
  private judged<T extends RuleFacts>(rules: readonly T[]): readonly Judged<T>[] {
    let known = this.known.get(rules) as readonly Judged<T>[] | undefined;
    if (!known) {
      known = this.containers
        .filter(({ isProtected }) => isProtected)
        .map((container) => ({ container, ...this.applied(rules, container.workload) }));
      this.known.set(rules, known);
    }
    return known;
  }

  /** The first enabled rule that is for a container; those before it that may be are applied instead if they are. */
  applied<T extends RuleFacts>(rules: readonly T[], workload: Workload): Applied<T> {
    const possible: T[] = [];
    for (const rule of rules) {
      if (rule.isDisabled) continue;
      const match = this.matches(rule, workload);
      if (match === 'yes') return { rule, possible };
      if (match === 'maybe') possible.push(rule);
    }
    return { possible };
  }
}

/** The settings of which every Console has one. */
const ONCE: readonly PolicyKind[] = ['wildfire', 'malwareFeed'];

const rulesIn = <T>(uri: string, rules: readonly T[]): readonly In<T>[] =>
  rules.map((one) => ({ ...one, uri }));

/** A container that a rule is applied to, and whether that is sure. */
export type Target = In<KnownContainer> & { readonly isSure: boolean };

/** Which rule counts for a container. */
export interface Applied<T> {
  readonly rule?: T;
  /** Rules before it of which it cannot be told here. */
  readonly possible: readonly T[];
}

interface Judged<T> extends Applied<T> {
  readonly container: In<KnownContainer>;
}

/** Whether a collection in a rule says more than its name. */
export function isEchoed({ scope }: CollectionFacts): boolean {
  return Object.keys(scope).length > 0;
}

/** Whether a scope takes in everything. */
export function isEverything(scope: Scope): boolean {
  return restricted(scope).length === 0;
}

import { covers, type Match, matchPattern, type Pattern, parsePattern } from './pattern';

/** What a collection can restrict. */
export const SCOPE_FIELDS = [
  'hosts',
  'images',
  'labels',
  'containers',
  'functions',
  'namespaces',
  'appIDs',
  'accountIDs',
  'codeRepos',
  'clusters',
] as const;
export type ScopeField = (typeof SCOPE_FIELDS)[number];

/** The lists of a collection; an absent one means `["*"]`. */
export type Scope = Readonly<Partial<Record<ScopeField, readonly string[]>>>;

/** A container as collections see it. Each value may be a pattern (`shop:*`); an absent one is not known here. */
export interface Workload {
  readonly image?: string;
  readonly container?: string;
  readonly appID?: string;
  readonly account?: string;
  readonly cluster?: string;
}

/** The collections that every Console has; they cannot be changed. */
export const BUILT_IN: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ['All', {}],
  ['Prisma Cloud resources', { images: ['*twistlock*'] }],
]);

/** Whether a list restricts anything. */
export function restricts(patterns: readonly string[] | undefined): boolean {
  if (!patterns) return false;
  return patterns.some(isExclusion) || !patterns.some((one) => parsePattern(one).kind === 'any');
}

export const isExclusion = (pattern: string): boolean => pattern.startsWith('-');

/** The lists of a scope that restrict something. */
export function restricted(scope: Scope): ScopeField[] {
  return SCOPE_FIELDS.filter((field) => restricts(scope[field]));
}

/** Whether a container is in a collection: all its lists must fit, of each list one entry, and no exclusion. */
export function matchScope(scope: Scope, workload: Workload): Match {
  let result: Match = 'yes';
  for (const field of restricted(scope)) {
    const own = matchList(scope[field]!, valuesOf(field, workload));
    if (own === 'no') return 'no';
    if (own === 'maybe') result = 'maybe';
  }
  return result;
}

/** What is compared, and what might be. */
interface Values {
  readonly sure: readonly string[];
  readonly possible: readonly string[];
}

function valuesOf(field: ScopeField, workload: Workload): Values | undefined {
  const { image, container, appID, account, cluster } = workload;
  if (field === 'images') return image === undefined ? undefined : imageNames(image);
  const value = { containers: container, appIDs: appID, accountIDs: account, clusters: cluster }[
    field as string
  ];
  return value === undefined ? undefined : { sure: [value], possible: [] };
}

/**
 * The full name of an image, which collections are compared with. Names on Docker Hub get the registry that they imply;
 * whether an App-Embedded Defender does so too is not documented, nor whether an absent tag is filled in: what only fits
 * the name as it is written, or with `:latest`, may fit.
 */
function imageNames(image: string): Values {
  const full = canonical(image);
  const possible = full === image ? [] : [image];
  const isTagged = /[:@*][^/]*$/.test(image);
  return { sure: [full], possible: isTagged ? possible : [...possible, `${image}:latest`, `${full}:latest`] };
}

/** `nginx:1.27` is `docker.io/library/nginx:1.27` in full. */
export function canonical(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  if (image.startsWith('*') || /[.:*]/.test(first) || first === 'localhost') return image;
  return slash < 0 ? `docker.io/library/${image}` : `docker.io/${image}`;
}

function matchList(patterns: readonly string[], values: Values | undefined): Match {
  // What an empty list means is not documented.
  if (patterns.length === 0 || !values) return 'maybe';
  const including = patterns.filter((one) => !isExclusion(one)).map(parsePattern);
  const excluding = patterns.filter(isExclusion).map((one) => parsePattern(one.slice(1)));
  // Exclusions alone exclude more than is included, which the documentation calls illogical.
  const included = including.length === 0 ? 'maybe' : matchAny(including, values);
  const excluded = matchAny(excluding, values);
  if (included === 'no' || excluded === 'yes') return 'no';
  return included === 'yes' && excluded === 'no' ? 'yes' : 'maybe';
}

function matchAny(patterns: readonly Pattern[], { sure, possible }: Values): Match {
  const of = (names: readonly string[]): Match =>
    either(names.flatMap((name) => patterns.map((one) => matchPattern(one, parsePattern(name)))));
  const own = of(sure);
  return own === 'no' && of(possible) !== 'no' ? 'maybe' : own;
}

/** The best of several answers; `no` where there are none. */
export function either(answers: readonly Match[]): Match {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

/** Whether everything in one collection is surely in another. */
export function contains(outer: Scope, inner: Scope): boolean {
  return restricted(outer).every((field) => {
    const own = outer[field]!;
    const other = inner[field];
    if (!other || !restricts(other)) return false;
    const patternsOf = (list: readonly string[], excluding: boolean): Pattern[] =>
      list
        .filter((one) => isExclusion(one) === excluding)
        .map((one) => parsePattern(excluding ? one.slice(1) : one));
    const including = patternsOf(own, false);
    const inside = patternsOf(other, false);
    const isCovered =
      inside.length > 0 && inside.every((one) => including.some((wider) => covers(wider, one)));
    // What the outer one leaves out, the inner one must leave out too.
    const left = patternsOf(own, true);
    const leftInside = patternsOf(other, true);
    return isCovered && left.every((one) => leftInside.some((wider) => covers(wider, one)));
  });
}

import type { Finding, Span } from '../findings/finding';
import { INSTALL_BUNDLE } from '../l10n/mask';
import { type Message, message } from '../l10n/message';
import { readJson } from '../syntax/json/reader';
import { JSON_SYNTAX } from '../syntax/json/syntax';
import { unread } from '../syntax/limits';
import { ofLast } from '../syntax/memo';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { fitsGlobs } from './globs';
import { layered } from './layers';
import { type Decisions, type Profile, profileSchema } from './schema';
import { type ExcludeRow, hasReason, isExpired, type Settings, type Suppression } from './settings';

export const PROFILE_NAME = '.ecs-defender.json';

/** A place in the profile and what is wrong there. */
export interface ProfileProblem extends Span {
  readonly message: Message;
}

export interface ReadProfile {
  readonly tree: Tree;
  /** Undefined where the profile is broken: half a profile is never used. */
  readonly profile?: Profile;
  readonly problems: readonly ProfileProblem[];
}

/** A longer one, in UTF-16 code units, is not read: it is read wherever a document lies below it. */
const LONGEST = 1_000_000;
/** So many problems are told: each is looked for from the top. */
const MOST_PROBLEMS = 100;

/** Reads a profile: JSON with comments, checked against the schema. Every look at a document below it does. */
export const readProfile = ofLast((text: string): ReadProfile => {
  if (text.length > LONGEST) {
    const most = LONGEST.toLocaleString('en');
    const problem = { start: 0, end: 1, message: message('profile.tooLong', { most }) };
    return { tree: unread(text, JSON_SYNTAX, 'too-long'), problems: [problem] };
  }
  const tree = readJson(text);
  const faults = tree.faults.map(({ code, start, end }) => ({
    start,
    end,
    message: message(`syntax.${code}`),
  }));
  if (faults.length > 0) return { tree, problems: faults };
  const result = profileSchema.safeParse(plainValue(tree, 0));
  if (result.success) return { tree, profile: result.data, problems: [] };
  const told = result.error.issues.slice(0, MOST_PROBLEMS);
  return { tree, problems: told.map((issue) => problemOf(tree, issue)) };
});

/** The team's decisions for one document, `path` being relative to the profile's folder with `/` between names.
 * `below` are the editor's settings, `above` the flags of the command line. */
export function settingsFor(
  profile: Profile,
  path: string,
  below: Decisions = {},
  above: Decisions = {},
): Settings {
  const { overrides = [], policies, ...base } = profile;
  const fitting = overrides.filter(({ files }) => fitsGlobs(path, [files].flat()));
  // The globs of an override say where it counts; those of the profile, what is looked at.
  return layered(below, base, ...fitting.map(({ files, ...decisions }): Decisions => decisions), above);
}

/** Findings that the schema cannot give: rows that say nothing yet or no longer hold, and a bundle in clear text. */
export function semanticProblems(
  { tree, profile }: ReadProfile,
  today: string | undefined,
): Pick<Finding, 'code' | 'start' | 'end' | 'message'>[] {
  if (!profile) return [];
  const found: Pick<Finding, 'code' | 'start' | 'end' | 'message'>[] = [];
  const root = new Struct(tree, 0);
  for (const part of [root, ...root.field('overrides').structs]) {
    for (const row of part.field('entryPoints').structs) {
      if (!row.field('entryPoint').isAbsent) continue;
      found.push({
        code: 'profile-row-empty',
        ...spanOf(tree, row.node),
        message: message('found.profileRowEmpty'),
      });
    }
    for (const row of part.field('containers').struct?.field('exclude').structs ?? []) {
      const said = { reason: row.field('reason').text, until: row.field('until').text };
      if (!hasReason(said)) {
        const text = message('found.exclusionReason');
        found.push({ code: 'exclusion-reason', ...spanOf(tree, row.node), message: text });
      }
      if (isExpired(said, today)) {
        const text = message('found.exclusionRowExpired', { until: said.until! });
        found.push({ code: 'exclusion-expired', ...row.field('until').span, message: text });
      }
    }
    const bundle = part.field('defender').struct?.field('installBundle').struct?.field('environment');
    if (bundle?.text !== undefined && !/^\$\{env:\w+\}$/.test(bundle.text)) {
      found.push({
        code: 'bundle-plaintext',
        ...spanOf(tree, bundle.node),
        message: message('found.bundlePlaintext'),
      });
    }
    const given = part.field('defender').struct?.field('installBundle').struct?.field('secret');
    const secret = given?.struct ? given.struct.field('value') : given;
    if (secret?.text !== undefined && INSTALL_BUNDLE.test(secret.text)) {
      found.push({
        code: 'bundle-plaintext',
        ...spanOf(tree, secret.node),
        message: message('found.bundlePlaintext'),
      });
    }
  }
  return found;
}

/** A row of a profile, and where it is shown. */
type Placed<Row> = Span & { readonly row: Row };

/** The rows of a profile that accept findings, with the place of each. */
export function suppressionsOf(read: ReadProfile): Placed<Suppression>[] {
  return partsOf(read).flatMap(([struct, { suppress = [] }]) => {
    const { structs } = struct.field('suppress');
    return suppress.map((row, place) => ({ row, ...structs[place].field('rule').span }));
  });
}

/** The rows of a profile that leave containers alone, with the place of each. */
export function exclusionsOf(read: ReadProfile): Placed<ExcludeRow>[] {
  return partsOf(read).flatMap(([struct, { containers }]) => {
    const structs = struct.field('containers').struct?.field('exclude').structs ?? [];
    return (containers?.exclude ?? []).map((row, place) => ({
      row,
      ...spanOf(read.tree, structs[place].node),
    }));
  });
}

/** What a profile decides for all files, and for some. */
function partsOf({ tree, profile }: ReadProfile): [Struct, Decisions][] {
  if (!profile) return [];
  const root = new Struct(tree, 0);
  const overrides = root.field('overrides').structs;
  return [
    [root, profile],
    ...(profile.overrides ?? []).map((one, place): [Struct, Decisions] => [overrides[place], one]),
  ];
}

interface Issue {
  readonly code?: string;
  readonly format?: string;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly params?: { readonly isGlob?: boolean };
}

function problemOf(tree: Tree, issue: Issue): ProfileProblem {
  const { node, key } = locate(tree, issue.path);
  const property = issue.path.map(String).join('.') || PROFILE_NAME;
  if (issue.code === 'unrecognized_keys') {
    const [name] = issue.keys ?? [];
    const extra = new Struct(tree, node).field(name ?? '');
    return {
      ...spanOf(tree, extra.key >= 0 ? extra.key : node),
      message: message('profile.unknownKey', { name: name ?? '' }),
    };
  }
  const span = spanOf(tree, node >= 0 ? node : key);
  if (issue.code === 'invalid_value') {
    return {
      ...span,
      message: message('profile.notOneOf', { property, values: (issue.values ?? []).join(', ') }),
    };
  }
  if (issue.params?.isGlob) return { ...span, message: message('profile.glob', { property }) };
  if (issue.format === 'date') return { ...span, message: message('profile.notADate', { property }) };
  // A value that may be written for each syntax is a text or an object; what is neither was meant as a text.
  const isScalar = node >= 0 && tree.kind(node) !== Kind.Object && tree.kind(node) !== Kind.Array;
  if (issue.code === 'invalid_union' && isScalar)
    return { ...span, message: message('profile.wrongType', { property, expected: 'string' }) };
  if (issue.code === 'invalid_type' && issue.expected) {
    return { ...span, message: message('profile.wrongType', { property, expected: issue.expected }) };
  }
  return { ...span, message: message('profile.wrongShape', { property }) };
}

/** The node at a path, or the nearest one above it that is there. */
function locate(tree: Tree, path: readonly PropertyKey[]): { node: NodeId; key: NodeId } {
  let node: NodeId = 0;
  let key: NodeId = 0;
  for (const step of path) {
    const next =
      tree.kind(node) === Kind.Array
        ? tree.children(node)[Number(step)]
        : new Struct(tree, node).field(String(step)).node;
    if (next === undefined || next < 0) break;
    key = node;
    node = next;
  }
  return { node, key };
}

function spanOf(tree: Tree, node: NodeId): Span {
  const isBlock = tree.kind(node) === Kind.Object || tree.kind(node) === Kind.Array;
  return { start: tree.start(node), end: isBlock ? tree.start(node) + 1 : tree.end(node) };
}

function plainValue(tree: Tree, node: NodeId): unknown {
  switch (tree.kind(node)) {
    case Kind.Object: {
      const members = tree.children(node);
      const pairs = members.flatMap((key, place) =>
        place % 2 ? [] : [[tree.string(key), plainValue(tree, members[place + 1])]],
      );
      return Object.fromEntries(pairs);
    }
    case Kind.Array:
      return tree.children(node).map((item) => plainValue(tree, item));
    case Kind.String:
      return tree.string(node);
    case Kind.Number:
      return Number(tree.source(node));
    case Kind.True:
    case Kind.False:
      return tree.kind(node) === Kind.True;
    case Kind.Null:
      return null;
    default:
      return undefined;
  }
}

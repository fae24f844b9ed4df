import type { Judged, TaskAnalysis } from '../defender/analysis';
import type { Container } from '../ecs/task';
import { type Finding, type Fix, isSameFinding, type Related } from '../findings/finding';
import type { Message } from '../l10n/message';
import type { Settings } from '../profile/settings';
import { type Difference, differenceIn } from '../syntax/difference';
import { grouped } from '../syntax/grouped';
import { JSON_SYNTAX } from '../syntax/json/syntax';
import { lastAtOrBefore } from '../syntax/search';
import { NONE, type Tree } from '../syntax/tree';
import type { Config } from './config';

/** A version of a document that was looked at, as far as the next one may need it. */
export interface Looked {
  readonly tree: Tree;
  readonly settings: Settings;
  readonly surroundings: Config['surroundings'];
  readonly analyses: readonly TaskAnalysis[];
  /** What local rules have found in each task. */
  readonly local: readonly (readonly Finding[])[];
}

/** What local rules need not be asked again of a task. */
export interface Kept {
  /** The containers that they are asked about. */
  readonly open: readonly Container[];
  /** What they have said of the others, where that stands now. */
  readonly findings: readonly Finding[];
}

/** Most of what is typed changes one container, and leaves all others as they were. Tells for each task what was found in
 * those; undefined where all has to be looked at. Only diagnostics are made of this: what is done to a document follows from a
 * `look` at all of it. */
export function keptOf(
  before: Looked,
  now: Omit<Looked, 'local'>,
  look: (analysis: TaskAnalysis) => readonly Finding[],
): readonly Kept[] | undefined {
  if (before.settings !== now.settings || before.surroundings !== now.surroundings) return undefined;
  if (before.analyses.length !== now.analyses.length) return undefined;
  if (!isPlain(before.tree) || !isPlain(now.tree)) return undefined;
  // Some rules say nothing of what cannot be read to its end.
  if (before.tree.faults.length > 0 || now.tree.faults.length > 0) return undefined;
  const containers = before.analyses.flatMap(({ task }) => task.containers.map(({ id }) => id));
  const difference = differenceIn(before.tree, now.tree, containers);
  if (!difference) return undefined;
  const kept: Kept[] = [];
  for (const [place, analysis] of now.analyses.entries()) {
    let all: ReadonlyMap<number, readonly Finding[]> | undefined;
    const again: Again = (start) => {
      all ??= grouped(look(analysis).map((finding) => [finding.start, finding]));
      return all.get(start) ?? [];
    };
    const one = keptOfTask(difference, before.analyses[place], analysis, before.local[place], again);
    if (!one) return undefined;
    kept.push(one);
  }
  return kept;
}

/** What a look at the whole document finds where something begins. */
type Again = (start: number) => readonly Finding[];

/** Whether a text means the same wherever it stands, and is told where it stands: no anchors, no values that are named
 * elsewhere. */
export function isPlain(tree: Tree): boolean {
  return tree.dialect !== 'terraform' && tree.syntaxOf(0) === JSON_SYNTAX;
}

function keptOfTask(
  difference: Difference,
  before: TaskAnalysis,
  now: TaskAnalysis,
  local: readonly Finding[],
  again: Again,
): Kept | undefined {
  if (!isSameAround(difference, before, now)) return undefined;
  const isOpen = before.containers.map(
    (judged, place) => difference.changes(judged.container.id) || !saysTheSame(judged, now.containers[place]),
  );
  const placeOf = containerPlaces(before.task.tree, before.task.containers);
  const findings: KeptFinding[] = [];
  for (const finding of local) {
    const place = placeOf(finding.start);
    if (place === NONE || isOpen[place]) continue;
    const moved = move(difference, finding, again);
    if (!moved) return undefined;
    findings.push(moved);
  }
  return { open: now.task.containers.filter((_, place) => isOpen[place]), findings };
}

/** Tells in which of some containers, which stand one after the other, a place in the text is; NONE where it is in none. */
export function containerPlaces(tree: Tree, containers: readonly Container[]): (offset: number) => number {
  const starts = containers.map(({ id }) => tree.start(id));
  return (offset) => {
    const place = lastAtOrBefore(starts, offset);
    return place !== NONE && offset < tree.end(containers[place].id) ? place : NONE;
  };
}

/** Whether all that local rules look at beside a container is the same. */
function isSameAround(difference: Difference, before: TaskAnalysis, now: TaskAnalysis): boolean {
  const isSameContainer = (one: Container | undefined, other: Container | undefined): boolean =>
    one === undefined ? other === undefined : difference.node(one.id) === other?.id;
  const isChanged = (one: Container | undefined): boolean => one !== undefined && difference.changes(one.id);
  const [sidecar, foreign] = [before.sidecar?.container, before.foreign];
  return (
    before.containers.length === now.containers.length &&
    before.containers.every(({ container }, place) =>
      isSameContainer(container, now.containers[place].container),
    ) &&
    isSameContainer(sidecar, now.sidecar?.container) &&
    isSameContainer(foreign, now.foreign) &&
    !isChanged(sidecar) &&
    !isChanged(foreign) &&
    !before.elsewhere &&
    !now.elsewhere
  );
}

function saysTheSame(one: Judged, other: Judged): boolean {
  return (
    one.state === other.state &&
    one.missing.length === other.missing.length &&
    one.missing.every((part, place) => part === other.missing[place])
  );
}

/** A finding of an earlier version of the document, where it stands now. Its fixes are not kept: they come from a look at the
 * document as it is. */
class KeptFinding implements Finding {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly isGrouped: boolean | undefined;

  constructor(
    { code, severity, isGrouped }: Finding,
    readonly message: Message,
    readonly start: number,
    readonly end: number,
    readonly container: number | undefined,
    readonly related: readonly Related[] | undefined,
    private readonly again: Again,
  ) {
    this.code = code;
    this.severity = severity;
    this.isGrouped = isGrouped;
  }

  get fixes(): readonly Fix[] | undefined {
    return this.again(this.start).find((other) => isSameFinding(this, other))?.fixes;
  }
}

function move(difference: Difference, finding: Finding, again: Again): KeptFinding | undefined {
  const start = difference.offset(finding.start);
  const end = difference.offset(finding.end);
  if (start === undefined || end === undefined) return undefined;
  const container = finding.container === undefined ? undefined : difference.node(finding.container);
  if (container === undefined && finding.container !== undefined) return undefined;
  const said = apart(finding);
  const related = said.related?.flatMap((one) => moveRelated(difference, one) ?? []);
  if (related?.length !== said.related?.length) return undefined;
  return new KeptFinding(finding, said.message, start, end, container, related, again);
}

/** What a finding says, so that it may outlive the text that it was found in: what is cut out of a text keeps the whole of it
 * in memory, and each container that is typed in would keep another version of the document. */
function apart(finding: Finding): Pick<Finding, 'message' | 'related'> {
  if (finding instanceof KeptFinding) return finding;
  const { message, related } = finding;
  return structuredClone({ message, related });
}

function moveRelated(difference: Difference, one: Related): Related | undefined {
  if (one.uri !== undefined) return one;
  const start = difference.offset(one.start);
  const end = difference.offset(one.end);
  return start === undefined || end === undefined ? undefined : { ...one, start, end };
}

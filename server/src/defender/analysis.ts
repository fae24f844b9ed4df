import { type FargateVerdict, fargateVerdict, isWindows, platformOf, statesFargate } from '../ecs/fargate';
import { containersOf, type Neighbour, type Neighbourhood, withReferrers } from '../ecs/neighbours';
import type { Container, TaskDefinition } from '../ecs/task';
import type { KnownImages } from '../images/known';
import { wellKnown } from '../images/wellKnown';
import { type Message, message } from '../l10n/message';
import type { Written } from '../profile/given';
import {
  bestRow,
  type ExcludeRow,
  hasReason,
  type ImageProcess,
  type Selector,
  type Settings,
  type Subject,
  settingsIn,
} from '../profile/settings';
import { type Pieces, whole } from '../syntax/pieces';
import { prefixFault, startsNothing } from './entryPoint';
import { type Generation, generationOf, type Sidecar } from './generations';
import { missingParts, type Part } from './parts';
import { type Placeholder, placeholdersOf } from './placeholders';
import { isOurPlaceholder, SIDECAR_ENTRY_POINT, SIDECAR_NAME } from './vocabulary';
import { type Wiring, wiringOf } from './wiring';

/** What the team has decided, as this document writes it. */
export type TaskSettings = Settings<Written>;

export type State = 'protected' | 'partial' | 'unprotected' | 'sidecar' | 'excluded';

/** Who leaves a container alone: a row of the profile, or what is built in. */
export interface Exclusion {
  readonly by: 'profile' | 'built-in';
  readonly row?: ExcludeRow;
  readonly reason: Message;
}

/** A container and what is to be said about its wiring. */
export interface Judged {
  readonly container: Container;
  readonly wiring: Wiring;
  readonly state: State;
  /** Why it is left alone, in words. */
  readonly reason?: Message;
  readonly exclusion?: Exclusion;
  /** What a wrapped container, or the sidecar, still lacks. */
  readonly missing: readonly Part[];
}

/** What a document's surroundings add to what it says itself. */
export interface Surroundings {
  /** It lies in a git work tree, where a secret would be kept for ever. */
  readonly inRepository?: boolean;
  /** What an image runs by itself, where that was resolved before. */
  readonly images?: KnownImages;
  /** The documents that it names, or that name it. */
  readonly neighbourhood?: Neighbourhood;
  /** The date, `YYYY-MM-DD`; where it is absent nothing is out of date. */
  readonly today?: string;
}

/** The containers of a task that stand in another file. */
export interface Elsewhere {
  readonly file: Neighbour;
  readonly analysis: TaskAnalysis;
}

export interface TaskAnalysis {
  readonly task: TaskDefinition;
  readonly settings: TaskSettings;
  readonly sidecar?: Sidecar;
  /** The container that has the sidecar's name without being the Defender. */
  readonly foreign?: Container;
  /** The generation of the wiring that is there; undefined where there is none or it cannot be told. */
  readonly generation?: Generation;
  /** Some container carries wiring of ours. */
  readonly isWired: boolean;
  readonly isWindows: boolean;
  /** Fargate is asked for outright, not only not ruled out. */
  readonly statesFargate: boolean;
  readonly surroundings: Surroundings;
  /** What stands in another file, where it can be read. */
  readonly elsewhere?: Elsewhere;
  readonly containers: readonly Judged[];
  /** Our own placeholders that nobody has filled in yet. */
  readonly placeholders: readonly Placeholder[];
}

export function analyse(
  stated: TaskDefinition,
  given: Settings,
  surroundings: Surroundings = {},
): TaskAnalysis {
  return whole(analyseInPieces(stated, given, surroundings));
}

/** The same, a container a piece. */
export function* analyseInPieces(
  stated: TaskDefinition,
  given: Settings,
  surroundings: Surroundings = {},
): Pieces<TaskAnalysis> {
  const { neighbourhood, ...others } = surroundings;
  const task = neighbourhood ? withReferrers(stated, neighbourhood) : stated;
  const inFile = neighbourhood && containersOf(task, neighbourhood);
  const elsewhere = inFile && {
    file: inFile.file,
    analysis: yield* analyseInPieces(inFile.task, given, others),
  };
  const settings = settingsIn(task.tree.dialect, given);
  const named = task.containers.find((container) => container.name === SIDECAR_NAME);
  const foreign = named && !isDefender(named) ? named : undefined;
  const found = foreign ? undefined : (named ?? task.containers.find(startsSidecar));
  const sidecarName = found?.name ?? SIDECAR_NAME;
  const wirings = new Map<Container, Wiring>();
  for (const container of task.containers) {
    wirings.set(container, wiringOf(container, sidecarName));
    yield;
  }
  const sidecar = found && { container: found, wiring: wirings.get(found)! };
  const applications = task.containers.filter((container) => container !== found && container !== foreign);
  const wired = applications.map((container) => wirings.get(container)!).filter((one) => one.isWired);
  const isWired = sidecar !== undefined || wired.length > 0;
  const generation = isWired ? generationOf(sidecar, wired) : undefined;
  const placeholders = placeholdersOf(task);
  const sidecarMissing = sidecar ? missingParts(sidecar.container, sidecar.wiring, generation, true) : [];
  const taskIsWhole = sidecar !== undefined && sidecarMissing.length === 0 && placeholders.length === 0;

  const verdict = fargateVerdict(task, settings.launchType);

  const judge = (container: Container): Judged => {
    const wiring = wirings.get(container)!;
    if (container === found) return { container, wiring, state: 'sidecar', missing: sidecarMissing };
    // A second sidecar is reported, and never wrapped.
    if (startsSidecar(container)) return { container, wiring, state: 'sidecar', missing: [] };
    if (container === foreign) return { container, wiring, state: 'unprotected', missing: [] };
    const exclusion = wiring.isWired ? undefined : leftAlone(task, container, settings, verdict);
    if (exclusion) {
      const { reason } = exclusion;
      return { container, wiring, state: 'excluded', reason, exclusion, missing: [] };
    }
    if (!wiring.isWired) return { container, wiring, state: 'unprotected', missing: [] };
    const missing = missingParts(container, wiring, generation, false);
    const isSound = prefixFault(wiring) === undefined && !startsNothing(container, wiring);
    const state = missing.length === 0 && isSound && taskIsWhole ? 'protected' : 'partial';
    return { container, wiring, state, missing };
  };
  const containers: Judged[] = [];
  for (const container of task.containers) {
    containers.push(judge(container));
    yield;
  }
  return {
    task,
    settings,
    sidecar,
    foreign,
    generation,
    isWired,
    isWindows: isWindows(task),
    statesFargate: statesFargate(task, settings.launchType),
    surroundings,
    elsewhere,
    containers,
    placeholders,
  };
}

/** The application containers that carry wiring. */
export function wiredApplications({ containers }: TaskAnalysis): Judged[] {
  return containers.filter(
    (one) => one.state !== 'sidecar' && one.state !== 'excluded' && one.wiring.isWired,
  );
}

/** What rows of the profile are held against. */
export function subjectOf(task: TaskDefinition, container: Container): Subject {
  return { family: task.family, container: container.name, image: container.field('image').text };
}

/** The profile's row on what this container's image runs; a row that says nothing yet does not count. */
export function profileProcess(settings: TaskSettings, task: TaskDefinition, container: Container) {
  const rows = settings.entryPoints.filter((row) => row.entryPoint !== undefined);
  return rowOf(rows, task, container);
}

/** Most profiles have no rows of a kind, and a task may have hundreds of containers. */
function rowOf<Row extends Selector>(
  rows: readonly Row[],
  task: TaskDefinition,
  container: Container,
): Row | undefined {
  return rows.length === 0 ? undefined : bestRow(rows, subjectOf(task, container));
}

/** What this container's image runs: the profile's row, else what was resolved. */
export function knownProcess(
  { settings, task, surroundings }: Pick<TaskAnalysis, 'settings' | 'task' | 'surroundings'>,
  container: Container,
): (Partial<ImageProcess> & { readonly differs?: boolean }) | undefined {
  const row = profileProcess(settings, task, container);
  const image = container.field('image');
  if (row || !image.text || image.isPlaceholder) return row;
  return surroundings.images?.(image.text, platformOf(task));
}

function leftAlone(
  task: TaskDefinition,
  container: Container,
  settings: TaskSettings,
  verdict: FargateVerdict,
): Exclusion | undefined {
  const row = rowOf(settings.containers.exclude, task, container);
  const name = container.name ?? '';
  if (row) return { by: 'profile', row, reason: byProfile(name, row) };
  if (rowOf(settings.containers.include, task, container)) return undefined;
  const builtIn = (reason: Message): Exclusion => ({ by: 'built-in', reason });
  if (!verdict.capable) return builtIn(message('leftAlone.ec2', { name, because: verdict.because }));
  if (!container.field('firelensConfiguration').isAbsent)
    return builtIn(message('leftAlone.firelens', { name }));
  const what = wellKnown(container.field('image').text);
  if (what) return builtIn(message('leftAlone.wellKnown', { name, what: [message(what)] }));
  return undefined;
}

function byProfile(name: string, row: ExcludeRow): Message {
  const { reason = '', until } = row;
  if (!hasReason(row)) return message('leftAlone.profileWithoutReason', { name });
  return until === undefined
    ? message('leftAlone.profile', { name, reason })
    : message('leftAlone.profileUntil', { name, reason, until });
}

export function startsSidecar(container: Container): boolean {
  return container.field('entryPoint').beginsWith(SIDECAR_ENTRY_POINT);
}

/** Whether a container called TwistlockDefender is ours. While it is being typed it gets the benefit of the doubt;
 * the daemon for ECS on EC2 (DEFENDER_TYPE `ecs`) is another product. */
function isDefender(container: Container): boolean {
  if (startsSidecar(container)) return true;
  const { variables } = wiringOf(container, SIDECAR_NAME);
  const type = variables.get('DEFENDER_TYPE')?.value;
  if (type?.text !== undefined) return type.text === 'fargate' || type.isPlaceholder || type.text === '';
  if (['INSTALL_BUNDLE', 'WS_ADDRESS'].some((name) => variables.has(name))) return true;
  const image = container.field('image');
  if (/twistlock|defender/i.test(image.text ?? '') || isOurPlaceholder(image.text)) return true;
  const saysNothing = image.text === undefined || image.text === '' || image.isPlaceholder;
  return saysNothing && container.field('entryPoint').isAbsent;
}

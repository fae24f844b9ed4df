import { familyFromReferrers } from '../ecs/neighbours';
import { literal } from '../profile/given';
import type { Change, Value } from '../syntax/edits';
import type { Field } from '../syntax/view';
import type { Judged, TaskAnalysis } from './analysis';
import { copyOf } from './entryPoint';

export type CopiedVariable = 'TW_IMAGE_NAME' | 'TW_CONTAINER_NAME' | 'FARGATE_TASK';
export type SharedVariable = 'FILESYSTEM_MONITORING' | 'FIPS_ENABLED';

/** A Defender variable that says something else than what it is taken from. */
export interface Drift<Name = CopiedVariable | SharedVariable> {
  readonly name: Name;
  readonly judged: Judged;
  readonly value: Field;
  /** The place in the document that it should agree with; absent where settings say it. */
  readonly source?: Field;
  /** What it should be; absent where that cannot be told from the document. */
  readonly wanted?: Value;
  /** What it should be, to be shown. */
  readonly expected: string;
}

/** The containers whose variables the Defender reads: those that are wired, and the sidecar. */
export function wiredContainers(analysis: TaskAnalysis): Judged[] {
  return analysis.containers.filter((one) => one.state === 'sidecar' || one.wiring.isWired);
}

/** Drift of the variables that copy something of the document: the image, the container's name and the family. */
export function copiedDrifts(analysis: TaskAnalysis, name: CopiedVariable): Drift<CopiedVariable>[] {
  return wiredContainers(analysis).flatMap((judged) => copiedDrift(analysis, judged, name) ?? []);
}

/** The same for one container. */
export function copiedDrift(
  analysis: TaskAnalysis,
  judged: Judged,
  name: CopiedVariable,
): Drift<CopiedVariable> | undefined {
  const value = plainValue(judged, name) ?? leftover(judged, name);
  if (!value || (name !== 'FARGATE_TASK' && judged.state === 'sidecar')) return undefined;
  const { field, text } = sourceOf(analysis, judged, name) ?? {};
  if (text !== undefined)
    return value.text === text ? undefined : { name, judged, value, wanted: text, expected: text };
  if (!field || field.isAbsent || field.node === value.node || field.text === value.text) return undefined;
  const expected = field.text ?? field.tree.source(field.node);
  // What a deployment fills in, or another container says, is no proof that this value is the wrong one; but what an
  // expression of the same template gives, it gives in both places.
  const isSeen = !field.isPlaceholder || field.tree.dialect !== 'api';
  const isDone = !value.isPlaceholder || analysis.task.isDescribed;
  const isCertain = isSeen && isDone && field.text !== '' && field.name !== 'value';
  return { name, judged, value, source: field, expected, wanted: isCertain ? copyOf(field) : undefined };
}

/** Where a variable is copied from: a property, what settings say, or (for want of a family) the sidecar's variable. */
function sourceOf(
  { task, settings, sidecar }: TaskAnalysis,
  { container }: Judged,
  name: CopiedVariable,
): { field?: Field; text?: string } | undefined {
  if (name === 'TW_IMAGE_NAME') return { field: container.field('image') };
  if (name === 'TW_CONTAINER_NAME') return { field: container.nameField };
  const family = task.field('family');
  if (family.text !== undefined || family.isOpaque) return { field: family };
  const outside = familyFromReferrers(task);
  if (outside !== undefined) return { text: outside };
  if (settings.family !== undefined) return { text: literal(settings.family) };
  const shared = sidecar?.wiring.variables.get('FARGATE_TASK');
  return shared && !shared.isSecret && !shared.value.isPlaceholder ? { field: shared.value } : undefined;
}

/** Drift of the variables that must be the same in the whole task: from the settings where they state the value, else
 * from the sidecar or the first container that has one. */
export function sharedDrifts(analysis: TaskAnalysis, name: SharedVariable): Drift<SharedVariable>[] {
  const { filesystemMonitoring, fips } = analysis.settings.defender;
  const stated = name === 'FIPS_ENABLED' ? fips : filesystemMonitoring;
  const holders = sharedHolders(analysis, name).filter(({ value }) => isFlag(value.text));
  const first = holders.find(({ judged }) => judged.state === 'sidecar') ?? holders[0];
  const expected = stated === undefined ? first?.value.text : String(stated);
  return holders
    .filter(({ value }) => value.text !== expected)
    .map(({ judged, value }) => ({
      name,
      judged,
      value,
      source: stated === undefined ? first.value : undefined,
      wanted: stated === undefined ? undefined : String(stated),
      expected: expected!,
    }));
}

/** Where a variable that the whole task shares stands in plain text. */
export function sharedHolders(
  analysis: TaskAnalysis,
  name: SharedVariable,
): { judged: Judged; value: Field }[] {
  return wiredContainers(analysis).flatMap((judged) => {
    const value = plainValue(judged, name);
    return value ? [{ judged, value }] : [];
  });
}

/** Gives a shared variable one value in the whole task. */
export function setShared(analysis: TaskAnalysis, name: SharedVariable, value: boolean): Change[] {
  return sharedHolders(analysis, name)
    .filter((holder) => holder.value.text !== String(value))
    .map((holder) => ({ op: 'replace', node: holder.value.node, value: String(value) }));
}

function isFlag(text: string | undefined): boolean {
  return text === 'true' || text === 'false';
}

/** The name of an image that is still to be filled in, beside an image that nobody fills in any more: who deploys may
 * have set the one and forgotten the other. */
function leftover({ container, wiring }: Judged, name: string): Field | undefined {
  const variable = wiring.variables.get(name);
  if (name !== 'TW_IMAGE_NAME' || !variable || variable.isSecret || !variable.value.isPlaceholder)
    return undefined;
  const image = container.field('image');
  const isSeen = image.text && !image.isPlaceholder && container.tree.dialect === 'api';
  return isSeen ? variable.value : undefined;
}

/** A variable's value where it can be seen: not a secret's reference, nor a placeholder. */
function plainValue({ wiring }: Judged, name: string): Field | undefined {
  const variable = wiring.variables.get(name);
  if (!variable || variable.isSecret || variable.value.isAbsent || variable.value.isPlaceholder)
    return undefined;
  return variable.value;
}

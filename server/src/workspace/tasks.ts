import { type Judged, knownProcess, type TaskAnalysis } from '../defender/analysis';
import { statedEntryPoint } from '../defender/entryPoint';
import { unwrapList } from '../defender/unwrap';
import type { Wiring } from '../defender/wiring';
import type { Workload } from '../policy/scope';
import type { KnownContainer, KnownTask } from '../policy/set';
import { hasPlaceholder } from '../syntax/placeholders';
import type { Field } from '../syntax/view';

/** What policies can be held against in a task definition: its containers, as collections and rules see them. */
export function knownTask(analysis: TaskAnalysis): KnownTask {
  const applications = analysis.containers.filter(({ state }) => state !== 'sidecar' && state !== 'excluded');
  return { label: analysis.task.label, containers: applications.map((one) => knownContainer(analysis, one)) };
}

function knownContainer(analysis: TaskAnalysis, judged: Judged): KnownContainer {
  const { container, wiring } = judged;
  const at = wiring.variables.get('FILESYSTEM_MONITORING')?.value.span;
  return {
    ...container.anchor,
    id: container.id,
    name: container.name ?? '',
    workload: workloadOf(analysis, judged),
    isProtected: wiring.wrappers.length > 0,
    monitoring: monitoringOf(wiring, analysis.sidecar?.wiring),
    monitoringAt: at,
    process: processOf(analysis, judged),
    ports: portsOf(container.field('portMappings')),
  };
}

/** What the Defender is told, else what the task says. */
function workloadOf({ task, settings }: TaskAnalysis, { container, wiring }: Judged): Workload {
  const told = (name: string, own: Field): string | undefined => {
    const variable = wiring.variables.get(name);
    return textOf(variable ? variable.value : own);
  };
  const image = told('TW_IMAGE_NAME', container.field('image'));
  const family = told('FARGATE_TASK', task.field('family'));
  const role = textOf(task.field('executionRoleArn')) ?? textOf(task.field('taskRoleArn'));
  const known = (text: string | undefined): string | undefined =>
    text === undefined || hasPlaceholder(text) ? undefined : text;
  return {
    image: image && Object.hasOwn(settings.images, image) ? settings.images[image] : known(image),
    container: known(told('TW_CONTAINER_NAME', container.nameField)),
    // Each running task adds an ID of its own.
    appID: known(family) && `${family}:*`,
    account: /^arn:aws[\w-]*:iam::(\d{12}):/.exec(role ?? '')?.[1],
  };
}

const textOf = (field: Field): string | undefined => field.text || undefined;

/** Whether files are watched: both the sidecar and the container must say so, and neither does by default. */
function monitoringOf(...wirings: readonly (Wiring | undefined)[]): boolean | undefined {
  const said = wirings
    .filter((one) => one !== undefined)
    .map(({ variables }) => {
      const value = variables.get('FILESYSTEM_MONITORING')?.value;
      if (!value) return false;
      if (value.isPlaceholder || (value.text === undefined && value.boolean === undefined)) return undefined;
      return value.boolean ?? value.text === 'true';
    });
  if (said.includes(false)) return false;
  return said.includes(undefined) ? undefined : true;
}

/** The program that a container runs, by its file's name. */
function processOf(analysis: TaskAnalysis, { container }: Judged): string | undefined {
  const isUnknown = statedEntryPoint(container) === 'unknown';
  const image = isUnknown ? knownProcess(analysis, container) : undefined;
  const words = [
    ...(isUnknown ? (image?.entryPoint ?? [undefined]) : unwrapList(container.field('entryPoint')).words),
    ...unwrapList(container.field('command')).words,
  ];
  const [first] = words;
  if (!first || hasPlaceholder(first)) return undefined;
  return first.slice(first.lastIndexOf('/') + 1) || undefined;
}

function portsOf(field: Field): number[] | undefined {
  if (field.isAbsent) return [];
  const ports = field.structs.map((one) => one.field('containerPort').number);
  const isWhole = field.isArray && field.structs.length === field.items.length;
  return isWhole && ports.every((one) => one !== undefined) ? ports : undefined;
}

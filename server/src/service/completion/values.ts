import { PTRACE } from '../../defender/vocabulary';
import { isWindows, statesFargate } from '../../ecs/fargate';
import { FARGATE_LOG_DRIVERS, sizesFor } from '../../ecs/model/fargate';
import { CAPABILITIES } from '../../ecs/model/limits';
import { namesOf } from '../../ecs/names';
import { sizeOf } from '../../ecs/numbers';
import { Kind, NONE, type NodeId } from '../../syntax/tree';
import { Struct } from '../../syntax/view';
import type { Config } from '../config';
import { containerAt, isAt, type Offer, objectAt } from './context';
import type { Cursor, Place } from './cursor';
import { defenderOffers } from './defender';
import type { Completion } from './item';
import type { Writer } from './writing';

/** The values that fit at the cursor. */
export function valuesAt(cursor: Cursor, writer: Writer, config: Config): Completion[] {
  const offers = [
    ...defenderOffers(cursor, config),
    ...sizes(cursor),
    ...(namesAt(cursor) ?? enumerated(cursor, config)),
    ...capabilities(cursor, config),
    ...usedElsewhere(cursor),
  ];
  const seen = new Set<string>();
  return offers.flatMap((offer, place) => {
    if (offer.text === '' || seen.has(offer.text)) return [];
    seen.add(offer.text);
    return [completionOf(cursor, writer, offer, place)];
  });
}

/** An offer as it is written; `order` is its place among the others. */
export function completionOf({ typed }: Place, writer: Writer, offer: Offer, order: number): Completion {
  const { text, isBare, detail, subject, about, label = text } = offer;
  const own = offer.with
    ? writer.pair(text, offer.with.name, offer.with.text, offer.with.isBare !== true)
    : writer.value(text, isBare !== true);
  return {
    label,
    kind: offer.kind ?? 'value',
    detail,
    edit: { start: typed.start, end: typed.end, text: own },
    isSnippet: offer.isSnippet === true,
    further: writer.further,
    filter: typed.quote + label,
    sort: `${offer.isFirst ? 0 : 1}${String(order).padStart(3, '0')}`,
    subject,
    about,
  };
}

function enumerated(cursor: Cursor, config: Config): Offer[] {
  const { type, task } = cursor;
  if (type.kind === 'boolean') return ['true', 'false'].map((text) => ({ text, isBare: true }));
  if (type.kind !== 'string' || !type.values) return [];
  const isFargate = statesFargate(task, config.settings.launchType);
  const taken = itemsBeside(cursor);
  const fits = (value: string): boolean => {
    if (taken.has(value)) return false;
    if (isAt(cursor, 'ContainerDependency.condition')) return isPossible(cursor, value);
    if (isAt(cursor, 'LogConfiguration.logDriver')) return !isFargate || FARGATE_LOG_DRIVERS.has(value);
    if (isAt(cursor, 'RegisterTaskDefinitionRequest.networkMode')) return !isFargate || value === 'awsvpc';
    if (isAt(cursor, 'ResourceRequirement.type')) return !isFargate || value !== 'GPU';
    return true;
  };
  return type.values.filter(fits).map((text) => ({ text }));
}

/** The other items of the list. */
function itemsBeside({ tree, node }: Cursor): Set<string> {
  const list = tree.parent(node);
  const beside = tree.kind(list) === Kind.Array ? tree.children(list) : [];
  return new Set(beside.filter((item) => item !== node).map((item) => tree.string(item)));
}

/** Whether a container can come into the state that another one waits for (ContainerDependency in the API reference). */
function isPossible(cursor: Cursor, condition: string): boolean {
  const name = objectAt(cursor).field('containerName').text;
  const target = cursor.task.containers.find((one) => one.name === name);
  if (!target) return true;
  if (condition === 'HEALTHY') return !target.field('healthCheck').isAbsent;
  const isEssential = target.field('essential').boolean !== false;
  return condition === 'START' || !isEssential;
}

/** The names that a reference at the cursor can mean; undefined where it refers to nothing of the task. */
function namesAt(cursor: Cursor): Offer[] | undefined {
  const { member, task, tree, node } = cursor;
  const named = (kind: 'container' | 'volume', others = false): Offer[] => {
    const own = others ? containerAt(cursor) : undefined;
    const taken = new Set(namesBeside(cursor));
    return namesOf(task)
      .filter((one) => one.kind === kind && one.role === 'definition' && !one.isTemplate)
      .filter((one) => one.node !== node && one.node !== own?.nameField.node && !taken.has(one.name))
      .map(({ name }) => ({ text: name, kind: 'name' as const, detail: detailOf(cursor, kind, name) }));
  };
  // A service beside the task.
  if (!member)
    return tree.parent(node) === NONE || cursor.type.kind !== 'string' ? undefined : named('container');
  if (isAt(cursor, 'ContainerDependency.containerName', 'VolumeFrom.sourceContainer'))
    return named('container', true);
  if (isAt(cursor, 'ContainerDefinition.links')) return named('container', true);
  if (isAt(cursor, 'ProxyConfiguration.containerName')) return named('container');
  return isAt(cursor, 'MountPoint.sourceVolume') ? named('volume') : undefined;
}

/** The names that the other items of the list say already. */
function namesBeside({ tree, node, member }: Cursor): string[] {
  const list = tree.parent(tree.parent(node));
  if (member?.owner !== 'ContainerDependency' || list === NONE) return [];
  return tree
    .children(list)
    .filter((item: NodeId) => item !== tree.parent(node))
    .flatMap((item) => new Struct(tree, item).field('containerName').text ?? []);
}

function detailOf({ task }: Cursor, kind: 'container' | 'volume', name: string): string | undefined {
  if (kind === 'volume') return undefined;
  return task.containers.find((one) => one.name === name)?.field('image').shown;
}

/** The sizes of a task that Fargate has; for its memory, those that go with its cpu. */
function sizes(cursor: Cursor): Offer[] {
  const { task } = cursor;
  const all = sizesFor(isWindows(task));
  const isBare = cursor.language !== 'json' && cursor.typed.quote === '';
  if (isAt(cursor, 'RegisterTaskDefinitionRequest.cpu'))
    return all.map(({ cpu }) => ({ text: String(cpu), isBare, detail: `${cpu / 1024} vCPU` }));
  if (!isAt(cursor, 'RegisterTaskDefinitionRequest.memory')) return [];
  const chosen = all.find(({ cpu }) => cpu === sizeOf('cpu', task.field('cpu')));
  const memory = chosen
    ? chosen.memory
    : [...new Set(all.flatMap((one) => one.memory))].sort((a, b) => a - b);
  return memory.map((size) => ({ text: String(size), isBare, detail: `${size / 1024} GB` }));
}

/** Of the capabilities, Fargate adds one. */
function capabilities(cursor: Cursor, config: Config): Offer[] {
  const adds = isAt(cursor, 'KernelCapabilities.add');
  if (!adds && !isAt(cursor, 'KernelCapabilities.drop')) return [];
  const taken = itemsBeside(cursor);
  const isFargate = statesFargate(cursor.task, config.settings.launchType);
  return (adds && isFargate ? [PTRACE] : CAPABILITIES)
    .filter((name) => !taken.has(name))
    .map((text) => ({ text, isFirst: text === PTRACE }));
}

/** What other containers of the task say in the same place: secrets, and the options of their log drivers. */
function usedElsewhere(cursor: Cursor): Offer[] {
  const { task, tree, node } = cursor;
  if (isAt(cursor, 'Secret.valueFrom', 'RepositoryCredentials.credentialsParameter'))
    return task.containers.flatMap((container) => {
      const log = container.field('logConfiguration').struct;
      const credentials = container.field('repositoryCredentials').struct?.field('credentialsParameter');
      const secrets = [container.field('secrets'), log?.field('secretOptions')];
      const fields = secrets.flatMap((list) => (list?.structs ?? []).map((one) => one.field('valueFrom')));
      return [...fields, ...(credentials ? [credentials] : [])].flatMap((field) =>
        field.node === node || field.text === undefined || field.isPlaceholder ? [] : { text: field.text },
      );
    });
  if (!isAt(cursor, 'LogConfiguration.options')) return [];
  const option = tree.string(node - 1);
  const known = (OPTION_VALUES.get(option) ?? []).map((text) => ({ text }));
  const used = task.containers.flatMap((container) => {
    const field = container.field('logConfiguration').struct?.field('options').struct?.field(option);
    return !field?.text || field.node === node || field.isPlaceholder ? [] : { text: field.text };
  });
  return [...known, ...used];
}

/** Options with few values (documentation of `LogConfiguration.options`). */
const OPTION_VALUES = new Map([
  ['mode', ['blocking', 'non-blocking']],
  ['awslogs-create-group', ['true', 'false']],
]);

import { isWindows } from '../../ecs/fargate';
import { sizesFor } from '../../ecs/model/fargate';
import type { Member } from '../../ecs/model/shapes';
import { numberOf, sizeOf } from '../../ecs/numbers';
import type { TaskDefinition } from '../../ecs/task';
import { DOCKER_HUB, parseReference } from '../../images/reference';
import { type Message, message } from '../../l10n/message';
import type { NodeId } from '../../syntax/tree';
import { Field } from '../../syntax/view';

/** What a value amounts to: a size in units that people know, an image in its parts. */
export function aboutValue(task: TaskDefinition, member: Member, node: NodeId): Message[] {
  const field = new Field(task.tree, member.name, node, node);
  if (field.isPlaceholder) return [];
  switch (`${member.owner}.${member.name}`) {
    case 'RegisterTaskDefinitionRequest.cpu':
      return [...units(sizeOf('cpu', field)), ...memoryFor(task)];
    case 'RegisterTaskDefinitionRequest.memory':
      return [...mebibytes(sizeOf('memory', field)), ...memoryFor(task)];
    case 'ContainerDefinition.cpu':
      return units(numberOf(field));
    case 'ContainerDefinition.memory':
    case 'ContainerDefinition.memoryReservation':
    case 'LinuxParameters.sharedMemorySize':
    case 'Tmpfs.size':
      return mebibytes(numberOf(field));
    case 'ContainerDefinition.image':
      return imageParts(field.text);
    default:
      return [];
  }
}

function units(value: number | undefined): Message[] {
  return value ? [message('hover.cpu', { units: value, vcpu: rounded(value / 1024) })] : [];
}

function mebibytes(value: number | undefined): Message[] {
  return value ? [message('hover.memory', { mib: value, gib: rounded(value / 1024) })] : [];
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** The memory that Fargate has for the task's cpu. */
function memoryFor(task: TaskDefinition): Message[] {
  const cpu = task.field('cpu');
  const size = cpu.isPlaceholder ? undefined : sizeOf('cpu', cpu);
  const row = sizesFor(isWindows(task)).find((one) => one.cpu === size);
  if (!row) return [];
  const { memory } = row;
  if (memory.length <= 4)
    return [message('hover.memoryFor', { vcpu: row.cpu / 1024, sizes: memory.join(', ') })];
  const [from, next] = memory;
  return [
    message('hover.memoryRange', {
      vcpu: row.cpu / 1024,
      from,
      to: memory[memory.length - 1],
      step: next - from,
    }),
  ];
}

function imageParts(text: string | undefined): Message[] {
  const reference = text === undefined ? undefined : parseReference(text);
  if (!reference) return [];
  const { repository, tag, digest } = reference;
  const registry = reference.registry === DOCKER_HUB ? 'docker.io' : reference.registry;
  const place = message('hover.image', { registry, repository });
  if (digest)
    return [place, message(tag ? 'hover.digestAndTag' : 'hover.digest', { digest, tag: tag ?? '' })];
  const isTagged = text!.endsWith(`:${tag}`);
  return [place, message(isTagged ? 'hover.tag' : 'hover.noTag', { tag: tag ?? '' })];
}

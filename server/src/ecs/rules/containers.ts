import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { TaskFacts } from '../facts';
import { numberOf, sizeOf } from '../numbers';
import type { Container } from '../task';
import { ModuleTask } from '../terraform';

/** What containers of a task must be like together. */

const duplicateContainer: Rule<TaskFacts> = {
  code: 'duplicate-container',
  category: 'task',
  severity: 'error',
  summary: 'rule.duplicate-container',
  check: ({ named, apart }, report) => {
    for (const [name, [first, ...others]] of named) {
      // A second sidecar is told by another rule.
      if (name === apart.name) continue;
      for (const other of others)
        report({
          ...other.anchor,
          container: other.id,
          message: message('found.duplicateContainer', { name }),
          related: [{ ...first.anchor, message: message('related.sameName') }],
        });
    }
  },
};

const noEssentialContainer: Rule<TaskFacts> = {
  code: 'no-essential-container',
  category: 'task',
  severity: 'error',
  summary: 'rule.no-essential-container',
  check: ({ task, seesContainers }, report) => {
    const { containers } = task;
    if (!seesContainers || containers.length === 0 || !containers.every(isNotEssential)) return;
    report({
      ...containers[0].field('essential').span,
      container: containers[0].id,
      message: message('found.noEssential'),
      fixes: containers.map((container) => ({
        title: message('fix.essential', { name: container.name ?? '' }),
        isChoice: containers.length > 1,
        changes: () => [{ op: 'replace', node: container.field('essential').node, value: true }],
      })),
    });
  },
};

/** A container is essential unless it says otherwise. */
export function isNotEssential(container: Container): boolean {
  const field = container.field('essential');
  return field.boolean === false || /^false$/i.test(field.text ?? '');
}

/** How the sizes of the containers go with each other and with the task's. */
const containerSize: Rule<TaskFacts> = {
  code: 'container-size',
  category: 'task',
  severity: 'error',
  summary: 'rule.container-size',
  check: (facts, report) => {
    const { task, isOnlyEc2, isWindows, apart } = facts;
    const memory = sizeOf('memory', task.field('memory'));
    let reserved = 0;
    let cpu = 0;
    for (const container of task.containers) {
      const hard = container.field('memory');
      const soft = container.field('memoryReservation');
      const [most, least] = [numberOf(hard) ?? 0, numberOf(soft) ?? 0];
      const name = container.name ?? '';
      if (most > 0 && least > most)
        report({
          ...soft.span,
          container: container.id,
          message: message('found.reservationAboveLimit', { memory: most, reservation: least }),
          related: [{ ...hard.span, message: message('related.limit') }],
        });
      if (memory !== undefined && most > memory)
        report({
          ...hard.span,
          container: container.id,
          message: message('found.memoryAboveTask', { name, memory: most, total: memory }),
          related: [{ ...task.field('memory').span, message: message('related.size') }],
        });
      reserved += least;
      cpu += numberOf(container.field('cpu')) ?? 0;
      const isOnItsOwn = hard.isAbsent && soft.isAbsent && container !== apart.container;
      if (isOnItsOwn && isOnlyEc2 && !isWindows && needsOwnMemory(facts, container))
        report({
          ...container.anchor,
          container: container.id,
          message: message('found.memoryMissing', { name }),
        });
    }
    const total = sizeOf('cpu', task.field('cpu'));
    if (total !== undefined && cpu > total)
      report({ ...task.field('cpu').span, message: message('found.cpuSum', { sum: cpu, total }) });
    // Hard limits may come to more than the task has: not all containers reach theirs, and ECS takes it.
    if (memory !== undefined && reserved > memory)
      report({
        ...task.field('memory').span,
        message: message('found.reservationSum', { sum: reserved, total: memory }),
      });
  },
};

/** Without a size of the task each container must have one. What a task that names no capacity lacks may be given when
 * it is registered. */
function needsOwnMemory({ task }: TaskFacts, container: Container): boolean {
  if (!task.struct || task instanceof ModuleTask || task.isDescribed) return false;
  const decides =
    task.struct.templateDecides(['memory']) ||
    container.struct.templateDecides(['memory', 'memoryReservation']);
  return task.field('memory').isAbsent && !decides;
}

export const containerRules = [duplicateContainer, noEssentialContainer, containerSize];

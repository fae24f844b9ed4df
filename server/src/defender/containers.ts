import type { TaskDefinition } from '../ecs/task';
import { fileOf, ModuleTask } from '../ecs/terraform';
import { type Message, message as say } from '../l10n/message';

/** Why a task's containers cannot be seen where the task stands; undefined where they can. */
export function hiddenContainers(task: TaskDefinition): Message | undefined {
  const file = fileOf(task);
  if (file !== undefined) return say('refused.inFile', { file });
  if (task instanceof ModuleTask && task.hasOwnNames) return say('refused.module');
  const isSeen = task.containers.length > 0 || task.hidden.length === 0;
  if (task.hasContainers && isSeen) return undefined;
  return say('refused.computed', { name: task.label, property: 'containerDefinitions' });
}

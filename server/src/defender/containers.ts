import { fileOf, ModuleTask } from '../ecs/terraform';
import { type Message, message as say } from '../l10n/message';
import type { Elsewhere, Judged, TaskAnalysis } from './analysis';

/** Why a task's containers cannot be seen where the task stands; undefined where they can. */
export function hiddenContainers({ task, elsewhere }: TaskAnalysis): Message | undefined {
  const file = fileOf(task)?.path;
  if (file !== undefined) return say(elsewhere ? 'refused.inFile' : 'refused.inLostFile', { file });
  if (task instanceof ModuleTask && task.hasOwnNames) return say('refused.module');
  const isSeen = task.containers.length > 0 || task.hidden.length === 0;
  if (task.hasContainers && isSeen) return undefined;
  return say('refused.computed', { name: task.label, property: 'containerDefinitions' });
}

/** The containers in another file that run without the Defender, or with a part of its wiring only. */
export function openElsewhere({ analysis }: Elsewhere): Judged[] {
  return analysis.containers.filter(({ state }) => state === 'unprotected' || state === 'partial');
}

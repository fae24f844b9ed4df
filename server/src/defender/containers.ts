import type { Container } from '../ecs/task';
import { fileOf, NamedContainersTask } from '../ecs/terraform';
import { type Message, message as say } from '../l10n/message';
import { HCL_CONTAINER } from '../syntax/hcl/syntax';
import { once } from '../syntax/memo';
import type { Tree } from '../syntax/tree';
import type { Elsewhere, Judged, TaskAnalysis } from './analysis';

/** Why a task's containers cannot be seen where the task stands; undefined where they can. */
export function hiddenContainers({ task, elsewhere }: TaskAnalysis): Message | undefined {
  const file = fileOf(task)?.path;
  if (file !== undefined) return say(elsewhere ? 'refused.inFile' : 'refused.inLostFile', { file });
  if (task instanceof NamedContainersTask && task.hasOwnNames) return say('refused.module');
  const isSeen = task.containers.length > 0 || task.hidden.length === 0;
  if (task.hasContainers && isSeen) return undefined;
  return say('refused.computed', { name: task.label, property: 'containerDefinitions' });
}

/** The containers in another file that run without the Defender, or with a part of its wiring only. */
export function openElsewhere({ analysis }: Elsewhere): Judged[] {
  return analysis.containers.filter(({ state }) => state === 'unprotected' || state === 'partial');
}

/** The labels of the modules whose containers are put into tasks, once for each place. */
const usedModules = once(({ text }: Tree): readonly string[] =>
  [...text.matchAll(/\bmodule\.([\w-]+)(?:\[0\])?\.(?:sensitive_)?json_map/g)].map(([, label]) => label),
);

/** Arguments of a module that are put in the place of what is written beside them. */
const OVERRIDES = ['mapEnvironment', 'containerDefinition'];

/** Why nothing can be written into the module that makes a container: it would not reach the container, or others too. */
export function moduleObstacle(container: Container): Message | undefined {
  const { tree, struct, name = '' } = container;
  if (tree.syntaxOf(struct.node) !== HCL_CONTAINER) return undefined;
  const label = tree.string(struct.node - 1);
  if (usedModules(tree).filter((one) => one === label).length > 1) return say('refused.shared', { name });
  const fields = OVERRIDES.map((argument) => struct.field(argument));
  const field = fields.find((one) => !one.isAbsent && one.source !== '{}');
  return field && say('refused.overridden', { name, argument: tree.source(field.key) });
}

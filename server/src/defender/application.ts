import type { Container } from '../ecs/task';
import { type Message, message } from '../l10n/message';
import type { Value } from '../syntax/edits';
import { copyOf } from './entryPoint';
import type { SidecarValues } from './sidecar';
import { type AppVariable, DEFENDER_TYPE } from './vocabulary';
import type { Wiring } from './wiring';

/** The Defender's variables of an application container; image and name are copied as they are written. */
export function applicationVariables(
  container: Container,
  values: SidecarValues,
): Record<AppVariable, Value> {
  return {
    TW_IMAGE_NAME: copyOf(container.field('image')),
    TW_CONTAINER_NAME: copyOf(container.nameField),
    DEFENDER_TYPE,
    FARGATE_TASK: values.family,
    FILESYSTEM_MONITORING: values.filesystemMonitoring,
    FIPS_ENABLED: values.fips,
  };
}

/** A container that carries no wiring yet may use one of the Defender's names for something of its own, which the
 * Defender would then read. */
export function collision(container: Container, wiring: Wiring): Message | undefined {
  if (wiring.isWired) return undefined;
  for (const [name, isOurs] of OURS) {
    const variable = wiring.variables.get(name);
    if (!variable || variable.value.isAbsent) continue;
    if (variable.isSecret || !(variable.value.isPlaceholder || isOurs.test(variable.value.text ?? ''))) {
      return message('refused.collision', { name: container.name ?? '', variable: name });
    }
  }
  return undefined;
}

/** What the Defender's own values look like. */
const OURS: readonly [AppVariable, RegExp][] = [
  ['DEFENDER_TYPE', /^(?:fargate)?$/],
  ['FARGATE_TASK', /./],
  ['FILESYSTEM_MONITORING', /^(?:true|false)?$/],
  ['FIPS_ENABLED', /^(?:true|false)?$/],
];

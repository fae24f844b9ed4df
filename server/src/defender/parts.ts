import type { Container } from '../ecs/task';
import { CURRENT, type Generation } from './generations';
import { APP_VARIABLES, SIDECAR_VARIABLES } from './vocabulary';
import type { Wiring } from './wiring';
import { WRAPPER_PATHS } from './wrapper';

/** A part of the wiring, by the name of its property, or of its environment variable. */
export type Part = string;

/**
 * The parts that a container which carries wiring still lacks, in the generation of its task. Where that cannot be
 * told, only what every generation has counts. The wrapper itself is the coverage rules' business.
 */
export function missingParts(
  container: Container,
  wiring: Wiring,
  generation: Generation | undefined,
  isSidecar: boolean,
): Part[] {
  return isSidecar
    ? missingInSidecar(container, wiring, generation)
    : missingInApplication(wiring, generation);
}

function missingInApplication(wiring: Wiring, generation: Generation | undefined): Part[] {
  const missing: Part[] = [];
  const oldest = wiring.wrappers.some((wrapper) => wrapper.path === WRAPPER_PATHS[2]);
  if (wiring.wrappers.length === 0) missing.push('entryPoint');
  if (!wiring.volumesFrom) missing.push('volumesFrom');
  // The first Defenders for Fargate did not trace; how they started and what they read is not documented.
  if (oldest) return missing;
  if (!wiring.dependsOn) missing.push('dependsOn');
  if (!wiring.ptrace) missing.push('SYS_PTRACE');
  const variables = generation?.appVariables ?? APP_VARIABLES.slice(0, 4);
  return [...missing, ...variables.filter((name) => !hasValue(wiring, name))];
}

function missingInSidecar(container: Container, wiring: Wiring, generation: Generation | undefined): Part[] {
  const missing: Part[] = ['image', 'entryPoint'].filter((name) => isEmpty(container, name));
  const variables = generation?.sidecarVariables ?? SIDECAR_VARIABLES.slice(0, 4);
  missing.push(...variables.filter((name) => !hasValue(wiring, name)));
  if ((generation ?? CURRENT).healthCheck && generation && isEmpty(container, 'healthCheck'))
    missing.push('healthCheck');
  return missing;
}

/** Whether a variable is there with a value, be it in `environment` or in `secrets`. An empty text is no value, except
 * for TW_IMAGE_NAME: whoever fills in an empty `image` at deployment fills in both. */
export function hasValue(wiring: Wiring, name: string): boolean {
  const variable = wiring.variables.get(name);
  if (variable === undefined || variable.value.isAbsent) return false;
  return variable.value.text !== '' || name === 'TW_IMAGE_NAME';
}

function isEmpty(container: Container, name: string): boolean {
  const field = container.field(name);
  return field.isAbsent || (field.isArray && field.items.length === 0);
}

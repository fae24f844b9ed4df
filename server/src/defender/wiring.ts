import type { Container } from '../ecs/task';
import { Kind } from '../syntax/tree';
import type { Field, Struct } from '../syntax/view';
import { PTRACE } from './vocabulary';
import { findWrappers, hasOrphanArguments, type Wrapper } from './wrapper';

/** The parts of Defender wiring that one container carries. */
export interface Wiring {
  readonly wrappers: readonly Wrapper[];
  readonly orphanArguments: boolean;
  /** The `dependsOn` entry on the sidecar. */
  readonly dependsOn?: Struct;
  /** The `volumesFrom` entry of the sidecar. */
  readonly volumesFrom?: Struct;
  readonly ptrace: boolean;
  /** Environment variables and secrets by name; the last entry of a name counts. */
  readonly variables: ReadonlyMap<string, Variable>;
}

export interface Variable {
  readonly struct: Struct;
  /** The field that holds the value: `value`, or `valueFrom` of a secret. */
  readonly value: Field;
  readonly isSecret: boolean;
}

export function wiringOf(container: Container, sidecarName: string): Wiring {
  const points = (list: string, key: string): Struct | undefined =>
    container.field(list).structs.find((item) => item.field(key).text === sidecarName);
  return {
    wrappers: findWrappers(container),
    orphanArguments: hasOrphanArguments(container),
    dependsOn: points('dependsOn', 'containerName'),
    volumesFrom: points('volumesFrom', 'sourceContainer'),
    ptrace: addedCapabilities(container).includes(PTRACE),
    variables: variablesOf(container),
  };
}

/** Whether anything of ours is in the container. SYS_PTRACE alone can be the author's own. */
export function carriesWiring(wiring: Wiring): boolean {
  return (
    wiring.wrappers.length > 0 ||
    wiring.orphanArguments ||
    wiring.dependsOn !== undefined ||
    wiring.volumesFrom !== undefined ||
    wiring.variables.has('TW_IMAGE_NAME') ||
    wiring.variables.has('TW_CONTAINER_NAME')
  );
}

export function variablesOf(container: Container): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const list of ['environment', 'secrets'] as const) {
    for (const struct of container.field(list).structs) {
      const name = struct.field('name').text;
      const isSecret = list === 'secrets';
      if (name)
        variables.set(name, { struct, value: struct.field(isSecret ? 'valueFrom' : 'value'), isSecret });
    }
  }
  return variables;
}

function addedCapabilities(container: Container): (string | undefined)[] {
  const capabilities = container.field('linuxParameters').struct?.field('capabilities').struct;
  const added = capabilities?.field('add');
  // ALL holds every capability; a value that cannot be seen is given the benefit of the doubt only by protect's refusal.
  return added ? added.strings.map((name) => (name === 'ALL' ? PTRACE : name)) : [];
}

/** The text of a list's item when it is a string. */
export function itemText(container: Container, list: string, place: number): string | undefined {
  const item = container.field(list).items[place];
  return item !== undefined && container.tree.kind(item) === Kind.String
    ? container.tree.string(item)
    : undefined;
}

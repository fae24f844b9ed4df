import type { Container } from '../ecs/task';
import { Kind, NONE } from '../syntax/tree';
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
  readonly variables: Variables;
  /** Anything of ours is in the container. SYS_PTRACE alone can be the author's own. */
  readonly isWired: boolean;
}

export interface Variable {
  readonly struct: Struct;
  /** The field that holds the value: `value`, or `valueFrom` of a secret. */
  readonly value: Field;
  readonly isSecret: boolean;
}

export function wiringOf(container: Container, sidecarName: string): Wiring {
  const points = (list: string, key: string): Struct | undefined =>
    container.field(list).structs.find((item) => item.reads(key, sidecarName));
  const wrappers = findWrappers(container);
  const orphanArguments = hasOrphanArguments(container);
  const dependsOn = points('dependsOn', 'containerName');
  const volumesFrom = points('volumesFrom', 'sourceContainer');
  const variables = new Variables(container);
  return {
    wrappers,
    orphanArguments,
    dependsOn,
    volumesFrom,
    ptrace: addedCapabilities(container).includes(PTRACE),
    variables,
    isWired:
      wrappers.length > 0 ||
      orphanArguments ||
      dependsOn !== undefined ||
      volumesFrom !== undefined ||
      variables.has('TW_IMAGE_NAME') ||
      variables.has('TW_CONTAINER_NAME'),
  };
}

const LISTS = ['secrets', 'environment'] as const;
/** A list of up to so many nodes, five for a variable, is looked through; of a longer one a map is made. */
const FEW = 320;

/** Environment variables and secrets by name; the last entry of a name counts, and a secret before a variable. */
export class Variables {
  private known: ReadonlyMap<string, Variable> | undefined;

  constructor(private readonly container: Container) {}

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }
  get(name: string): Variable | undefined {
    for (const list of LISTS) {
      const field = this.container.field(list);
      if (field.node !== NONE && field.tree.after(field.node) - field.node > FEW)
        return this.byName().get(name);
      const struct = field.lastItemWith('name', name);
      if (struct) return variable(struct, list);
    }
    return undefined;
  }
  [Symbol.iterator](): Iterator<[string, Variable]> {
    return this.byName()[Symbol.iterator]();
  }

  private byName(): ReadonlyMap<string, Variable> {
    if (this.known) return this.known;
    const known = new Map<string, Variable>();
    for (const list of LISTS.toReversed())
      for (const struct of this.container.field(list).structs) {
        const name = struct.field('name').text;
        if (name) known.set(name, variable(struct, list));
      }
    this.known = known;
    return known;
  }
}

function variable(struct: Struct, list: (typeof LISTS)[number]): Variable {
  const isSecret = list === 'secrets';
  return { struct, value: struct.field(isSecret ? 'valueFrom' : 'value'), isSecret };
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

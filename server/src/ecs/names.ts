import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { Field, type Struct } from '../syntax/view';
import { servicesOf } from './services';
import type { Container, TaskDefinition } from './task';
import { ModuleTask } from './terraform';

/** What a task gives a name, by which other parts of it, or of its template, refer to it. */
export type NameKind = 'container' | 'volume' | 'family';

/** A place where a name stands. */
export interface NameUse {
  readonly kind: NameKind;
  readonly task: TaskDefinition;
  /** The name, with `${...}` for what a template fills in. */
  readonly name: string;
  readonly role: 'definition' | 'reference';
  /** The text, key or expression that holds the name. */
  readonly node: NodeId;
  /** Where in it the name stands, inside of quotes and without what follows in `name:alias`. */
  readonly start: number;
  readonly end: number;
  /** A template decides about the name, or a part of it. */
  readonly isTemplate: boolean;
  /** What stands here means the thing without saying its name. */
  readonly isImplied?: boolean;
}

/** The names that ECS itself reads: those of a task's containers and volumes and its family, and the references to
 * them in `dependsOn`, `volumesFrom`, `links`, `mountPoints`, `proxyConfiguration`, and in the services of the same
 * template that run the task (RegisterTaskDefinition and CreateService in the ECS API reference). */
export function namesOf(task: TaskDefinition): NameUse[] {
  const family = task.field('family');
  // The one container that has `firelensConfiguration`.
  const router = task.containers.find((one) => !one.field('firelensConfiguration').isAbsent);
  return [
    ...use(task, 'family', 'definition', family.key === NONE ? undefined : family),
    ...task.containers.flatMap((container) => namesInContainer(task, container, router)),
    ...objectsIn(task.field('volumes')).flatMap((volume) =>
      use(task, 'volume', 'definition', volume.field('name')),
    ),
    ...use(task, 'container', 'reference', task.field('proxyConfiguration').struct?.field('containerName')),
    ...servicesOf(task).flatMap(({ struct }) => namesInService(task, struct)),
    ...namesInModule(task),
  ].sort((a, b) => a.start - b.start);
}

function namesInContainer(
  task: TaskDefinition,
  container: Container,
  router: Container | undefined,
): NameUse[] {
  const named = (list: string, key: string, kind: NameKind): NameUse[] =>
    container.field(list).structs.flatMap((item) => use(task, kind, 'reference', item.field(key)));
  return [
    ...use(task, 'container', 'definition', container.nameField),
    ...named('dependsOn', 'containerName', 'container'),
    ...named('volumesFrom', 'sourceContainer', 'container'),
    ...named('mountPoints', 'sourceVolume', 'volume'),
    ...container.field('links').items.flatMap((item) => linkTo(task, container.tree, item)),
    ...routerOf(task, container, router),
  ];
}

/** Containers that log through FireLens mean its router. */
function routerOf(task: TaskDefinition, container: Container, router: Container | undefined): NameUse[] {
  const driver = container.field('logConfiguration').struct?.field('logDriver');
  if (driver?.text !== 'awsfirelens' || !router || router === container) return [];
  return use(task, 'container', 'reference', driver).map((one) => ({
    ...one,
    name: nameIn(router.nameField),
    isImplied: true,
  }));
}

function namesInService(task: TaskDefinition, service: Struct): NameUse[] {
  const containers = ['loadBalancers', 'serviceRegistries'].flatMap((list) =>
    objectsIn(service.field(list)).flatMap((item) =>
      use(task, 'container', 'reference', item.field('containerName')),
    ),
  );
  // CloudFormation has a list of them, Terraform blocks.
  const volumes = ['volumeConfigurations', 'volumeConfiguration'].flatMap((list) =>
    objectsIn(service.field(list)).flatMap((item) => use(task, 'volume', 'reference', item.field('name'))),
  );
  return [...containers, ...volumes];
}

/** The registry's module has its load balancers by name, with the provider's names in them. */
function namesInModule(task: TaskDefinition): NameUse[] {
  const balancers = task instanceof ModuleTask ? task.struct?.field('loadBalancers').struct : undefined;
  return (balancers?.keys ?? []).flatMap((key) => {
    const balancer = new Field(task.tree, 'loadBalancers', key, key + 1).struct;
    return use(task, 'container', 'reference', balancer?.field('container_name'));
  });
}

/** An object, or those of a list: one block of Terraform is no list. */
function objectsIn(field: Field): readonly Struct[] {
  return field.struct ? [field.struct] : field.structs;
}

function linkTo(task: TaskDefinition, tree: Tree, item: NodeId): NameUse[] {
  return use(task, 'container', 'reference', new Field(tree, 'links', item, item)).map((one) => {
    const name = one.name.replace(/^(.+?):[^:{}]*$/, '$1');
    return { ...one, name, ...placeOf(tree, item, name) };
  });
}

/** A field as the place of a name; none where there is no text, nor an expression that gives one. */
export function use(
  task: TaskDefinition,
  kind: NameKind,
  role: NameUse['role'],
  field: Field | undefined,
): NameUse[] {
  if (!field || field.isAbsent || (field.text === undefined && !field.isOpaque)) return [];
  const { tree, node } = field;
  const name = nameIn(field);
  if (name === '' || tree.kind(node) === Kind.Directive) return [];
  return [{ kind, task, role, node, name, isTemplate: field.isPlaceholder, ...placeOf(tree, node, name) }];
}

function nameIn(field: Field): string {
  return field.text ?? field.template ?? '';
}

/** Where a name stands in the node that holds it. */
function placeOf(tree: Tree, node: NodeId, name: string): { start: number; end: number } {
  const source = tree.source(node);
  const open = /^\\?["']/.exec(source)?.[0].length ?? 0;
  const close = open > 0 && source.length > open && source.endsWith(source.slice(0, open)) ? open : 0;
  const start = tree.start(node) + open;
  const isVerbatim = tree.text.startsWith(name, start);
  return { start, end: isVerbatim ? start + name.length : tree.end(node) - close };
}

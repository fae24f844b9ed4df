import { grouped } from '../syntax/grouped';
import { once } from '../syntax/memo';
import type { Field, Struct } from '../syntax/view';
import { type Resource, resourcesOf } from './cloudformation';
import type { TaskDefinition } from './task';
import { type Block, blocksOf, SERVICE } from './terraform';

/** A service of the same template that runs a task, by the API's names. */
export interface Service {
  readonly struct: Struct;
  readonly name: string;
}

/** The services beside a task that refer to it. */
export function servicesOf({ tree, resource }: TaskDefinition): readonly Service[] {
  if (resource === undefined) return [];
  const byTask =
    tree.dialect === 'terraform'
      ? blocksByTask(blocksOf(tree, SERVICE))
      : resourcesByTask(resourcesOf(tree, 'AWS::ECS::Service'));
  return byTask.get(resource) ?? [];
}

const resourcesByTask = once((services: readonly Resource[]) =>
  grouped(
    services.flatMap(({ properties, logicalId }): [string, Service][] => {
      const task = properties && referredBy(properties.field('taskDefinition'));
      return task === undefined ? [] : [[task, { struct: properties!, name: logicalId ?? '' }]];
    }),
  ),
);

const REFERENCE = /\baws_ecs_task_definition\.([\p{ID_Continue}-]+)/gu;

/** An expression may name several. */
const blocksByTask = once((services: readonly Block[]) =>
  grouped(
    services.flatMap((service): [string, Service][] => {
      const names = service.struct.field('taskDefinition').source.matchAll(REFERENCE);
      return [...new Set([...names].map(([, name]) => name))].map((name) => [name, service]);
    }),
  ),
);

/** The resource of the same template that a value is, or is an attribute of, by `Ref`, `Fn::GetAtt` or `Fn::Sub`. */
export function referredBy(field: Field): string | undefined {
  if (!field.isOpaque) return undefined;
  const whole = /^\$\{([A-Za-z0-9]+)(?:\.\w+)?\}$/.exec(field.template ?? '');
  if (whole) return whole[1];
  const source = field.tree.source(field.node);
  return /^(?:!GetAtt\s+['"]?|\{?\s*["']?Fn::GetAtt["']?\s*:\s*\[?\s*-?\s*["']?)([A-Za-z0-9]+)/.exec(
    source,
  )?.[1];
}

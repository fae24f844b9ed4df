import type { Field, Struct } from '../syntax/view';
import { resourcesOf } from './cloudformation';
import type { TaskDefinition } from './task';
import { blocksOf, SERVICE } from './terraform';

/** A service of the same template that runs a task, by the API's names. */
export interface Service {
  readonly struct: Struct;
  readonly name: string;
}

/** The services beside a task that refer to it. */
export function servicesOf(task: TaskDefinition): Service[] {
  const { tree, resource } = task;
  if (resource === undefined) return [];
  if (tree.dialect === 'terraform') {
    const names = new RegExp(`\\baws_ecs_task_definition\\.${escaped(resource)}(?![\\w-])`);
    return blocksOf(tree, SERVICE).filter(({ struct }) => {
      const { node } = struct.field('taskDefinition');
      return node >= 0 && names.test(tree.source(node));
    });
  }
  return resourcesOf(tree, 'AWS::ECS::Service').flatMap(({ properties, logicalId }) =>
    properties && refersTo(properties.field('taskDefinition'), resource)
      ? [{ struct: properties, name: logicalId ?? '' }]
      : [],
  );
}

/** Whether a value of a template is a resource of the same template, or one of its attributes. */
export function refersTo(field: Field, logicalId: string): boolean {
  return referredBy(field) === logicalId;
}

/** The resource that a value refers to, by `Ref`, `Fn::GetAtt` or `Fn::Sub`. */
export function referredBy(field: Field): string | undefined {
  if (!field.isOpaque) return undefined;
  const whole = /^\$\{([A-Za-z0-9]+)(?:\.\w+)?\}$/.exec(field.template ?? '');
  if (whole) return whole[1];
  const source = field.tree.source(field.node);
  return /^(?:!GetAtt\s+['"]?|\{?\s*["']?Fn::GetAtt["']?\s*:\s*\[?\s*-?\s*["']?)([A-Za-z0-9]+)/.exec(
    source,
  )?.[1];
}

function escaped(name: string): string {
  return name.replace(/[.*+?^$\\()[\]{}|-]/g, '\\$&');
}

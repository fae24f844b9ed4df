import type { HclOptions } from '../syntax/hcl/reader';
import { NONE, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { TaskDefinition } from './task';

const RESOURCE = 'aws_ecs_task_definition';

/** A cheap look at the text. */
export const HAS_TASK_RESOURCE = new RegExp(`^[ \\t]*resource[ \\t]+"?${RESOURCE}"?`, 'm');

/** How a Terraform file is read: the resources that hold task definitions. */
export const TERRAFORM: HclOptions = {
  wanted: ([block, type]) => block === 'resource' && type === RESOURCE,
  lists: { volume: 'volumes', placement_constraints: 'placementConstraints' },
};

/** The task definitions of a Terraform file, each with the arguments of its resource. */
export function tasksInTerraform(tree: Tree): TaskDefinition[] {
  return new Struct(tree, 0).keys.flatMap((key) => {
    const struct = new Struct(tree, key + 1);
    const containers = struct.field('containerDefinitions');
    return containers.node === NONE
      ? []
      : new TaskDefinition(tree, struct, containers.node, tree.string(key));
  });
}

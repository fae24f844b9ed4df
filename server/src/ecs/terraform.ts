import type { HclOptions } from '../syntax/hcl/reader';
import { NONE, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { TaskDefinition } from './task';

const RESOURCE = 'aws_ecs_task_definition';
export const SERVICE = 'aws_ecs_service';

/** A cheap look at the text. */
export const HAS_TASK_RESOURCE = new RegExp(`^[ \\t]*resource[ \\t]+"?${RESOURCE}"?`, 'm');

/** How a Terraform file is read: the resources that hold task definitions. */
export const TERRAFORM: HclOptions = {
  wanted: ([block, type]) => block === 'resource' && (type === RESOURCE || type === SERVICE),
  follow: new Set(['container_definitions']),
  lists: new Set(['volume', 'load_balancer', 'placement_constraints']),
};

/** The task definitions of a Terraform file, each with the arguments of its resource. */
export function tasksInTerraform(tree: Tree): TaskDefinition[] {
  return blocksOf(tree, RESOURCE).flatMap(({ struct, name }) => {
    const containers = struct.field('containerDefinitions');
    return containers.node === NONE ? [] : new TaskDefinition(tree, struct, containers.node, name);
  });
}

/** The resources of a type that were read, with their names. */
export function blocksOf(tree: Tree, type: string): { struct: Struct; name: string }[] {
  const begin = new RegExp(`^resource\\s+"?${type}"?\\s`);
  return new Struct(tree, 0).keys.flatMap((key) => {
    const node = key + 1;
    const head = tree.text.slice(tree.start(node), tree.start(node) + type.length + 20);
    return begin.test(head) ? [{ struct: new Struct(tree, node), name: tree.string(key) }] : [];
  });
}

/** The file that holds a task's containers, where the resource only names it. */
export function fileOf({ tree, containersNode }: TaskDefinition): string | undefined {
  if (tree.dialect !== 'terraform') return undefined;
  return /\b(?:file|templatefile)\(\s*"([^"]+)"/.exec(tree.source(containersNode))?.[1];
}

import { grouped } from '../syntax/grouped';
import { once } from '../syntax/memo';
import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import type { YamlOptions } from '../syntax/yaml/reader';
import { TaskDefinition } from './task';

const RESOURCE_TYPE = 'AWS::ECS::TaskDefinition';

/** Whether the type is that of a resource, and not only spoken of. */
export function holdsTemplate(text: string): boolean {
  return text.includes(RESOURCE_TYPE) && TYPE_OF_RESOURCE.test(text);
}
const TYPE_OF_RESOURCE = /\bType["']?\s*:\s*["']?AWS::ECS::TaskDefinition\b/;

/** How a template in YAML is read. CloudFormation makes a text of whatever stands where it wants one. */
export const TEMPLATE: YamlOptions = {
  dialect: 'cloudformation',
  marks: /AWS::ECS::(?:TaskDefinition|Service)\b|AWS::IAM::(?:Role|RolePolicy|Policy|ManagedPolicy)\b/g,
  texts: new Set([
    'type',
    'name',
    'image',
    'value',
    'valuefrom',
    'family',
    'command',
    'entrypoint',
    'containername',
    'sourcecontainer',
    'condition',
    'add',
    'drop',
    'options',
  ]),
};

/** The task definitions of a template: every resource of the type, wherever in the document it stands. */
export function tasksInTemplate(tree: Tree): TaskDefinition[] {
  return resourcesOf(tree, RESOURCE_TYPE).flatMap(({ properties, logicalId }) => {
    const containers = properties?.field('containerDefinitions');
    if (!containers || containers.node === NONE) return [];
    return new TaskDefinition(tree, properties, containers.node, logicalId);
  });
}

/** A resource of a template. */
export interface Resource {
  readonly struct: Struct;
  readonly properties?: Struct;
  /** What the template calls it; absent where the resource is the whole document. */
  readonly logicalId?: string;
}

/** All resources of a type. */
export function resourcesOf(tree: Tree, type: string): readonly Resource[] {
  return typedResources(tree).get(type) ?? [];
}

/** The resources by type, found by the pair `Type: AWS::...` that only a resource has. */
const typedResources = once((tree: Tree): ReadonlyMap<string, readonly Resource[]> => {
  const found: [string, Resource][] = [];
  for (let node = 1; node < tree.size; node++) {
    const owner = tree.parent(node);
    if (tree.kind(node) !== Kind.String || owner === NONE || tree.kind(owner) !== Kind.Object) continue;
    if (!isValueOf(tree, node, 'Type')) continue;
    const type = tree.string(node);
    if (!type.startsWith('AWS::')) continue;
    const struct = new Struct(tree, owner);
    const properties = struct.field('Properties').struct;
    found.push([type, { struct, properties, logicalId: keyOf(tree, owner) }]);
  }
  return grouped(found);
});

/** A member's value has the id after its key, since keys are never more than one node. */
function isValueOf(tree: Tree, node: NodeId, key: string): boolean {
  return tree.parent(node - 1) === tree.parent(node) && tree.reads(node - 1, key);
}

function keyOf(tree: Tree, node: NodeId): string | undefined {
  const owner = tree.parent(node);
  return owner !== NONE && tree.kind(owner) === Kind.Object ? tree.string(node - 1) || undefined : undefined;
}

import { grouped } from '../syntax/grouped';
import type { HclOptions } from '../syntax/hcl/reader';
import { HCL_CONTAINER } from '../syntax/hcl/syntax';
import { once } from '../syntax/memo';
import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { Field, Struct } from '../syntax/view';
import { TaskDefinition } from './task';

const RESOURCE = 'aws_ecs_task_definition';
/** The provider of templates that was there before `templatefile`. */
const TEMPLATE_FILE = 'template_file';
/** The registry's module that most people make services with; since version 6 it takes containers by the API's names. */
const MODULE = /^[ \t]*source[ \t]*=[ \t]*"terraform-aws-modules\/ecs\/aws\/\/modules\/service"/m;
export const SERVICE = 'aws_ecs_service';
/** Cloud Posse's modules: one makes a container, the other a task and its service of such containers. */
const CONTAINER_MODULE = /^[ \t]*source[ \t]*=[ \t]*"cloudposse\/ecs-container-definition\/aws"/m;
const SERVICE_MODULE = /^[ \t]*source[ \t]*=[ \t]*"cloudposse\/ecs-alb-service-task\/aws"/m;

/** A cheap look at the text. */
export function holdsTerraformTask(text: string): boolean {
  return BEGIN.test(text) || MODULE.test(text) || SERVICE_MODULE.test(text);
}
const BEGIN = new RegExp(`^[ \\t]*resource[ \\t]+"?${RESOURCE}"?`, 'm');

const MODULES = [MODULE, CONTAINER_MODULE, SERVICE_MODULE];

/** How a Terraform file is read: the resources that hold task definitions. */
export const TERRAFORM: HclOptions = {
  wanted: ([block, type], text) =>
    block === 'resource'
      ? type === RESOURCE || type === SERVICE
      : block === 'data'
        ? type === TEMPLATE_FILE
        : block === 'module' && MODULES.some((one) => one.test(text())),
  isContainer: (text) => CONTAINER_MODULE.test(text),
  follow: new Set(['container_definitions', 'container_definition_json', 'template']),
  lists: new Set(['volume', 'load_balancer', 'placement_constraints']),
};

/** The task definitions of a Terraform file, each with the arguments of its resource. */
export function tasksInTerraform(tree: Tree): TaskDefinition[] {
  return [...tasksInModules(tree), ...tasksInResources(tree)].sort((a, b) => a.start - b.start);
}

function tasksInResources(tree: Tree): TaskDefinition[] {
  const made = containersMade(tree);
  return blocksOf(tree, RESOURCE).flatMap(({ struct, name }) => {
    const containers = struct.field('containerDefinitions');
    return containers.node === NONE ? [] : new TaskDefinition(tree, struct, containers.node, name, [], made);
  });
}

/** Tasks whose module is given the containers. */
function tasksInModules(tree: Tree): TaskDefinition[] {
  const made = containersMade(tree);
  return modulesIn(tree).flatMap(({ struct, name }) => {
    const byName = struct.field('containerDefinitions').node;
    if (byName !== NONE) return new NamedContainersTask(tree, struct, byName, name);
    const listed = struct.field('containerDefinitionJson').node;
    return listed === NONE ? [] : new ModuleTask(tree, struct, listed, name, [], made);
  });
}

function modulesIn(tree: Tree): { struct: Struct; name: string }[] {
  return new Struct(tree, 0).keys.flatMap((key) => {
    const start = tree.start(key + 1);
    if (!/^module\s/.test(tree.text.slice(start, start + 10))) return [];
    return [{ struct: new Struct(tree, key + 1), name: tree.string(key) }];
  });
}

/** The containers that modules of this file make for a value, such as `jsonencode([module.web.json_map_object])`. */
function containersMade(tree: Tree): (node: NodeId) => Struct[] {
  const modules = new Map(modulesIn(tree).map(({ struct, name }) => [name, struct]));
  return (node) =>
    [...tree.source(node).matchAll(MADE)].flatMap(([, name]) => {
      const struct = modules.get(name);
      return struct && tree.syntaxOf(struct.node) === HCL_CONTAINER ? [struct] : [];
    });
}
const MADE = /\bmodule\.([\w-]+)(?:\[0\])?\.(?:sensitive_)?json_map_(?:object|encoded(?:_list)?)\b/g;

/** A task that a module makes: what it is not given, it decides itself. */
export class ModuleTask extends TaskDefinition {
  override field(name: string): Field {
    const own = super.field(name);
    if (name === 'containerDefinitions') return super.field('containerDefinitionJson');
    // What the module makes of its other names cannot be said in its place.
    if (name === 'family' || !own.isAbsent) return own;
    return new Field(this.tree, name, NONE, super.field('source').node);
  }
}

/** A task of the registry's module, which is given the containers by name. */
export class NamedContainersTask extends ModuleTask {
  override get isByName(): boolean {
    return true;
  }
  override field(name: string): Field {
    if (name === 'containerDefinitions') return this.struct!.field(name);
    // The module calls the family as it calls the service.
    const family = super.field(name);
    return name === 'family' && family.isAbsent ? super.field('name') : family;
  }
  /** Until version 6 the module had names of its own for most properties. */
  get hasOwnNames(): boolean {
    const version = this.struct!.field('version');
    const oldest = /\d+/.exec(version.text ?? '')?.[0];
    const isOld = oldest !== undefined && Number(oldest) < 6;
    return (
      isOld || this.containers.some(({ struct }) => struct.keys.some((key) => OLD.has(this.tree.string(key))))
    );
  }
}
const OLD = new Set([
  'port_mappings',
  'readonly_root_filesystem',
  'memory_reservation',
  'log_configuration',
  'linux_parameters',
  'firelens_configuration',
  'volumes_from',
  'health_check',
  'mount_points',
  'dependencies',
]);

/** A block with two labels. */
export interface Block {
  readonly struct: Struct;
  readonly name: string;
}

/** The resources of a type that were read, or the data sources, with their names. */
export function blocksOf(tree: Tree, type: string, block = 'resource'): readonly Block[] {
  return typedBlocks(tree).get(`${block} ${type}`) ?? [];
}

const typedBlocks = once((tree: Tree) =>
  grouped(
    new Struct(tree, 0).keys.flatMap((key): [string, Block][] => {
      const node = key + 1;
      const head = tree.text.slice(tree.start(node), tree.start(node) + LONGEST_HEAD);
      const [, block, type] = /^(resource|data)\s+"?([\w-]+)"?\s/.exec(head) ?? [];
      return type === undefined
        ? []
        : [[`${block} ${type}`, { struct: new Struct(tree, node), name: tree.string(key) }]];
    }),
  ),
);
const LONGEST_HEAD = 100;

/** A file that holds a task's containers, where the resource only names it. */
export interface ContainersFile {
  /** As the document writes it; it may begin with `${path.module}`. */
  readonly path: string;
  /** What the text in it can name, where it is a template. */
  readonly variables?: Struct;
}

export function fileOf({ tree, containersNode: node }: TaskDefinition): ContainersFile | undefined {
  if (tree.dialect !== 'terraform' || node < 0 || tree.kind(node) === Kind.Array) return undefined;
  const name = /^"?(?:\$\{)?data\.template_file\.([\w-]+)\.rendered\}?"?$/.exec(tree.source(node))?.[1];
  if (name === undefined) return called(tree, node);
  const template = blocksOf(tree, TEMPLATE_FILE, 'data').find((block) => block.name === name)?.struct;
  const file = template && called(tree, template.field('template').node);
  return file && { variables: template.field('vars').struct, ...file };
}

/** The file that `file` or `templatefile` is called with. */
function called(tree: Tree, node: NodeId): ContainersFile | undefined {
  const [path, variables] = node < 0 || tree.kind(node) !== Kind.Opaque ? [] : tree.children(node);
  if (path === undefined || tree.kind(path) !== Kind.String) return undefined;
  const struct = variables === undefined || tree.kind(variables) !== Kind.Object ? undefined : variables;
  return {
    path: tree.string(path),
    ...(struct === undefined ? {} : { variables: new Struct(tree, struct) }),
  };
}

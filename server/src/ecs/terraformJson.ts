import { printBrackets } from '../syntax/brackets/printer';
import { styleOf } from '../syntax/brackets/style';
import { fromArgument, toArgument } from '../syntax/hcl/scalars';
import { ESCAPED_JSON, readEscapedJson } from '../syntax/json/escaped';
import { readJson } from '../syntax/json/reader';
import { JSON_SYNTAX, jsonNotation } from '../syntax/json/syntax';
import { NodeTable } from '../syntax/nodes';
import type { Syntax } from '../syntax/syntax';
import { Kind, NONE, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { TaskDefinition } from './task';

/** Terraform in JSON (`.tf.json`, as generators write it): the arguments have Terraform's names, and the containers are
 * JSON in a string. */

const RESOURCE = 'aws_ecs_task_definition';

export function holdsTerraformJson(text: string): boolean {
  return text.includes(`"${RESOURCE}"`) && /"resource"\s*:/.test(text);
}

const notation = { ...jsonNotation, key: (name: string) => JSON.stringify(toArgument(name)) };
const JSON_ARGUMENTS: Syntax = {
  ...JSON_SYNTAX,
  renames: true,
  decode: (source) => fromArgument(JSON_SYNTAX.decode(source)),
  print: (tree, changes) => printBrackets(tree, styleOf(tree, JSON_SYNTAX, notation), changes),
};
const PLAIN = 0;
const ARGUMENTS = 1;
const ESCAPED = 2;

export function readTerraformJson(text: string): { tree: Tree; tasks: TaskDefinition[] } {
  const plain = readJson(text, 'terraform');
  const resources = resourcesIn(plain);
  const nodes = new NodeTable(text, [JSON_SYNTAX, JSON_ARGUMENTS, ESCAPED_JSON]);
  /** Where each resource's object has come to stand. */
  const placed = new Map<NodeId, NodeId>();

  const copy = (node: NodeId, parent: NodeId): void => {
    const isArgument = resources.has(plain.parent(node));
    if (isArgument && holdsContainers(plain, node)) {
      nodes.form = ESCAPED;
      nodes.graft(readEscapedJson(text, plain.start(node), plain.end(node)), parent);
      return;
    }
    const isName = isArgument && plain.children(plain.parent(node)).indexOf(node) % 2 === 0;
    nodes.form = isName || resources.has(node) ? ARGUMENTS : PLAIN;
    const own = nodes.add(plain.kind(node), plain.start(node), plain.end(node), parent);
    if (resources.has(node)) placed.set(node, own);
    for (const child of plain.children(node)) copy(child, own);
    nodes.close(own, plain.end(node));
  };
  copy(0, NONE);
  for (const { code, start, end } of plain.faults) nodes.fault(code, start, end);
  const tree = nodes.tree('terraform');
  const tasks = [...resources].flatMap(([node, name]) => {
    const struct = new Struct(tree, placed.get(node)!);
    const containers = struct.field('containerDefinitions');
    return containers.node === NONE ? [] : new TaskDefinition(tree, struct, containers.node, name);
  });
  return { tree, tasks };
}

/** The objects with the arguments of task definitions, by the names of the resources. */
function resourcesIn(tree: Tree): Map<NodeId, string> {
  const found = new Map<NodeId, string>();
  if (tree.kind(0) !== Kind.Object) return found;
  const byName = new Struct(tree, 0).field('resource').struct?.field(RESOURCE).struct;
  for (const key of byName?.keys ?? []) {
    const value = key + 1;
    const object = tree.kind(value) === Kind.Array ? tree.firstChild(value) : value;
    if (object !== NONE && tree.kind(object) === Kind.Object) found.set(object, tree.string(key));
  }
  return found;
}

function holdsContainers(tree: Tree, node: NodeId): boolean {
  return (
    tree.kind(node) === Kind.String &&
    tree.reads(node - 1, 'container_definitions') &&
    /^\s*\[/.test(tree.string(node))
  );
}

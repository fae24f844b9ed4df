import type { Dialect } from '../syntax/dialect';
import { hasGrammars } from '../syntax/grammars';
import { readHcl } from '../syntax/hcl/reader';
import { readAgain } from '../syntax/json/again';
import { readJson } from '../syntax/json/reader';
import { skipTrivia } from '../syntax/json/trivia';
import { isUnread, LONGEST } from '../syntax/limits';
import { Kind, type NodeId, type Tree } from '../syntax/tree';
import { Struct } from '../syntax/view';
import { readYaml } from '../syntax/yaml/reader';
import { holdsTemplate, TEMPLATE, tasksInTemplate } from './cloudformation';
import { TaskDefinition } from './task';
import { holdsTerraformTask, TERRAFORM, tasksInTerraform } from './terraform';
import { holdsTerraformJson, readTerraformJson } from './terraformJson';

/** Keys that, beside `name` and `image`, only a container definition has. One of them tells a list of containers
 * from any other list of things with a name and an image. */
const TELLING_KEYS = [
  'essential',
  'portMappings',
  'logConfiguration',
  'entryPoint',
  'mountPoints',
  'memoryReservation',
  'volumesFrom',
  'environment',
  'firelensConfiguration',
  'linuxParameters',
  'dependsOn',
  'healthCheck',
  'command',
];

type TaskSyntax = 'json' | 'yaml' | 'terraform';

/** What a text is by a cheap look, so that unrelated documents are never parsed. */
interface Look {
  readonly syntax: TaskSyntax;
  readonly isTerraformJson?: boolean;
  readonly isTemplate?: boolean;
}

/** In which syntax a text is read; undefined where it does not look like a task definition at all, or is too long. */
export function syntaxOf(text: string): TaskSyntax | undefined {
  return lookAt(text)?.syntax;
}

function lookAt(text: string): Look | undefined {
  return text.length > LONGEST ? undefined : looksLike(text);
}

function looksLike(text: string): Look | undefined {
  const first = text[skipTrivia(text, 0)];
  const isBracketed = first === '{' || first === '[';
  const isTerraformJson = isBracketed && holdsTerraformJson(text);
  if (!isBracketed && holdsTerraformTask(text)) return { syntax: 'terraform' };
  const isTemplate = holdsTemplate(text);
  if (isTerraformJson || isTemplate)
    return { syntax: isBracketed ? 'json' : 'yaml', isTerraformJson, isTemplate };
  if (isBracketed && text.includes('"containerDefinitions"')) return { syntax: 'json' };
  if (/^containerDefinitions[ \t]*:/m.test(text)) return { syntax: 'yaml' };
  if (text.includes('"containerDefinitions"')) return { syntax: 'json' };
  return text.includes('"image"') && first === '[' ? { syntax: 'json' } : undefined;
}

/** Whether reading the text takes a grammar that has to be loaded first. */
export function needsGrammar(text: string): boolean {
  if (hasGrammars()) return false;
  const syntax = syntaxOf(text);
  return syntax === 'yaml' || syntax === 'terraform';
}

export function mightHoldTask(text: string): boolean {
  return looksLike(text) !== undefined;
}

/** A document's tree and the task definitions in it. */
export interface EcsDocument {
  readonly tree: Tree;
  readonly tasks: readonly TaskDefinition[];
}

/** Reads a document and finds its task definitions by content: an object with `containerDefinitions`, the same inside
 * `taskDefinition` (as `aws ecs describe-task-definition` prints it), or a bare array of container definitions.
 * Undefined where the text does not even look like one. What was read before of most of the text is not read again. */
export function recognise(text: string, before?: Tree): EcsDocument | undefined {
  const document = readDocument(text, before);
  // Where a fault hides the task definition that a text says it holds, the fault at least is told. What is half typed beside
  // `containerDefinitions` has hidden nothing yet.
  const isTold =
    document &&
    document.tree.faults.length > 0 &&
    (document.tree.dialect !== 'api' || isUnread(document.tree));
  return isTold || (document?.tasks.length ?? 0) > 0 ? document : undefined;
}

/** The same, also where a text that looks like a task definition holds none yet. */
export function readDocument(text: string, before?: Tree): EcsDocument | undefined {
  const look = lookAt(text);
  if (!look) return undefined;
  const { syntax, isTerraformJson, isTemplate } = look;
  if (isTerraformJson) {
    const { tree, tasks } = readTerraformJson(text);
    if (tasks.length > 0) return { tree, tasks };
  }
  if (syntax === 'terraform') {
    const tree = readHcl(text, TERRAFORM);
    return { tree, tasks: tasksInTerraform(tree) };
  }
  if (isTemplate) {
    const tree = syntax === 'json' ? json(text, 'cloudformation', before) : readYaml(text, TEMPLATE);
    return { tree, tasks: tasksInTemplate(tree) };
  }
  const tree = syntax === 'json' ? json(text, 'api', before) : readYaml(text, { dialect: 'api' });
  const task = taskAt(tree, 0);
  return { tree, tasks: task ? [task] : [] };
}

function json(text: string, dialect: Dialect, before: Tree | undefined): Tree {
  return (before?.dialect === dialect && readAgain(before, text)) || readJson(text, dialect);
}

function taskAt(tree: Tree, root: NodeId): TaskDefinition | undefined {
  if (tree.kind(root) === Kind.Array)
    return looksLikeContainers(tree, root) ? new TaskDefinition(tree, undefined, root) : undefined;
  if (tree.kind(root) !== Kind.Object) return undefined;
  const struct = new Struct(tree, root);
  const containers = struct.field('containerDefinitions');
  if (containers.key >= 0 && tree.reads(containers.key, 'containerDefinitions')) {
    return new TaskDefinition(tree, struct, containers.node);
  }
  const wrapped = struct.field('taskDefinition').struct;
  return wrapped && taskAt(tree, wrapped.node);
}

function looksLikeContainers(tree: Tree, array: NodeId): boolean {
  const structs = tree
    .children(array)
    .filter((item) => tree.kind(item) === Kind.Object)
    .map((item) => new Struct(tree, item));
  const has = (struct: Struct, name: string): boolean => struct.field(name).key >= 0;
  return (
    structs.length > 0 &&
    structs.some(
      (struct) => has(struct, 'image') && has(struct, 'name') && TELLING_KEYS.some((key) => has(struct, key)),
    )
  );
}

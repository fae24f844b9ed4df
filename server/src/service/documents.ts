import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type EcsDocument,
  mightHoldTask,
  recognise,
  needsGrammar as taskNeedsGrammar,
} from '../ecs/recognise';
import type { TaskDefinition } from '../ecs/task';
import {
  mightBePipeline,
  type PipelineDocument,
  pipelineIn,
  needsGrammar as pipelineNeedsGrammar,
} from '../pipelines/document';
import { imageFileOf, isBracketed } from '../pipelines/images';
import { brokenWorkflow } from '../pipelines/workflow';
import { type CustomRule, customRulesIn } from '../policy/customRules/customRule';
import { isScriptFile, mightHoldScripts, readScript } from '../policy/customRules/hosts';
import { mightBePolicy, type PolicyDocument, policyIn } from '../policy/recognise';
import { readJson } from '../syntax/json/reader';
import { JSON_SYNTAX } from '../syntax/json/syntax';
import { LONGEST, MOST_NODES, unread } from '../syntax/limits';
import type { Tree } from '../syntax/tree';

const KNOWN_NAMES = /\.(?:jsonc?|pcrule|ya?ml|tf|tofu|tpl|tftpl|tmpl|template|j2|jinja2?|erb|mustache|hbs)$/i;

/** Whether documents of ours are kept under such a name: JSON, scripts, YAML, Terraform, and templates that may hold
 * JSON. */
export function hasKnownName(path: string): boolean {
  return KNOWN_NAMES.test(path);
}

/** What is ours in a document. */
export interface Contents {
  readonly tree: Tree;
  readonly tasks: readonly TaskDefinition[];
  readonly customRules: readonly CustomRule[];
  /** The policy document that it is. */
  readonly policy?: PolicyDocument;
  /** The pipeline's document that it is. */
  readonly pipeline?: PipelineDocument;
}

/** Reads a document of any kind that we know; undefined where it is of none. `before` is what was read last of it. */
export function read(document: TextDocument, before?: Tree): Contents | undefined {
  const text = document.getText();
  if (text.length > LONGEST) return mightBeOurs(document.uri, text) ? withheld(text, 'too-long') : undefined;
  if (isScriptFile(document.uri, document.languageId)) return { tasks: [], ...readScript(text) };
  // A look for what belongs to a pipeline is dear, and JSON that was read as a task definition shows whether it does.
  const ecs = isBracketed(text) ? recognise(text, before) : undefined;
  const contents =
    ecs && !imageFileOf(ecs.tree)
      ? contentsOf(ecs)
      : (pipelineOf(text) ?? contentsOf(ecs ?? recognise(text)));
  return contents ?? policyOf(text) ?? brokenWorkflowOf(document.uri, text);
}

function contentsOf(ecs: EcsDocument | undefined): Contents | undefined {
  return ecs && (isBeyond(ecs) ? withheld(ecs.tree.text, 'too-many') : { ...ecs, customRules: [] });
}

function pipelineOf(text: string): Contents | undefined {
  const pipeline = pipelineIn(text);
  return pipeline && { tree: pipeline.tree, tasks: [], customRules: [], pipeline };
}

/** What GitHub takes for a workflow, and says so only when it is to run. */
function brokenWorkflowOf(uri: string, text: string): Contents | undefined {
  const tree = needsGrammar(text) ? undefined : brokenWorkflow(uri, text);
  return tree && { tree, tasks: [], customRules: [] };
}

function policyOf(text: string): Contents | undefined {
  if (!mightBePolicy(text) && !mightHoldScripts(text)) return undefined;
  const tree = readJson(text);
  const policy = policyIn(tree);
  const customRules = customRulesIn(tree);
  if (!policy && customRules.length === 0) return undefined;
  const contents = { tree, tasks: [], customRules, policy };
  return isBeyond(contents) ? withheld(text, 'too-many') : contents;
}

/** No task of ECS has more than ten containers; every one of them is held against all rules. */
const MOST_MEMBERS = 20_000;

function isBeyond({ tree, tasks }: Pick<Contents, 'tree' | 'tasks'>): boolean {
  const sizes = tasks.flatMap(({ containers, struct }) => [containers.length, struct?.keys.length ?? 0]);
  return tree.size > MOST_NODES || sizes.some((size) => size > MOST_MEMBERS);
}

/** A document that is ours and is not looked into, which is said in the place of all else. */
function withheld(text: string, code: 'too-long' | 'too-many'): Contents {
  return { tree: unread(text, JSON_SYNTAX, code), tasks: [], customRules: [] };
}

/** A cheap look at whether a text is worth reading. */
export function mightBeOurs(uri: string, text: string): boolean {
  return (
    isScriptFile(uri) ||
    mightHoldTask(text) ||
    mightHoldScripts(text) ||
    mightBePolicy(text) ||
    mightBePipeline(text)
  );
}

/** Whether reading the text takes a grammar that has to be loaded first. */
export function needsGrammar(text: string): boolean {
  return taskNeedsGrammar(text) || pipelineNeedsGrammar(text);
}

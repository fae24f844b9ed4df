import { recognise } from '../ecs/recognise';
import { registrationChanges } from '../ecs/registration';
import type { TaskDefinition } from '../ecs/task';
import { indentStep } from '../syntax/brackets/style';
import { applyEdits, type Change, Raw } from '../syntax/edits';
import { printChanges } from '../syntax/print';
import { NONE } from '../syntax/tree';
import { Struct } from '../syntax/view';

/** A task definition as `aws ecs register-task-definition --cli-input-json` takes it: without what only a description
 * has, without nulls, and out of the object that a description wraps it in. Any other text comes back as it is. */
export function readyToRegister(text: string): string {
  const document = recognise(text);
  // What CloudFormation or Terraform registers is not ours to strip.
  if (!document || document.tree.faults.length > 0 || document.tree.dialect !== 'api') return text;
  const { tree, tasks } = document;
  const changes = tasks.flatMap((task) => [...registrationChanges(task), ...tagsTakenIn(task)]);
  return unwrapped(applyEdits(text, printChanges(tree, changes)));
}

/** A description keeps the tags beside the task; registering takes them inside. */
function tagsTakenIn({ tree, struct }: TaskDefinition): Change[] {
  if (!struct || tree.parent(struct.node) === NONE) return [];
  const outer = new Struct(tree, tree.parent(struct.node));
  const tags = outer.field('tags');
  if (tags.items.length === 0 || !struct.field('tags').isAbsent) return [];
  const step = indentStep(tree, outer.node, tree.firstChild(outer.node));
  const value = new Raw(tree.source(tags.node).replaceAll('\n', `\n${step}`));
  return [{ op: 'set', object: struct.node, key: 'tags', value }];
}

function unwrapped(text: string): string {
  const document = recognise(text)!;
  const { tree, tasks } = document;
  const { struct } = tasks[0];
  if (!struct || tree.parent(struct.node) === NONE) return text;
  const outer = tree.parent(struct.node);
  const step = indentStep(tree, outer, tree.firstChild(outer));
  const lead = text.slice(0, tree.start(outer));
  const tail = text.slice(tree.end(outer));
  // A string never runs over a line's end, so what a line begins with is always indentation.
  const lines = tree.source(struct.node).split('\n');
  const inner = lines.map((line, at) => (at > 0 && line.startsWith(step) ? line.slice(step.length) : line));
  return lead + inner.join('\n') + tail;
}

import { recognise } from '../ecs/recognise';
import { workflowIn } from '../pipelines/workflow';
import { applyEdits, type Change, type TextEdit } from '../syntax/edits';
import { printChanges } from '../syntax/print';
import type { Model } from './model';

/** The edits that carry out changes; undefined where what they make could not be read back, so that nobody writes it.
 * Templates can be written in more ways than any printer has seen. */
export function editsFor(
  { tree, analyses, pipeline }: Model,
  changes: readonly Change[],
): TextEdit[] | undefined {
  const edits = printChanges(tree, changes);
  if (pipeline?.kind === 'workflow') {
    const after = workflowIn(applyEdits(tree.text, edits));
    const isRead = after?.tree.faults.length === 0 && after.steps.length === pipeline.steps.length;
    return isRead ? edits : undefined;
  }
  if (edits.length === 0 || tree.dialect === 'api') return edits;
  const after = recognise(applyEdits(tree.text, edits));
  const isSound = after && after.tree.faults.length === 0 && after.tasks.length === analyses.length;
  return isSound ? edits : undefined;
}

import { applyEdits, type TextEdit } from '../syntax/edits';
import type { Model } from './model';
import type { Protection } from './protect';
import { withoutSecrets } from './secrets';
import { containersAt, type Place } from './state';
import { planWork, type Work } from './work';

/** What a work would do: both texts as people may see them. */
export interface Preview {
  readonly before: string;
  readonly after: string;
  readonly plan: Protection;
}

type Environment = ((name: string) => string | undefined) | undefined;

/** Plans a work on a whole document, or on what stands at a place in it; nothing is written. */
export function previewOf(
  model: Model,
  work: Work,
  place: Place | undefined,
  environment?: Environment,
): Preview {
  const plan = planWork(model, work, environment, place && containersAt(model, place));
  return { ...shownTexts(model, plan.edits, environment), plan };
}

/** A document before and after edits, as people may see it. */
export function shownTexts(
  model: Model,
  edits: readonly TextEdit[],
  environment: Environment,
): { before: string; after: string } {
  const { text } = model.tree;
  const after = applyEdits(text, edits);
  const shown = withoutSecrets(model, after, environment);
  return { before: shown(text), after: shown(after) };
}

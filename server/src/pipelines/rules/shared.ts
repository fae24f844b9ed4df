import type { Judged } from '../../defender/analysis';
import type { Span } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { NAME_VARIABLE } from '../render';
import type { RenderStep } from '../workflow';

/** What the rules of both ends share: those that look from a pipeline at the task definition, and the other way. */

type Row<Subject> = Omit<Rule<Subject>, 'check'>;

export const IMAGE_NAME: Row<never> = {
  code: 'render-image-name',
  category: 'pipeline',
  severity: 'warning',
  summary: 'rule.render-image-name',
};
export const COMMAND: Row<never> = {
  code: 'render-command',
  category: 'pipeline',
  severity: 'error',
  summary: 'rule.render-command',
};

export const PIPELINE_IMAGE: Row<never> = {
  code: 'pipeline-image-name',
  category: 'pipeline',
  severity: 'warning',
  summary: 'rule.pipeline-image-name',
};

/** Where a finding on a step stands: the image that it puts in. */
export function placeOf({ inputs, struct }: RenderStep): Span {
  const image = inputs.field('image');
  return image.isAbsent ? struct.field('uses').span : image.span;
}

/** What the container says by itself, else the container. */
export function variableSpan({ container, wiring }: Judged): Span {
  return wiring.variables.get(NAME_VARIABLE)?.value.span ?? container.anchor;
}

import { type TaskAnalysis, wiredApplications } from '../../defender/analysis';
import { wrapperSpan } from '../../defender/wrapper';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { pipelineIn } from '../document';
import { textOf } from '../expressions';
import { isLeftBehind, nameOf } from '../imageStanding';
import { type Rendered, renderersOf, standingOf } from '../render';
import { COMMAND, IMAGE_NAME, PIPELINE_IMAGE, placeOf, variableSpan } from './shared';

/** In a task definition: what the pipelines around it will make of it. All of it is information, since what is wrong
 * stands in the pipeline. */

const renderedImageName: Rule<TaskAnalysis> = {
  ...IMAGE_NAME,
  check: (analysis, report) => {
    for (const { one, uri } of renderers(analysis)) {
      const how = standingOf(one);
      if (how !== 'missing' && how !== 'differs') continue;
      report({
        ...variableSpan(one.judged),
        severity: 'information',
        container: one.judged.container.id,
        message: message('found.rendered', { name: one.judged.container.name ?? '' }),
        related: [{ uri, ...placeOf(one.step), message: message('related.renderStep') }],
      });
    }
  },
};

const renderedCommand: Rule<TaskAnalysis> = {
  ...COMMAND,
  check: (analysis, report) => {
    for (const { one, uri } of renderers(analysis)) {
      const { step, judged } = one;
      const given = step.inputs.field('command');
      const wrapper = judged.wiring.wrappers.find(({ field }) => field === 'command');
      if (given.isAbsent || textOf(step.inputs, 'command') === '' || !wrapper) continue;
      report({
        ...wrapperSpan(judged.container, wrapper),
        severity: 'information',
        container: judged.container.id,
        message: message('found.renderedCommand', { name: judged.container.name ?? '' }),
        related: [{ uri, ...given.keySpan, message: message('related.renderStep') }],
      });
    }
  },
};

const replacedImage: Rule<TaskAnalysis> = {
  ...PIPELINE_IMAGE,
  check: (analysis, report) => {
    for (const { uri, text } of analysis.surroundings.neighbourhood?.files ?? []) {
      const file = pipelineIn(text);
      // Where a placeholder stands for the image, what is wrong stands here, and image-drift says so.
      if (file?.kind !== 'imageDefinitions') continue;
      for (const judged of wiredApplications(analysis)) {
        const place = file.places.find(({ container }) => container === nameOf(judged));
        if (!place || !isLeftBehind(judged, place)) continue;
        report({
          ...variableSpan(judged),
          severity: 'information',
          container: judged.container.id,
          message: message('found.imageReplaced', { name: nameOf(judged) }),
          related: [{ uri, ...place.field.span, message: message('related.newImage') }],
        });
      }
    }
  },
};

export const renderedRules = [renderedImageName, renderedCommand, replacedImage];

/** The steps of the workflows around a task definition that put images into its wired containers. */
function renderers(analysis: TaskAnalysis): { readonly one: Rendered; readonly uri: string }[] {
  const around = analysis.surroundings.neighbourhood;
  if (!around) return [];
  const own = { path: around.path, uri: '', text: '' };
  return around.files.flatMap((file) => {
    const workflow = pipelineIn(file.text);
    if (workflow?.kind !== 'workflow') return [];
    return wiredApplications(analysis).flatMap((judged) =>
      renderersOf(workflow, file, judged, own).map((one) => ({ one, uri: file.uri })),
    );
  });
}

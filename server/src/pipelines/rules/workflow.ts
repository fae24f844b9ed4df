import { wrapperSpan } from '../../defender/wrapper';
import type { Neighbourhood } from '../../ecs/neighbours';
import { closest } from '../../findings/closest';
import type { Fix } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Settings } from '../../profile/settings';
import { textOf } from '../expressions';
import { lostContainer, NAME_VARIABLE, type Rendered, renderedBy, standing, standingOf } from '../render';
import { givenVariables, giveVariable } from '../variables';
import type { RenderStep, Workflow } from '../workflow';
import { COMMAND, IMAGE_NAME, placeOf, variableSpan } from './shared';

/** A workflow, and the task definitions that it renders. */
export interface WorkflowAround {
  readonly workflow: Workflow;
  readonly neighbourhood: Neighbourhood;
  readonly settings: Settings;
}

const imageName: Rule<WorkflowAround> = {
  ...IMAGE_NAME,
  check: ({ workflow, neighbourhood, settings }, report) => {
    for (const step of workflow.steps) {
      for (const one of renderedBy(step, neighbourhood, settings).rendered) {
        const how = standingOf(one);
        if (how !== 'missing' && how !== 'differs') continue;
        report({
          ...placeOf(step),
          message: message(how === 'missing' ? 'found.renderMissing' : 'found.renderDiffers', told(one)),
          related: [{ uri: one.file.uri, ...variableSpan(one.judged), message: message('related.rendered') }],
          fixes: [{ ...fixOf(step), isSafe: true }],
        });
      }
    }
  },
};

/** What cannot be compared: the fix is offered, and nobody carries it out unasked. */
const imageUnseen: Rule<WorkflowAround> = {
  code: 'render-image-unseen',
  category: 'pipeline',
  severity: 'information',
  summary: 'rule.render-image-unseen',
  check: ({ workflow, neighbourhood, settings }, report) => {
    for (const step of workflow.steps) {
      const { rendered, unseen } = renderedBy(step, neighbourhood, settings);
      const stand = rendered.map(standingOf);
      // What mends a step mends it for every container.
      if (stand.includes('missing') || stand.includes('differs')) continue;
      const related = rendered
        .filter((_, place) => stand[place] === 'unknown')
        .map((one) => ({
          uri: one.file.uri,
          ...variableSpan(one.judged),
          message: message('related.rendered'),
        }));
      const isTrue = step.runs.every((known) => standing(step, known, undefined) === 'true');
      if (related.length === 0 && (!unseen || isTrue)) continue;
      const key = related.length > 0 ? 'found.renderUnknown' : (`found.renderUnseen.${unseen!}` as const);
      report({
        ...placeOf(step),
        message: message(key),
        related,
        fixes: [{ ...fixOf(step), isChoice: true }],
      });
    }
  },
};

const command: Rule<WorkflowAround> = {
  ...COMMAND,
  check: ({ workflow, neighbourhood, settings }, report) => {
    for (const step of workflow.steps) {
      const given = step.inputs.field('command');
      if (given.isAbsent || textOf(step.inputs, 'command') === '') continue;
      for (const { judged, file } of renderedBy(step, neighbourhood, settings).rendered) {
        const wrapper = judged.wiring.wrappers.find(({ field }) => field === 'command');
        if (!wrapper) continue;
        const related = { uri: file.uri, ...wrapperSpan(judged.container, wrapper) };
        report({
          ...given.keySpan,
          message: message('found.renderCommand', { name: judged.container.name ?? '' }),
          related: [{ ...related, message: message('related.wrapper') }],
        });
      }
    }
  },
};

/** Releases 1.6.0 to 1.8.4 look at `secrets` only where there are `environment-variables`; 1.8.5 does always (the
 * action's change log, #464). Earlier ones do not know the input. */
const secrets: Rule<WorkflowAround> = {
  code: 'render-secrets',
  category: 'pipeline',
  severity: 'warning',
  summary: 'rule.render-secrets',
  check: ({ workflow }, report) => {
    for (const step of workflow.steps) {
      const given = step.inputs.field('secrets');
      const { values, isHidden } = givenVariables(step.inputs);
      if (given.isAbsent || given.text?.trim() === '' || values.size > 0 || isHidden) continue;
      const release = releaseOf(step);
      if (release && !isBefore(release, [1, 8, 5])) continue;
      report({
        ...given.keySpan,
        message: message(release ? 'found.renderSecrets' : 'found.renderSecretsMaybe', {
          release: release?.join('.') ?? '',
          ref: step.ref,
        }),
        // What a tag such as v1 leads to today has the remedy.
        severity: release ? undefined : 'information',
      });
    }
  },
};

function releaseOf({ ref, comment }: RenderStep): readonly number[] | undefined {
  const exact = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(ref) ?? /\bv?(\d+)\.(\d+)\.(\d+)\b/.exec(comment);
  return exact ? exact.slice(1, 4).map(Number) : undefined;
}

function isBefore(release: readonly number[], other: readonly number[]): boolean {
  const place = release.findIndex((part, at) => part !== other[at]);
  return place >= 0 && release[place] < other[place];
}

const containerName: Rule<WorkflowAround> = {
  code: 'render-container',
  category: 'pipeline',
  severity: 'warning',
  summary: 'rule.render-container',
  check: ({ workflow, neighbourhood }, report) => {
    for (const step of workflow.steps) {
      const lost = lostContainer(step, neighbourhood);
      if (!lost) continue;
      const { name, file, task } = lost;
      const given = step.inputs.field('container-name');
      const names = task.containers.map((one) => one.name!);
      const meant = given.text === name ? closest(name, names) : undefined;
      const { start, end } = task.field('containerDefinitions').keySpan;
      report({
        ...given.span,
        message: message('found.renderContainer', { name, names: names.join(', ') }),
        related: [{ uri: file.uri, start, end, message: message('related.rendered') }],
        fixes:
          meant === undefined
            ? []
            : [
                {
                  title: message('fix.setValue', { value: meant }),
                  changes: () => [{ op: 'replace', node: given.node, value: meant }],
                },
              ],
      });
    }
  },
};

export const workflowRules = [imageName, imageUnseen, command, secrets, containerName];

function told({ step, judged }: Rendered): { name: string; image: string } {
  const image = textOf(step.inputs, 'image') ?? '';
  return { name: judged.container.name ?? '', image };
}

function fixOf({ inputs }: RenderStep): Fix {
  const image = textOf(inputs, 'image') ?? '';
  return {
    title: message('fix.renderImageName', { image }),
    changes: () => giveVariable(inputs, NAME_VARIABLE, image.trim()),
  };
}

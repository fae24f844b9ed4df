import type { TaskAnalysis } from '../defender/analysis';
import { wiredApplications } from '../defender/analysis';
import { wrapperSpan } from '../defender/wrapper';
import type { Neighbourhood } from '../ecs/neighbours';
import type { Fix, Span } from '../findings/finding';
import type { Rule } from '../findings/rule';
import { message } from '../l10n/message';
import type { Settings } from '../profile/settings';
import { textOf } from './expressions';
import { NAME_VARIABLE, type Rendered, renderedBy, renderersOf, standing, standingOf } from './render';
import { givenVariables, giveVariable } from './variables';
import { type RenderStep, type Workflow, workflowIn } from './workflow';

/** A workflow, and the task definitions that it renders. */
export interface WorkflowAround {
  readonly workflow: Workflow;
  readonly neighbourhood: Neighbourhood;
  readonly settings: Settings;
}

type Row<Subject> = Omit<Rule<Subject>, 'check'>;

const IMAGE_NAME: Row<never> = {
  code: 'render-image-name',
  category: 'pipeline',
  severity: 'warning',
  summary: 'rule.render-image-name',
};
const COMMAND: Row<never> = {
  code: 'render-command',
  category: 'pipeline',
  severity: 'error',
  summary: 'rule.render-command',
};

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
          related: [{ uri: one.file.uri, ...variableSpan(one), message: message('related.rendered') }],
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
        .map((one) => ({ uri: one.file.uri, ...variableSpan(one), message: message('related.rendered') }));
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

export const workflowRules = [imageName, imageUnseen, command, secrets];

/** The same from the other end: in the task definition, what a workflow will make of it. */
const renderedImageName: Rule<TaskAnalysis> = {
  ...IMAGE_NAME,
  check: (analysis, report) => {
    for (const { one, uri } of renderers(analysis)) {
      const how = standingOf(one);
      if (how !== 'missing' && how !== 'differs') continue;
      report({
        ...variableSpan(one),
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

export const renderedRules = [renderedImageName, renderedCommand];

/** The steps of the workflows around a task definition that put images into its wired containers. */
function renderers(analysis: TaskAnalysis): { readonly one: Rendered; readonly uri: string }[] {
  const around = analysis.surroundings.neighbourhood;
  if (!around) return [];
  const own = { path: around.path, uri: '', text: '' };
  return around.files.flatMap((file) => {
    const workflow = workflowIn(file.text);
    if (!workflow) return [];
    return wiredApplications(analysis).flatMap((judged) =>
      renderersOf(workflow, file, judged, own).map((one) => ({ one, uri: file.uri })),
    );
  });
}

/** Where a finding on a step stands: the image that it puts in. */
function placeOf({ inputs, struct }: RenderStep): Span {
  const image = inputs.field('image');
  return image.isAbsent ? struct.field('uses').span : image.span;
}

/** What the container says by itself, else the container. */
function variableSpan({ judged }: Rendered): Span {
  const { container, wiring } = judged;
  return wiring.variables.get(NAME_VARIABLE)?.value.span ?? container.anchor;
}

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

import type { Refusal } from '../defender/plan';
import { type Message, type MessageKey, message } from '../l10n/message';
import { repository, type Selector } from '../profile/settings';
import type { Model } from './model';
import { type Protection, planDocument, protect } from './protect';
import { containersAt, statesIn } from './state';

/** What protecting a document among many would do. Nobody fills placeholders into many documents one after the other, so
 * what is not known is refused. */
export interface Conversion {
  readonly plan: Protection;
  /** How many containers would be protected. */
  readonly protected: number;
  readonly refused: readonly RefusedContainer[];
  /** The rows of the profile by which somebody could say what images run; they say nothing yet. */
  readonly missingRows: readonly Selector[];
}

export interface RefusedContainer {
  readonly reason: Reason;
  readonly message: Message;
}

/** The kinds of reasons, those that people can do something about first. */
export const REASONS = ['values', 'image', 'template', 'document', 'container'] as const;
export type Reason = (typeof REASONS)[number];

const REASON_OF: Partial<Record<MessageKey, Reason>> = {
  'refused.missing': 'values',
  'refused.entryPointUnknown': 'image',
  'refused.wrapperInCommand': 'image',
  'refused.nothingToRun': 'image',
  'refused.computed': 'template',
  'refused.shared': 'template',
  'refused.inFile': 'template',
  'refused.module': 'template',
  'refused.unsure': 'template',
  'refused.hiddenTaskMembers': 'template',
  'refused.hiddenMembers': 'template',
  'refused.entryPointHidden': 'template',
  'refused.syntax': 'document',
  'refused.limits': 'document',
  'refused.profile': 'document',
};

export function conversionOf(model: Model, environment?: (name: string) => string | undefined): Conversion {
  const options = { placeholders: false, environment };
  const plan = protect(model, options);
  const unsure = plan.refusals.filter(({ message: { key } }) => key === 'refused.unsure');
  const tasks = statesIn(model).map(({ place, counted }) => {
    const { refusals } = planDocument(model, {
      ...options,
      containers: containersAt(model, { task: place }),
    });
    const open = counted.filter(({ state }) => state !== 'protected');
    // What keeps a whole task from being protected keeps each of its containers.
    const whole = [...unsure, ...refusals].find(({ container }) => container === undefined);
    const refused = whole ? open.map(() => refusalOf(whole)) : refusals.map(refusalOf);
    return { refused, refusals, protected: Math.max(0, open.length - refused.length) };
  });
  return {
    plan,
    protected: tasks.reduce((sum, task) => sum + task.protected, 0),
    // Where no task can be seen, the document as a whole is refused.
    refused: tasks.length > 0 ? tasks.flatMap(({ refused }) => refused) : plan.refusals.map(refusalOf),
    missingRows: tasks.flatMap(({ refusals }) => refusals.flatMap((refusal) => rowFor(model, refusal) ?? [])),
  };
}

function refusalOf({ message: text }: Refusal): RefusedContainer {
  return { reason: REASON_OF[text.key] ?? 'container', message: text };
}

/** By its image, of whatever release; where a template makes that, by its name. Without either there is none: it would
 * stand for all containers. */
function rowFor({ analyses, config }: Model, { container, message: text }: Refusal): Selector | undefined {
  if (!container || REASON_OF[text.key] !== 'image') return undefined;
  const image = container.field('image');
  const family = analyses.find(({ task }) => task.containers.includes(container))?.task.family;
  if (!(image.isPlaceholder ? container.name : image.text)) return undefined;
  const row: Selector = image.isPlaceholder
    ? { family, container: container.name }
    : { image: repository(image.text!) };
  const isThere = config.settings.entryPoints.some(
    (one) => one.image === row.image && one.container === row.container && one.family === row.family,
  );
  return isThere ? undefined : row;
}

/** The title under which refusals of one kind stand together. */
export function reasonTitle(reason: Reason): Message {
  return message(`reason.${reason}`);
}

import { logGroupPage, rolePage, secretPage } from '../ecs/console';
import type { Container, TaskDefinition } from '../ecs/task';
import type { Span } from '../findings/finding';
import type { MessageKey } from '../l10n/message';
import type { Field } from '../syntax/view';
import { imagePage } from './imagePages';
import type { Model } from './model';

/** A place whose text stands for something that has a page of its own. */
export interface Link extends Span {
  readonly target: string;
  /** What the page shows. */
  readonly tooltip: MessageKey;
}

/** Pages for what a document refers to: images, log groups, secrets, roles. None where a template decides about any
 * part, since the page would be another one's. */
export function linksIn({ analyses }: Model): Link[] {
  return analyses.flatMap(({ task }) => linksOf(task)).sort((a, b) => a.start - b.start);
}

function linksOf(task: TaskDefinition): Link[] {
  return [
    ...link(task.field('executionRoleArn'), 'link.role', rolePage),
    ...link(task.field('taskRoleArn'), 'link.role', rolePage),
    ...task.containers.flatMap(linksInContainer),
  ];
}

function linksInContainer(container: Container): Link[] {
  const log = container.field('logConfiguration').struct;
  const options = log?.field('logDriver').text === 'awslogs' ? log.field('options').struct : undefined;
  const region = options?.field('awslogs-region');
  const secrets = [container.field('secrets'), log?.field('secretOptions')];
  const credentials = container.field('repositoryCredentials').struct?.field('credentialsParameter');
  return [
    ...link(container.field('image'), 'link.image', imagePage),
    ...link(options?.field('awslogs-group'), 'link.logGroup', (group) =>
      region?.text && !region.isPlaceholder ? logGroupPage(region.text, group) : undefined,
    ),
    ...secrets.flatMap((list) =>
      (list?.structs ?? []).flatMap((item) => link(item.field('valueFrom'), 'link.secret', secretPage)),
    ),
    ...link(credentials, 'link.secret', secretPage),
  ];
}

function link(
  field: Field | undefined,
  tooltip: MessageKey,
  page: (text: string) => string | undefined,
): Link[] {
  const { text } = field ?? {};
  if (!field || text === undefined || field.isPlaceholder) return [];
  const target = page(text);
  if (target === undefined) return [];
  const { start, end } = field.span;
  const quote = /^\\?["']/.exec(field.tree.source(field.node))?.[0].length ?? 0;
  return [{ start: start + quote, end: end - quote, target, tooltip }];
}

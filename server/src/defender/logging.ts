import type { Container } from '../ecs/task';
import type { Copy } from '../syntax/edits';
import { copyOf } from './entryPoint';

/** The first container that logs with awslogs. FireLens is never copied: its router would have to start before the
 * sidecar for which it waits. */
export function logsToAws(containers: readonly Container[]): Container | undefined {
  return containers.find(
    (one) => one.field('logConfiguration').struct?.field('logDriver').text === 'awslogs',
  );
}

/** Its log settings, as they are written. */
export function awslogsOf(containers: readonly Container[]): Copy | undefined {
  const container = logsToAws(containers);
  return container && copyOf(container.field('logConfiguration'));
}

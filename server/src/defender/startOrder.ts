import type { Change } from '../syntax/edits';
import { hasPlaceholder } from '../syntax/placeholders';
import type { TaskAnalysis } from './analysis';
import { type Sidecar, wordsAre } from './generations';
import { HEALTH_CHECK, HEALTH_CHECK_COMMAND } from './vocabulary';

/** Writes the Defender's health check: whole where there is none, else only its command; intervals are the author's. */
export function setHealthCheck({ container }: Sidecar): Change {
  const check = container.field('healthCheck');
  if (!check.struct) {
    return check.key < 0
      ? { op: 'set', object: container.struct.node, key: 'healthCheck', value: HEALTH_CHECK }
      : { op: 'replace', node: check.node, value: HEALTH_CHECK };
  }
  const command = check.struct.field('command');
  return command.key < 0
    ? { op: 'set', object: check.node, key: 'command', value: HEALTH_CHECK_COMMAND }
    : { op: 'replace', node: command.node, value: HEALTH_CHECK_COMMAND };
}

/** Whether a health check runs the Defender's own, with or without Docker's CMD in front, or within a shell string. A word
 * that cannot be seen gets the benefit of the doubt. */
export function asksDefender(words: readonly (string | undefined)[]): boolean {
  if (words.some((word) => word === undefined || hasPlaceholder(word))) return true;
  const run = words[0] === 'CMD' ? words.slice(1) : words;
  return (
    wordsAre(run, HEALTH_CHECK_COMMAND) ||
    words.some((word) => word!.includes(HEALTH_CHECK_COMMAND.join(' ')))
  );
}

/** Whether a container waits for the sidecar, directly or through others. */
export function waitsForSidecar({ task, sidecar }: TaskAnalysis, name: string): boolean {
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === sidecar?.container.name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const container = task.containers.find((one) => one.name === next);
    for (const item of container?.field('dependsOn').structs ?? []) {
      const on = item.field('containerName').text;
      if (on !== undefined) open.push(on);
    }
  }
  return false;
}

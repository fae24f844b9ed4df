import type { Finding } from '../../server/src/findings/finding';
import { modelOf } from '../support/harness';

/** A task definition whose containers are wired, one of them in its command. */
export const TASK = JSON.stringify({
  family: 'shop',
  containerDefinitions: [
    {
      name: 'web',
      image: 'registry.example.com/web:1',
      entryPoint: ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint', '/web'],
      environment: [{ name: 'TW_IMAGE_NAME', value: 'registry.example.com/web:1' }],
    },
    {
      name: 'old',
      image: 'registry.example.com/old:1',
      command: ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint', '/old'],
      environment: [{ name: 'TW_IMAGE_NAME', value: 'registry.example.com/old:1' }],
    },
    { name: 'bare', image: 'registry.example.com/bare:1', entryPoint: ['/bare'] },
    {
      name: 'TwistlockDefender',
      image: 'registry.example.com/defender:defender_34_04_145',
      entryPoint: ['/usr/local/bin/defender', 'fargate', 'sidecar'],
    },
  ],
});

/** What is found in a workflow beside the task definition, as `code @ the text it stands on`. */
export function foundIn(workflow: string, beside: Record<string, string> = { 'task.json': TASK }): string[] {
  return findingsIn(workflow, beside).map(
    ({ code, start, end }) => `${code} @ ${workflow.slice(start, end).split('\n')[0]}`,
  );
}

export function findingsIn(workflow: string, beside: Record<string, string>): readonly Finding[] {
  return modelOf(workflow, {}, 'yaml', beside).findings;
}

import { Kind } from '../syntax/tree';
import type { TaskDefinition } from './task';

/** Whether a task can run on Fargate; where it cannot, which property says so. */
export type FargateVerdict =
  | { readonly capable: true }
  | { readonly capable: false; readonly because: string };

/**
 * `requiresCompatibilities` decides where it names anything. Where it is absent or empty, as in 40% of real files,
 * `launchType` (from the profile) decides, else the task counts unless one of its properties only works on EC2.
 */
export function fargateVerdict(task: TaskDefinition, launchType?: 'FARGATE' | 'EC2'): FargateVerdict {
  const stated = task.stated('requiresCompatibilities');
  if (stated.isPlaceholder) return { capable: true };
  const names = stated.isArray ? stated.strings : stated.text ? [stated.text] : [];
  if (stated.items.some((item) => stated.tree.kind(item) !== Kind.String)) return { capable: true };
  if (names.some((name) => name === 'FARGATE' || (name && /[$<%{]/.test(name)))) return { capable: true };
  if (names.length > 0) return { capable: false, because: `requiresCompatibilities: ${names.join(', ')}` };
  if (launchType)
    return launchType === 'FARGATE' ? { capable: true } : { capable: false, because: 'launchType: EC2' };
  const because = onlyOnEc2(task);
  return because ? { capable: false, because } : { capable: true };
}

/** Whether Fargate is asked for by name, in the document or else in the settings. */
export function statesFargate(task: TaskDefinition, launchType?: 'FARGATE' | 'EC2'): boolean {
  const stated = task.stated('requiresCompatibilities');
  return stated.items.length > 0 ? stated.strings.includes('FARGATE') : launchType === 'FARGATE';
}

/** Whether EC2 is asked for by name and Fargate is not, in the document or else in the settings. */
export function statesOnlyEc2(task: TaskDefinition, launchType?: 'FARGATE' | 'EC2'): boolean {
  const stated = task.field('requiresCompatibilities');
  if (stated.items.length === 0) return launchType === 'EC2' && stated.isAbsent;
  return stated.strings.every((name) => name === 'EC2' || name === 'EXTERNAL');
}

/** The platform that the task's images run on, as registries name it. A task that states none runs on X86_64; of a list
 * of containers without its task, and where a template decides, nobody can tell. */
export function platformOf(task: TaskDefinition): string | undefined {
  if (!task.struct && task.referrers.length === 0) return undefined;
  const platform = task.stated('runtimePlatform');
  const architecture = platform.struct?.field('cpuArchitecture');
  if (platform.isOpaque || architecture?.isPlaceholder) return undefined;
  return architecture?.text === 'ARM64' ? 'linux/arm64' : 'linux/amd64';
}

export function isWindows(task: TaskDefinition): boolean {
  const family = task.stated('runtimePlatform').struct?.field('operatingSystemFamily').text;
  return family?.startsWith('WINDOWS') ?? false;
}

function onlyOnEc2(task: TaskDefinition): string | undefined {
  const networkMode = task.stated('networkMode').text;
  if (networkMode && !task.stated('networkMode').isPlaceholder && networkMode !== 'awsvpc')
    return `networkMode: ${networkMode}`;
  if (task.stated('placementConstraints').items.length > 0) return 'placementConstraints';
  for (const volume of task.stated('volumes').structs) {
    // Terraform says the same without the object around it.
    if (!volume.field('hostPath').isAbsent) return 'volumes.hostPath';
    if (volume.field('host').struct?.field('sourcePath').isAbsent === false) return 'volumes.host.sourcePath';
    if (!volume.field('dockerVolumeConfiguration').isAbsent) return 'volumes.dockerVolumeConfiguration';
  }
  for (const container of task.containers) {
    if (container.field('links').items.length > 0) return 'links';
    const requirements = container.field('resourceRequirements').structs;
    if (requirements.some((one) => one.field('type').text === 'GPU')) return 'resourceRequirements: GPU';
  }
  return undefined;
}

/** What Fargate takes of a task definition, typed in from AWS's prose: a row of `SIZES` from "Task size" in the
 * documentation of `RegisterTaskDefinition.memory` and from
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html (operating systems),
 * all others from the documentation of the member named, or where `guide` stands from
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html. */

/** A size of CPU and the memory that may go with it. */
export interface FargateSize {
  /** CPU units. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: readonly number[];
  readonly windows: boolean;
}

const gigabytes = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, n) => (from + n * step) * 1024);

export const SIZES: readonly FargateSize[] = [
  { cpu: 256, memory: [512, 1024, 2048], windows: false },
  { cpu: 512, memory: gigabytes(1, 4, 1), windows: false },
  { cpu: 1024, memory: gigabytes(2, 8, 1), windows: true },
  { cpu: 2048, memory: gigabytes(4, 16, 1), windows: true },
  { cpu: 4096, memory: gigabytes(8, 30, 1), windows: true },
  { cpu: 8192, memory: gigabytes(16, 60, 4), windows: false },
  { cpu: 16384, memory: gigabytes(32, 120, 8), windows: false },
];

/** The sizes that a task can have. */
export function sizesFor(isWindows: boolean): readonly FargateSize[] {
  return isWindows ? SIZES.filter((one) => one.windows) : SIZES;
}

/** The log drivers that Fargate has (documentation of `LogConfiguration.logDriver`). */
export const FARGATE_LOG_DRIVERS: ReadonlySet<string> = new Set(['awslogs', 'splunk', 'awsfirelens']);

/** A member that does nothing good in its surroundings. */
export interface Unsupported {
  /** Where it is refused: on Fargate, or wherever the network mode is `awsvpc`, as it always is on Fargate. */
  readonly where: 'fargate' | 'awsvpc';
  /** Where only some values are refused, those that are not. */
  readonly takes?: readonly string[];
  /** Where only some values are refused, those that are. */
  readonly refuses?: readonly string[];
  readonly source: 'guide' | 'member';
}

/** By `Shape.member`. A `false`, a zero and an empty list ask for nothing and are taken everywhere. */
export const UNSUPPORTED: Readonly<Record<string, Unsupported>> = {
  'RegisterTaskDefinitionRequest.ipcMode': { where: 'fargate', source: 'member' },
  'RegisterTaskDefinitionRequest.pidMode': { where: 'fargate', takes: ['task'], source: 'member' },
  'RegisterTaskDefinitionRequest.placementConstraints': { where: 'fargate', source: 'guide' },
  'Volume.dockerVolumeConfiguration': { where: 'fargate', source: 'member' },
  'HostVolumeProperties.sourcePath': { where: 'fargate', source: 'member' },
  'ContainerDefinition.disableNetworking': { where: 'fargate', source: 'guide' },
  'ContainerDefinition.dnsSearchDomains': { where: 'fargate', source: 'guide' },
  'ContainerDefinition.dnsServers': { where: 'fargate', source: 'guide' },
  'ContainerDefinition.dockerSecurityOptions': { where: 'fargate', source: 'member' },
  'ContainerDefinition.extraHosts': { where: 'awsvpc', source: 'member' },
  'ContainerDefinition.hostname': { where: 'awsvpc', source: 'member' },
  'ContainerDefinition.links': { where: 'awsvpc', source: 'member' },
  'ContainerDefinition.privileged': { where: 'fargate', source: 'member' },
  'ResourceRequirement.type': { where: 'fargate', refuses: ['GPU'], source: 'guide' },
  'LinuxParameters.devices': { where: 'fargate', source: 'member' },
  'LinuxParameters.maxSwap': { where: 'fargate', source: 'member' },
  'LinuxParameters.sharedMemorySize': { where: 'fargate', source: 'member' },
  'LinuxParameters.swappiness': { where: 'fargate', source: 'member' },
};

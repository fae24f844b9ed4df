/** What only AWS's prose says of values. Each row is taken from the documentation of its member in the API reference
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/), and a test holds the numbers against the installed one. */

export interface Range {
  readonly min: number;
  readonly max: number;
  /** Only tasks on Fargate are held to it. */
  readonly onFargate?: true;
}

const PORTS: Range = { min: 1, max: 65535 };

/** Numbers by `Shape.member`, both ends included. */
export const RANGES: Readonly<Record<string, Range>> = {
  'HealthCheck.interval': { min: 5, max: 300 },
  'HealthCheck.timeout': { min: 2, max: 60 },
  'HealthCheck.retries': { min: 1, max: 10 },
  'HealthCheck.startPeriod': { min: 0, max: 300 },
  'EphemeralStorage.sizeInGiB': { min: 21, max: 200 },
  'ContainerDefinition.startTimeout': { min: 2, max: 120, onFargate: true },
  'ContainerDefinition.stopTimeout': { min: 2, max: 120, onFargate: true },
  'ContainerRestartPolicy.restartAttemptPeriod': { min: 60, max: 1800 },
  'LinuxParameters.swappiness': { min: 0, max: 100 },
  // The documentation gives a range for `containerPortRange` only; ports are ports.
  'PortMapping.containerPort': PORTS,
  // Zero asks for a port of the instance's choice.
  'PortMapping.hostPort': { ...PORTS, min: 0 },
};

/** How many items a list may have, by `Shape.member`. */
export const MOST_ITEMS: Readonly<Record<string, number>> = {
  'RegisterTaskDefinitionRequest.placementConstraints': 10,
  'RegisterTaskDefinitionRequest.tags': 50,
  'ContainerRestartPolicy.ignoredExitCodes': 50,
  'ContainerDefinition.credentialSpecs': 1,
};

/** Members that the API's model leaves open and ECS asks for all the same ("Required: yes" in
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html). */
export const REQUIRED_TOO: ReadonlySet<string> = new Set([
  'ContainerDefinition.name',
  'ContainerDefinition.image',
]);

/** What `KernelCapabilities.add` and `.drop` take. */
export const CAPABILITIES: readonly string[] = [
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
];

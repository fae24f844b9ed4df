/** The properties of a task definition that this program reads or writes, with their shapes. Spelling faults are
 * looked for among these; the complete model of ECS is another matter. */
export interface Shape {
  /** A list of texts, or a list of objects of a shape. */
  readonly list?: 'text' | Shape;
  readonly object?: Readonly<Record<string, Shape>>;
}

const TEXT: Shape = {};
const TEXTS: Shape = { list: 'text' };
const NAME_VALUE: Shape = { object: { name: TEXT, value: TEXT } };

export const CONTAINER: Shape = {
  object: {
    name: TEXT,
    image: TEXT,
    cpu: TEXT,
    memory: TEXT,
    memoryReservation: TEXT,
    essential: TEXT,
    user: TEXT,
    workingDirectory: TEXT,
    entryPoint: TEXTS,
    command: TEXTS,
    environment: { list: NAME_VALUE },
    environmentFiles: { list: { object: { type: TEXT, value: TEXT } } },
    secrets: { list: { object: { name: TEXT, valueFrom: TEXT } } },
    dependsOn: { list: { object: { containerName: TEXT, condition: TEXT } } },
    volumesFrom: { list: { object: { sourceContainer: TEXT, readOnly: TEXT } } },
    mountPoints: { list: { object: { sourceVolume: TEXT, containerPath: TEXT, readOnly: TEXT } } },
    portMappings: {
      list: {
        object: { containerPort: TEXT, hostPort: TEXT, protocol: TEXT, name: TEXT, appProtocol: TEXT },
      },
    },
    links: TEXTS,
    linuxParameters: {
      object: { capabilities: { object: { add: TEXTS, drop: TEXTS } }, initProcessEnabled: TEXT },
    },
    healthCheck: {
      object: { command: TEXTS, interval: TEXT, timeout: TEXT, retries: TEXT, startPeriod: TEXT },
    },
    logConfiguration: {
      object: {
        logDriver: TEXT,
        options: TEXT,
        secretOptions: { list: { object: { name: TEXT, valueFrom: TEXT } } },
      },
    },
    firelensConfiguration: { object: { type: TEXT, options: TEXT } },
    readonlyRootFilesystem: TEXT,
    privileged: TEXT,
    startTimeout: TEXT,
    stopTimeout: TEXT,
    repositoryCredentials: { object: { credentialsParameter: TEXT } },
  },
};

export const CONTAINERS: Shape = { list: CONTAINER };

export const TASK: Shape = {
  object: {
    family: TEXT,
    containerDefinitions: CONTAINERS,
    requiresCompatibilities: TEXTS,
    networkMode: TEXT,
    cpu: TEXT,
    memory: TEXT,
    executionRoleArn: TEXT,
    taskRoleArn: TEXT,
    runtimePlatform: { object: { cpuArchitecture: TEXT, operatingSystemFamily: TEXT } },
    volumes: { list: { object: { name: TEXT, host: { object: { sourcePath: TEXT } } } } },
    placementConstraints: { list: { object: { type: TEXT, expression: TEXT } } },
  },
};

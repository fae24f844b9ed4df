/**
 * The conversion once more, on plain values and as naively as possible: the oracle of the property tests. It follows
 * fargate-defender.md sections 3.2 and 3.3 for tasks that carry no wiring yet, and shares no code with the product.
 */
export interface ReferenceInputs {
  image: string;
  wsAddress: string;
  secret: string;
  family: string;
  entryPoint: string[];
}

// biome-ignore lint/suspicious/noExplicitAny: the oracle works on whatever JSON the generator made
type Json = any;

/** The list at a key, made where it is absent or null. */
function listAt(owner: Json, key: string): Json[] {
  owner[key] = owner[key] ?? [];
  return owner[key];
}

export function referenceProtect(before: Json, inputs: ReferenceInputs): Json {
  const after = structuredClone(before);
  const task = Array.isArray(after) ? { containerDefinitions: after } : (after.taskDefinition ?? after);
  const family = task.family ?? inputs.family;
  for (const container of task.containerDefinitions) {
    if (container.firelensConfiguration) continue;
    listAt(container, 'dependsOn').push({ condition: 'HEALTHY', containerName: 'TwistlockDefender' });
    const stated = container.entryPoint?.length ? container.entryPoint : inputs.entryPoint;
    container.entryPoint = ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint', ...stated];
    listAt(container, 'environment').push(
      { name: 'TW_IMAGE_NAME', value: container.image },
      { name: 'TW_CONTAINER_NAME', value: container.name },
      { name: 'DEFENDER_TYPE', value: 'fargate' },
      { name: 'FARGATE_TASK', value: family },
      { name: 'FILESYSTEM_MONITORING', value: 'false' },
      { name: 'FIPS_ENABLED', value: 'false' },
    );
    container.linuxParameters ??= {};
    container.linuxParameters.capabilities ??= {};
    container.linuxParameters.capabilities.add ??= [];
    if (!container.linuxParameters.capabilities.add.includes('SYS_PTRACE')) {
      container.linuxParameters.capabilities.add.push('SYS_PTRACE');
    }
    listAt(container, 'volumesFrom').push({ readOnly: false, sourceContainer: 'TwistlockDefender' });
  }
  task.containerDefinitions.push({
    entryPoint: ['/usr/local/bin/defender', 'fargate', 'sidecar'],
    environment: [
      { name: 'DEFENDER_TYPE', value: 'fargate' },
      { name: 'FARGATE_TASK', value: family },
      { name: 'WS_ADDRESS', value: inputs.wsAddress },
      { name: 'FILESYSTEM_MONITORING', value: 'false' },
      { name: 'FIPS_ENABLED', value: 'false' },
    ],
    essential: true,
    healthCheck: {
      command: ['/usr/local/bin/defender', 'fargate', 'healthcheck'],
      interval: 5,
      retries: 3,
      startPeriod: 1,
      timeout: 5,
    },
    image: inputs.image,
    name: 'TwistlockDefender',
    portMappings: [],
    secrets: [{ name: 'INSTALL_BUNDLE', valueFrom: inputs.secret }],
  });
  return after;
}

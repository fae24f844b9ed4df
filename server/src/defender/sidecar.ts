import type { Container } from '../ecs/task';
import type { Written } from '../profile/given';
import type { Change, Value } from '../syntax/edits';
import type { Generation, Sidecar } from './generations';
import { mergeVariables } from './merge';
import { referToSecret } from './secrets';
import {
  DEFENDER_TYPE,
  HEALTH_CHECK,
  SIDECAR_ENTRY_POINT,
  SIDECAR_NAME,
  type SidecarVariable,
} from './vocabulary';

/** The values that differ from team to team and task to task. */
export interface SidecarValues {
  readonly image: Written;
  readonly wsAddress: Written;
  readonly bundle: { readonly secret: Written } | { readonly value: string };
  readonly family: Value;
  readonly filesystemMonitoring: Value;
  readonly fips: Value;
  /** Further properties that the team wants. */
  readonly further: { readonly [key: string]: Value };
}

/** The sidecar as the Console writes it (section 3.3), less its `logConfiguration: null`. */
export function newSidecar(values: SidecarValues, generation: Generation): { [key: string]: Value } {
  const variables = sidecarVariables(values);
  const { bundle } = values;
  const environment = generation.sidecarVariables
    .filter((name) => variables[name] !== undefined)
    .map((name) => ({ name, value: variables[name]! }));
  const properties: { [key: string]: Value } = {
    entryPoint: SIDECAR_ENTRY_POINT,
    environment,
    essential: true,
    ...(generation.healthCheck ? { healthCheck: HEALTH_CHECK } : {}),
    image: values.image,
    name: SIDECAR_NAME,
    portMappings: [],
    ...('secret' in bundle ? { secrets: [{ name: 'INSTALL_BUNDLE', valueFrom: bundle.secret }] } : {}),
    ...values.further,
  };
  // The Console writes every object in the order of the alphabet.
  return Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the team wants of the sidecar beyond its wiring; what a sidecar already states stays. */
export function addFurther({ container }: Sidecar, { further }: SidecarValues): Change[] {
  return Object.entries(further).flatMap(([key, value]): Change[] => {
    const field = container.field(key);
    if (field.state === 'absent') return [{ op: 'set', object: container.struct.node, key, value }];
    return field.state === 'null' ? [{ op: 'replace', node: field.node, value }] : [];
  });
}

/** Writes what an existing sidecar lacks; what it has stays, whatever the profile says. */
export function completeSidecar(
  sidecar: Sidecar,
  missing: readonly string[],
  values: SidecarValues,
): Change[] {
  const { container, wiring } = sidecar;
  const changes: Change[] = [];
  const set = (key: string, value: Value): void => {
    const field = container.field(key);
    if (field.isArray && Array.isArray(value))
      changes.push({ op: 'append', array: field.node, values: value });
    else if (field.isArray || field.state === 'null')
      changes.push({ op: 'replace', node: field.node, value });
    else changes.push({ op: 'set', object: container.struct.node, key, value });
  };
  if (missing.includes('entryPoint')) set('entryPoint', SIDECAR_ENTRY_POINT);
  const variables = sidecarVariables(values);
  const wanted = missing.filter((name) => variables[name as SidecarVariable] !== undefined);
  changes.push(
    ...mergeVariables(
      container,
      wiring,
      wanted.map((name) => [name, variables[name as SidecarVariable]!]),
    ),
  );
  if (missing.includes('healthCheck')) set('healthCheck', HEALTH_CHECK);
  if (missing.includes('image')) set('image', values.image);
  if (missing.includes('INSTALL_BUNDLE') && 'secret' in values.bundle) {
    const { secret } = values.bundle;
    const there = referToSecret(sidecar, secret);
    if (there) changes.push(...there);
    else set('secrets', [{ name: 'INSTALL_BUNDLE', valueFrom: secret }]);
  }
  return changes;
}

function sidecarVariables(values: SidecarValues): Partial<Record<SidecarVariable, Value>> {
  return {
    INSTALL_BUNDLE: 'value' in values.bundle ? values.bundle.value : undefined,
    DEFENDER_TYPE,
    FARGATE_TASK: values.family,
    WS_ADDRESS: values.wsAddress,
    FILESYSTEM_MONITORING: values.filesystemMonitoring,
    FIPS_ENABLED: values.fips,
  };
}

/** Which of a sidecar's values have to come from outside the document. */
export function neededFrom(
  sidecar: Container | undefined,
  missing: readonly string[],
): (keyof SidecarValues)[] {
  const needs: [keyof SidecarValues, string][] = [
    ['image', 'image'],
    ['wsAddress', 'WS_ADDRESS'],
    ['bundle', 'INSTALL_BUNDLE'],
  ];
  return needs.filter(([, part]) => !sidecar || missing.includes(part)).map(([value]) => value);
}

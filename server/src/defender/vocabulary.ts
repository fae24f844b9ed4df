/** The fixed words of the App-Embedded Defender's wiring, as the Console writes them (reference listing E1). */

export const SIDECAR_NAME = 'TwistlockDefender';
export const SIDECAR_BINARY = '/usr/local/bin/defender';
export const SIDECAR_ENTRY_POINT = [SIDECAR_BINARY, 'fargate', 'sidecar'];
export const HEALTH_CHECK_COMMAND = [SIDECAR_BINARY, 'fargate', 'healthcheck'];
export const HEALTH_CHECK = {
  command: HEALTH_CHECK_COMMAND,
  interval: 5,
  retries: 3,
  startPeriod: 1,
  timeout: 5,
};
/** What follows the wrapper's path in front of an application's own entry point. */
export const WRAPPER_ARGUMENTS = ['fargate', 'entrypoint'];
export const PTRACE = 'SYS_PTRACE';
export const DEFENDER_TYPE = 'fargate';

export const APP_VARIABLES = [
  'TW_IMAGE_NAME',
  'TW_CONTAINER_NAME',
  'DEFENDER_TYPE',
  'FARGATE_TASK',
  'FILESYSTEM_MONITORING',
  'FIPS_ENABLED',
] as const;
export const SIDECAR_VARIABLES = [
  'INSTALL_BUNDLE',
  'DEFENDER_TYPE',
  'FARGATE_TASK',
  'WS_ADDRESS',
  'FILESYSTEM_MONITORING',
  'FIPS_ENABLED',
] as const;
export type AppVariable = (typeof APP_VARIABLES)[number];
export type SidecarVariable = (typeof SIDECAR_VARIABLES)[number];

/** What the editor writes where a value is not known yet. Only these spellings are ours; any other placeholder
 * belongs to whoever deploys the document. */
export const PLACEHOLDERS = {
  image: '<defender-image>',
  wsAddress: '<ws-address>',
  installBundle: '<install-bundle>',
  entryPoint: '<entry-point>',
} as const;
export type PlaceholderName = keyof typeof PLACEHOLDERS;

export function isOurPlaceholder(text: string | undefined): boolean {
  return Object.values(PLACEHOLDERS).includes(text as never);
}

/** WS_ADDRESS: where the sidecar reaches the Console (fargate-defender.md sections 1 and 7.4). */

const WELL_FORMED = /^wss:\/\/(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const PARTS = /^(?:(\w+):\/\/)?([\w-]+(?:\.[\w-]+)*|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?(?:[/?#].*)?$/;
/** The web interface that people sign in to (`app3.prismacloud.io`); no Defender connects to it. */
const PORTAL = /\.prismacloud\.(?:io|cn)$/i;
const SAAS = /\.cloud\.(?:twistlock|prismacloud)\.com$/;

/** The ports on which a Console of one's own serves people and Defenders by default. */
const CONSOLE_PORT = '8083';
const DEFENDER_PORT = '8084';
const SAAS_PORT = '443';

/** Undefined where the address is well formed; else the address that must have been meant, if that can be told. */
export function addressProblem(address: string): { readonly mended?: string } | undefined {
  if (WELL_FORMED.test(address)) return undefined;
  const [, scheme, host, port] = PARTS.exec(address.trim()) ?? [];
  if (host === undefined || (scheme !== undefined && !/^(?:wss?|https?)$/i.test(scheme))) return {};
  if (SAAS.test(host)) return { mended: `wss://${host}:${port ?? SAAS_PORT}` };
  // What people paste is the address of the Console itself, on the port that is for people.
  if (port === undefined || port === CONSOLE_PORT) return { mended: `wss://${host}:${DEFENDER_PORT}` };
  return { mended: `wss://${host}:${port}` };
}

export function isSaas(address: string): boolean {
  return SAAS.test(PARTS.exec(address)?.[2] ?? '');
}

/** Whether this is the address of Prisma Cloud's web interface, which is not the Console's. */
export function isPortal(address: string): boolean {
  return PORTAL.test(PARTS.exec(address.trim())?.[2] ?? '');
}

export function portOf(address: string): number | undefined {
  const port = PARTS.exec(address)?.[3];
  return port === undefined ? undefined : Number(port);
}

/** The values that runtime rules list: ports, addresses, paths, domains. */

/** A range of ports, both ends included. */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

export const overlap = (a: PortRange, b: PortRange): boolean => a.start <= b.end && b.start <= a.end;

/** An IPv4 address or block, as numbers; `prefix` is the count of leading bits that are fixed. */
export interface Block {
  readonly address: number;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8` or `10.1.2.3`; undefined where it is neither. */
export function parseBlock(text: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const bytes = match.slice(1, 5).map(Number);
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (bytes.some((byte) => byte > 255) || prefix > 32) return undefined;
  return { address: bytes.reduce((sum, byte) => sum * 256 + byte, 0), prefix };
}

/** Whether a text has the form of an IPv6 address or block. */
export function isIpv6(text: string): boolean {
  const [address, prefix, ...more] = text.split('/');
  if (more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) || Number(prefix ?? 0) > 128)
    return false;
  if (!/^[0-9a-fA-F:]+(?:\d+\.\d+\.\d+\.\d+)?$/.test(address) || !address.includes(':')) return false;
  const groups = address.split(':');
  const isShort = address.includes('::');
  if (address.indexOf('::') !== address.lastIndexOf('::') || /:::/.test(address)) return false;
  return (
    groups.every((group) => group.length <= 4 || group.includes('.')) &&
    (isShort ? groups.length <= 8 : groups.length === 8)
  );
}

/** Where a block begins: its address without the bits that are not fixed. */
export function firstOf({ address, prefix }: Block): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

/** Whether one block holds all of another. */
export function holds(outer: Block, inner: Block): boolean {
  return outer.prefix <= inner.prefix && firstOf(outer) === firstOf({ ...inner, prefix: outer.prefix });
}

/** A block as it is written. */
export function blockText(first: number, prefix: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${bytes.join('.')}/${prefix}`;
}

/** Whether a path is another one, or below it. */
export function isBelow(path: string, folder: string): boolean {
  const base = folder.replace(/\/+$/, '');
  return path === base || path === folder || path.startsWith(`${base}/`);
}

import { BlockList, isIP } from 'node:net';
import type { Environment } from './options';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** This machine itself, the only place where plain http is spoken. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || contains(LOOPBACK, bare(hostname));
}

/** The proxy for a URL, by the rules that Docker follows (those of Go): none for this machine, and NO_PROXY lists
 * hosts with all that is below them, addresses, and ranges of addresses. */
export function proxyFor(url: URL, environment: Environment): string | undefined {
  const read = (name: string): string => environment[name] || environment[name.toLowerCase()] || '';
  const proxy = read('HTTPS_PROXY') || read('ALL_PROXY');
  if (!proxy || url.protocol !== 'https:' || isLoopback(url)) return undefined;
  const exceptions = read('NO_PROXY')
    .toLowerCase()
    .split(/[,\s]+/);
  if (exceptions.some((one) => one !== '' && excepts(one, url))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function excepts(pattern: string, url: URL): boolean {
  const host = bare(url.hostname);
  if (pattern === '*') return true;
  if (pattern.includes('/')) return inRange(host, pattern);
  if (isIP(bare(pattern))) return bare(pattern) === host;
  const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(pattern)!;
  if (port !== undefined && port !== (url.port || '443')) return false;
  const suffix = bare(name.replace(/^\*?\./, ''));
  // `.example.com` is what is below it, `example.com` itself too.
  return host === suffix ? !/^\*?\./.test(name) : host.endsWith(`.${suffix}`);
}

function inRange(host: string, pattern: string): boolean {
  const [range, bits] = pattern.split('/');
  const family = isIP(range);
  const prefix = Number(bits);
  if (!family || isIP(host) !== family || !(prefix >= 0 && prefix <= (family === 4 ? 32 : 128))) return false;
  const list = new BlockList();
  list.addSubnet(range, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return contains(list, host);
}

function contains(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** A host without the brackets of an IPv6 address. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

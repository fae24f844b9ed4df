import * as tls from 'node:tls';
import { isLoopback } from './hosts';

const LONGEST = 2000;

/** The address of a registry. One on this machine may speak plain http, as Docker allows; every other speaks TLS. */
export async function baseOf(registry: string, signal: AbortSignal): Promise<URL> {
  const url = new URL(`https://${registry}/v2/`);
  if (isLoopback(url) && !(await speaksTls(url, signal))) url.protocol = 'http:';
  return url;
}

/** Nothing is sent but the greeting. A certificate that we would not accept is still TLS. */
function speaksTls({ hostname, port }: URL, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = tls.connect({ host, port: Number(port || 443), timeout: LONGEST });
    const end = (answer: boolean): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(answer);
    };
    const onAbort = (): void => end(false);
    signal.addEventListener('abort', onAbort);
    socket.once('secureConnect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      end(/^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT)/.test(code ?? '')),
    );
  });
}

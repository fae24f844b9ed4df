import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import * as tls from 'node:tls';
import { RegistryFailure } from './failure';
import { isLoopback, proxyFor } from './hosts';
import type { Environment, ResolveOptions } from './options';

/** No manifest and no config is larger. Layers are never read. */
export const LARGEST = 4 * 1024 * 1024;
const ATTEMPTS = 4;
const REDIRECTS = 5;
/** A registry that asks for more patience than this is given up. */
const LONGEST_PAUSE = 10_000;
const WORTH_RETRYING = new Set([408, 429, 500, 502, 503, 504]);
const CUT_OFF = new Set(['ECONNRESET', 'EPIPE', 'EAI_AGAIN']);
const TLS_FAULT =
  /^(?:CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO|INVALID_|HOSTNAME_MISMATCH)/;

export interface Request {
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes to the URL's own origin, and is not carried along when that sends us elsewhere. */
  readonly authorization?: string;
  /** Makes it a POST. */
  readonly form?: URLSearchParams;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks over HTTP within bounds of time and size, again where that may help, and always with TLS verified. */
export class Network {
  private readonly requestTimeout: number;
  private readonly retryDelay: number;
  private readonly environment: Environment;
  private readonly ca: string[] | undefined;

  constructor(
    { requestTimeout = 15_000, retryDelay = 500, environment = process.env, ca }: ResolveOptions,
    /** Whether plain http is allowed, to this machine. */
    private readonly isLocal: boolean,
    private readonly signal: AbortSignal,
  ) {
    this.requestTimeout = requestTimeout;
    this.retryDelay = retryDelay;
    this.environment = environment;
    this.ca = ca === undefined ? undefined : [...usualCertificates(environment), ca];
  }

  /** Any final answer, good or bad; throws a RegistryFailure where there is none. */
  async ask(url: URL, request: Request = {}): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      let wait = this.retryDelay * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      try {
        const answer = await this.follow(url, request);
        if (!WORTH_RETRYING.has(answer.status) || attempt === ATTEMPTS) return answer;
        const asked = retryAfter(answer.headers['retry-after']);
        if (asked > LONGEST_PAUSE) return answer;
        wait = Math.max(wait, asked);
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
        if (attempt === ATTEMPTS) throw new RegistryFailure('unreachable', { code: error.code });
      }
      await pause(wait, undefined, { signal: this.signal });
    }
  }

  private async follow(url: URL, request: Request): Promise<Answer> {
    let at = url;
    for (let redirects = 0; ; redirects++) {
      const authorization = at.origin === url.origin ? request.authorization : undefined;
      const answer = await this.once(at, { ...request, authorization });
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.status) || !location || request.form) return answer;
      if (redirects === REDIRECTS || !URL.canParse(location, at.href))
        throw new RegistryFailure('server', { status: answer.status });
      at = new URL(location, at);
    }
  }

  private async once(url: URL, { headers, authorization, form }: Request): Promise<Answer> {
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.isLocal && isLoopback(url)))
      throw new RegistryFailure('insecure');
    const timer = AbortSignal.timeout(this.requestTimeout);
    const signal = AbortSignal.any([timer, this.signal]);
    const proxy = proxyFor(url, this.environment);
    let throughProxy = proxy === undefined;
    let proxyStatus = 200;
    const options: https.RequestOptions = {
      method: form ? 'POST' : 'GET',
      headers: {
        'user-agent': 'ecs-defender',
        ...headers,
        ...(authorization && { authorization }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ca: this.ca,
      signal,
      agent: proxy === undefined ? undefined : await agentFor(proxy, { ca: this.ca, signal }),
    };
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
          read(response).then((body) => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
          }, reject);
        });
        request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
          throughProxy = true;
          proxyStatus = statusCode;
          // What the proxy says instead of the registry is not the registry's answer.
          if (statusCode !== 200) request.destroy(new RegistryFailure('proxy', { code: statusCode }));
        });
        request.once('error', reject);
        request.end(form?.toString());
      });
    } catch (error) {
      if (error instanceof RegistryFailure || this.signal.aborted) throw error;
      if (timer.aborted) throw new RegistryFailure('timeOut');
      const { code = 'ERROR' } = error as NodeJS.ErrnoException;
      if (!throughProxy || proxyStatus !== 200) throw new RegistryFailure('proxy', { code });
      if (TLS_FAULT.test(code)) throw new RegistryFailure('tls', { code });
      if (CUT_OFF.has(code)) throw new CutOff(code);
      throw new RegistryFailure('unreachable', { code });
    }
  }
}

/** A connection that ended too soon: the next one may do better. */
class CutOff extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** The whole body, unless it is more than we want to know: then no more of it is read. */
async function read(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream.
    if (size > LARGEST) throw new RegistryFailure('tooLarge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A tunnel through a proxy. It needs the signal too: it makes a connection of its own. */
async function agentFor(
  proxy: string,
  options: { ca: string[] | undefined; signal: AbortSignal },
): Promise<https.Agent> {
  if (!URL.canParse(proxy) || !/^https?:/.test(proxy)) throw new RegistryFailure('proxy', { code: 'URL' });
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return new HttpsProxyAgent(proxy, options);
}

/** Certificates of our own replace all others, so those are named too. */
function usualCertificates({ NODE_EXTRA_CA_CERTS }: Environment): string[] {
  const certificates = [...tls.rootCertificates];
  try {
    if (NODE_EXTRA_CA_CERTS) certificates.push(readFileSync(NODE_EXTRA_CA_CERTS, 'utf8'));
  } catch {
    // Node itself only warns of it.
  }
  return certificates;
}

/** Milliseconds; the header holds seconds or a date. */
function retryAfter(header: string | undefined): number {
  if (header === undefined) return 0;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return wait > 0 ? wait : 0;
}

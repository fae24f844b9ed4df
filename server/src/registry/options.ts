export interface ResolveOptions {
  readonly signal?: AbortSignal;
  /** Instead of the process's own: DOCKER_CONFIG, the proxies, and PATH for credential helpers. */
  readonly environment?: Environment;
  /** Certificates (PEM) to be trusted beside the usual ones and those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
  /** For one request, in milliseconds. */
  readonly requestTimeout?: number;
  /** For everything that one image needs, in milliseconds. */
  readonly timeout?: number;
  /** Before the first retry, in milliseconds; each further one waits twice as long. */
  readonly retryDelay?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

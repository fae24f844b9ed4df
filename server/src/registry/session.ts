import { createHash } from 'node:crypto';
import type { Reference } from '../images/reference';
import { credentialsFor } from './credentials';
import { RegistryFailure } from './failure';
import { authorization } from './login';
import { type Answer, LARGEST, type Network } from './network';
import type { Environment } from './options';

/** Talks with one registry about one image, logging in when it is asked to. */
export class Session {
  private authorization: string | undefined;
  /** A helper that failed matters only where nobody else may read the image either. */
  private brokenHelper: RegistryFailure | undefined;

  constructor(
    private readonly reference: Reference,
    private readonly base: URL,
    private readonly network: Network,
    private readonly environment: Environment,
    private readonly signal: AbortSignal,
  ) {}

  /** A manifest by tag or digest; one by digest is what its digest says. */
  async manifest(which: string, accept: string): Promise<{ text: string; type?: string; digest: string }> {
    const { body, headers } = await this.get(`manifests/${which}`, { accept });
    const digest = which.includes(':') ? which : digestOf(body, 'sha256');
    verify(body, digest);
    return { text: body.toString(), type: headers['content-type'], digest };
  }

  async blob({ digest, size }: { digest: string; size: number }): Promise<string> {
    if (size > LARGEST) throw new RegistryFailure('tooLarge');
    const { body } = await this.get(`blobs/${digest}`);
    verify(body, digest);
    return body.toString();
  }

  private async get(path: string, headers?: Record<string, string>): Promise<Answer> {
    const url = new URL(`${this.reference.repository}/${path}`, this.base);
    const ask = (): Promise<Answer> => this.network.ask(url, { headers, authorization: this.authorization });
    let answer = await ask();
    if (answer.status === 401) {
      // Nobody has logged in yet, or the token is no longer good. Once more with a new one; not for ever.
      this.authorization = await this.logIn(answer);
      answer = await ask();
    }
    if (this.brokenHelper && (answer.status === 401 || answer.status === 403)) throw this.brokenHelper;
    return good(answer);
  }

  private async logIn({ headers }: Answer): Promise<string> {
    const { registry, repository } = this.reference;
    const credentials = await credentialsFor(registry, this.environment, this.signal).catch((error) => {
      if (!(error instanceof RegistryFailure)) throw error;
      this.brokenHelper = error;
      return undefined;
    });
    try {
      return await authorization(headers['www-authenticate'], repository, credentials, this.network);
    } catch (error) {
      const isRefused = error instanceof RegistryFailure && error.kind === 'unauthorised';
      throw isRefused && this.brokenHelper ? this.brokenHelper : error;
    }
  }
}

function good(answer: Answer): Answer {
  const { status } = answer;
  if (status === 200) return answer;
  if (status === 404) throw new RegistryFailure('notFound');
  if (status === 401 || status === 403) throw new RegistryFailure('unauthorised');
  if (status === 429) throw new RegistryFailure('rateLimited');
  throw new RegistryFailure('server', { status });
}

function verify(body: Buffer, digest: string): void {
  const [algorithm] = digest.split(':');
  if (digestOf(body, algorithm) !== digest) throw new RegistryFailure('damaged');
}

function digestOf(body: Buffer, algorithm: string): string {
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}

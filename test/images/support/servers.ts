import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** What a request was, as far as tests ask. */
export interface Seen {
  readonly path: string;
  readonly authorization?: string;
  readonly body: string;
}

export interface Served {
  readonly host: string;
  readonly seen: Seen[];
}

const open: { close(): void; closeAllConnections(): void }[] = [];
process.once('exit', closeAll);

export function closeAll(): void {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

/** A server on this machine; `answer` gets the number of the request, from 1. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, number: number) => void,
): Promise<Served> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    const { authorization } = request.headers;
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ path: request.url!, authorization, body });
      answer(request, response, seen.length);
    });
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** A tiny image, and how a registry answers for it. */
export class Image {
  readonly config: Buffer;
  readonly manifest: Buffer;

  constructor(readonly entryPoint: readonly string[]) {
    this.config = json({ os: 'linux', architecture: 'amd64', config: { Entrypoint: entryPoint } });
    this.manifest = json({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(this.config),
        size: this.config.length,
      },
      layers: [],
    });
  }
  get digest(): string {
    return digestOf(this.manifest);
  }
  answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    if (url.includes('/manifests/')) response.writeHead(200, { 'content-type': MANIFEST }).end(this.manifest);
    else response.writeHead(200).end(this.config);
  }
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MANIFEST } from './servers';

export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const USER = 'builder';
export const PASSWORD = 'correct horse';
/** The password, as `htpasswd -B` keeps it. */
const HTPASSWD = `${USER}:$2b$05$1HwiyrKFw5soJQAxSZp8cumAmWkSY2OfbR/N0xk.cqdR.fFDpAq4m\n`;

/** What a test puts into an image; what is left out, the image does not state. */
export interface Recipe {
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly architecture?: 'amd64' | 'arm64';
  /** Docker's own formats instead of OCI's. */
  readonly isDocker?: boolean;
}

/** Debian's docker-registry on a free port of this machine, with a folder of its own. */
export class Registry {
  private constructor(
    readonly host: string,
    private readonly folder: string,
    private readonly login: string | undefined,
    readonly stop: () => void,
  ) {}

  static async start({ isProtected = false } = {}): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-registry-'));
    const port = await freePort();
    const host = `127.0.0.1:${port}`;
    const auth = isProtected ? { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } } : undefined;
    writeFileSync(join(folder, 'htpasswd'), HTPASSWD);
    // YAML holds JSON.
    const config = {
      version: 0.1,
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
      http: { addr: host },
      ...(auth && { auth }),
    };
    writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
    const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
    const stop = (): void => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    };
    process.once('exit', stop);
    await listening(host);
    return new Registry(host, folder, isProtected ? `${USER}:${PASSWORD}` : undefined, stop);
  }

  /** Makes an image and pushes it, as a build would. Returns the digest of what the tag now points to. */
  push(name: string, { entryPoint = [], command = [], architecture = 'amd64', isDocker }: Recipe): string {
    const layout = mkdtempSync(join(this.folder, 'layout-'));
    rmSync(layout, { recursive: true });
    const image = `${layout}:built`;
    execFileSync('umoci', ['init', '--layout', layout]);
    execFileSync('umoci', ['new', '--image', image]);
    const words = [
      ...entryPoint.map((word) => `--config.entrypoint=${word}`),
      ...command.map((word) => `--config.cmd=${word}`),
    ];
    execFileSync('umoci', [
      'config',
      '--image',
      image,
      `--architecture=${architecture}`,
      '--os=linux',
      ...words,
    ]);
    const login = this.login ? [`--dest-creds=${this.login}`] : [];
    const format = isDocker ? ['--format=v2s2'] : [];
    const digestFile = join(layout, 'digest');
    execFileSync('skopeo', [
      'copy',
      '--quiet',
      '--dest-tls-verify=false',
      `--digestfile=${digestFile}`,
      ...login,
      ...format,
      `oci:${image}`,
      `docker://${this.host}/${name}`,
    ]);
    return readFileSync(digestFile, 'utf8').trim();
  }

  /** Pushes a manifest as it is: a list of images, or something that is no image. */
  async put(repository: string, tag: string, mediaType: string, manifest: object): Promise<string> {
    const body = JSON.stringify({ schemaVersion: 2, mediaType, ...manifest });
    const response = await fetch(`http://${this.host}/v2/${repository}/manifests/${tag}`, {
      method: 'PUT',
      headers: { 'content-type': mediaType },
      body,
    });
    if (response.status !== 201) throw new Error(await response.text());
    return `sha256:${createHash('sha256').update(body).digest('hex')}`;
  }

  async manifest(repository: string, digest: string): Promise<{ config: object }> {
    return JSON.parse(await this.read(repository, digest));
  }

  /** One image of a list, by its digest. */
  async entry(repository: string, digest: string, platform: object): Promise<object> {
    const { length } = await this.read(repository, digest);
    return { mediaType: MANIFEST, digest, size: length, platform };
  }

  private async read(repository: string, digest: string): Promise<string> {
    const url = `http://${this.host}/v2/${repository}/manifests/${digest}`;
    return (await fetch(url, { headers: { accept: MANIFEST } })).text();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(host: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await fetch(`http://${host}/v2/`).catch(() => undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('docker-registry did not start');
}

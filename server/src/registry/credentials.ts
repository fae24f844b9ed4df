import { type ChildProcess, execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { DOCKER_HUB } from '../images/reference';
import { RegistryFailure } from './failure';
import type { Environment } from './options';

/** How Docker's own registry is called wherever logins are kept. */
const HUB_KEY = 'https://index.docker.io/v1/';
const HUB_NAMES = [HUB_KEY, 'index.docker.io', 'docker.io', DOCKER_HUB];
/** Helpers are programs called `docker-credential-NAME`; a name that is more than a name is not called. */
const HELPER_NAME = /^[\w.-]+$/;
/** What helpers answer in the place of a user whose secret is a token. */
const TOKEN_USER = '<token>';
/** Some ask their user for a password meanwhile. */
const HELPER_TIME = 30_000;

export type Credentials =
  | { readonly user: string; readonly password: string }
  | { readonly refreshToken: string };

const text = z.optional(z.string());
const entry = z.object({ auth: text, username: text, password: text, identitytoken: text });
const config = z.object({
  auths: z.optional(z.record(z.string(), entry)),
  credHelpers: z.optional(z.record(z.string(), z.string())),
  credsStore: text,
});
const answer = z.object({ Username: z.string(), Secret: z.string() });

/** What `docker login` has left for a registry. */
export async function credentialsFor(
  registry: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<Credentials | undefined> {
  const { auths = {}, credHelpers = {}, credsStore } = readConfig(environment);
  const names = registry === DOCKER_HUB ? HUB_NAMES : [registry];
  const own = Object.entries(credHelpers).find(([key]) => names.includes(key) || names.includes(hostOf(key)));
  const helper = own?.[1] ?? credsStore;
  const kept = helper ? await askHelper(helper, names[0], environment, signal) : undefined;
  if (kept) return kept;
  const found = Object.entries(auths).find(([key]) => names.includes(key) || names.includes(hostOf(key)));
  return found && fromEntry(found[1]);
}

function readConfig(environment: Environment): z.infer<typeof config> {
  const folder = environment.DOCKER_CONFIG || join(environment.HOME || homedir(), '.docker');
  try {
    return config.parse(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  } catch {
    // Without a login, or with one that cannot be read, registries are asked as anyone may.
    return {};
  }
}

/** Older versions of Docker wrote whole addresses where now hosts stand. */
function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function fromEntry({ auth, username, password, identitytoken }: z.infer<typeof entry>) {
  if (identitytoken) return { refreshToken: identitytoken };
  if (username && password) return { user: username, password };
  const [, user, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(auth ?? '', 'base64').toString()) ?? [];
  return user && secret ? { user, password: secret.replace(/\0+$/, '') } : undefined;
}

/** Runs a credential helper: no shell, the registry on its standard input, a bounded time and answer. */
function askHelper(
  name: string,
  registry: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<Credentials | undefined> {
  if (!HELPER_NAME.test(name)) throw new RegistryFailure('helper', { helper: '?' });
  const options = {
    // Not in the working folder: on Windows a program of that name there would come first.
    cwd: homedir(),
    env: environment as NodeJS.ProcessEnv,
    timeout: HELPER_TIME,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
  } as const;
  const program = `docker-credential-${name}`;
  const broken = new RegistryFailure('helper', { helper: program });
  return new Promise((resolve, reject) => {
    let helper: ChildProcess;
    // Given the signal, Node would ask the helper to end; this one does not wait for an answer. What the helper has
    // started may still hold the other ends of its pipes.
    const end = (): void => {
      for (const pipe of helper.stdio ?? []) pipe?.destroy();
      helper.kill('SIGKILL');
    };
    try {
      helper = execFile(program, ['get'], options, (error, out) => {
        signal.removeEventListener('abort', end);
        if (signal.aborted) return reject(signal.reason);
        // A helper that has nothing for this registry says so; anything else is to be mended by the user.
        if (error && /credentials not found/i.test(out)) return resolve(undefined);
        const found = error ? undefined : fromHelper(out);
        if (found) resolve(found);
        else reject(broken);
      });
    } catch {
      // Of some reasons why a program cannot be started the callback is told, and others are thrown.
      return reject(broken);
    }
    signal.addEventListener('abort', end);
    // A helper that does not read its input has already ended.
    helper.stdin?.on('error', () => {});
    helper.stdin?.end(registry);
  });
}

function fromHelper(out: string): Credentials | undefined {
  try {
    const { Username, Secret } = answer.parse(JSON.parse(out));
    return Username === TOKEN_USER ? { refreshToken: Secret } : { user: Username, password: Secret };
  } catch {
    return undefined;
  }
}

import { ACCEPTED, type Part, readConfig, readManifest, type Unreadable } from '../images/manifest';
import { DOCKER_HUB, parseReference, type Reference } from '../images/reference';
import { failure, type PlatformProcess, type Resolution, type ResolvedImage } from '../images/resolved';
import { RegistryFailure } from './failure';
import { isLoopback } from './hosts';
import { Network } from './network';
import type { ResolveOptions } from './options';
import { baseOf } from './scheme';
import { Session } from './session';

/** Asks an image's registry what the image runs. Never throws for what a registry or the network does. */
export async function resolveImage(image: string, options: ResolveOptions = {}): Promise<Resolution> {
  const reference = parseReference(image);
  if (!reference) return failure(image, 'invalid');
  // By the name that `docker login` takes.
  const registry = reference.registry === DOCKER_HUB ? 'docker.io' : reference.registry;
  const timer = AbortSignal.timeout(options.timeout ?? 60_000);
  try {
    const signal = options.signal ? AbortSignal.any([timer, options.signal]) : timer;
    return await read(reference, options, signal);
  } catch (error) {
    if (options.signal?.aborted) return failure(image, 'cancelled');
    if (error instanceof RegistryFailure) return failure(image, error.kind, { registry, ...error.args });
    if (timer.aborted) return failure(image, 'timeOut', { registry });
    throw error;
  }
}

async function read(
  reference: Reference,
  options: ResolveOptions,
  signal: AbortSignal,
): Promise<ResolvedImage> {
  signal.throwIfAborted();
  const base = await baseOf(reference.registry, signal);
  const network = new Network(options, isLoopback(base), signal);
  const session = new Session(reference, base, network, options.environment ?? process.env, signal);
  const top = await session.manifest(reference.digest ?? reference.tag!, ACCEPTED);
  const manifest = readable(readManifest(top.text, top.type));
  if (manifest.kind === 'image') {
    const { platform, process } = await configOf(session, manifest.config);
    if (platform === undefined) throw new RegistryFailure('noPlatform');
    return { digest: top.digest, platforms: { [platform]: process } };
  }
  if (manifest.platforms.size === 0) throw new RegistryFailure('noPlatform');
  const platforms: Record<string, PlatformProcess> = {};
  for (const [platform, digest] of manifest.platforms)
    platforms[platform] = { digest, ...(await processOfPart(session, digest)) };
  return { digest: top.digest, platforms };
}

/** What one image of a list runs; a list inside a list is no image. */
async function processOfPart(session: Session, digest: string): Promise<PlatformProcess> {
  const { text, type } = await session.manifest(digest, ACCEPTED);
  const manifest = readable(readManifest(text, type));
  if (manifest.kind === 'index') throw new RegistryFailure('notAnImage');
  return (await configOf(session, manifest.config)).process;
}

async function configOf(session: Session, part: Part): Promise<Config> {
  return readable<Config>(readConfig(await session.blob(part)));
}

type Config = Exclude<ReturnType<typeof readConfig>, Unreadable>;

function readable<T extends object>(read: T | Unreadable): T {
  if (typeof read === 'string') throw new RegistryFailure(read);
  return read;
}

import * as z from 'zod/mini';
import { type Message, message } from '../l10n/message';
import type { ImageProcess } from '../profile/settings';
import { LONGEST } from '../syntax/limits';
import { ofLast } from '../syntax/memo';
import { DIGEST, parseReference } from './reference';
import type { PlatformProcess, ResolvedImage } from './resolved';

/** The file that keeps what images run, so that nobody has to ask a registry twice. */
export const LOCK_NAME = '.ecs-defender.images.json';
const VERSION = 1;

/** Entries by image, each exactly as the task definitions write it. */
export type ImageLock = Readonly<Record<string, ResolvedImage>>;

/** Undefined where the file is broken: half a lock is never used. */
export interface ReadLock {
  readonly lock?: ImageLock;
  readonly problem?: Message;
}

const digest = () => z.string().check(z.regex(DIGEST));
const texts = () => z.array(z.string());
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/;
const schema = z.strictObject({
  version: z.literal(VERSION),
  images: z.record(
    z.string().check(z.refine((image) => parseReference(image) !== undefined)),
    z.strictObject({
      digest: digest(),
      platforms: z.record(
        z.string().check(z.regex(PLATFORM)),
        z.strictObject({ digest: z.optional(digest()), entryPoint: texts(), command: texts() }),
      ),
    }),
  ),
});

/** Every look at a document beside a lock reads it. */
export const readLock = ofLast((text: string): ReadLock => {
  if (text.length > LONGEST)
    return { problem: message('lock.tooLong', { most: LONGEST.toLocaleString('en') }) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: message('lock.notJson') };
  }
  const result = schema.safeParse(value);
  if (result.success) return { lock: result.data.images };
  const { version } = Object(value);
  if (typeof version === 'number' && version > VERSION) return { problem: message('lock.newer') };
  const place = result.error.issues[0].path.map(String).join(' > ') || LOCK_NAME;
  return { problem: message('lock.wrongShape', { place }) };
});

/** The same entries always make the same bytes, and a changed entry changes only its own lines. */
export function writeLock(lock: ImageLock): string {
  const images = sorted(lock, (entry) => ({
    digest: entry.digest,
    platforms: sorted(entry.platforms, (one) => ({
      digest: one.digest,
      entryPoint: one.entryPoint,
      command: one.command,
    })),
  }));
  return `${JSON.stringify({ version: VERSION, images }, null, 2)}\n`;
}

/** What an image runs on a platform such as `linux/amd64`. Where the platform is not known, only what it runs on all
 * of them counts. */
export function processOf(lock: ImageLock, image: string, platform?: string): ImageProcess | undefined {
  const platforms = entryOf(lock, image)?.platforms ?? {};
  if (platform !== undefined) return Object.hasOwn(platforms, platform) ? platforms[platform] : undefined;
  return platformsDisagree(lock, image) ? undefined : Object.values(platforms)[0];
}

/** Whether an image runs one thing here and another there, so that a task must state its platform. */
export function platformsDisagree(lock: ImageLock, image: string): boolean {
  const [first, ...others] = Object.values(entryOf(lock, image)?.platforms ?? {});
  return others.some((one) => !sameProcess(one, first));
}

export function sameProcess(one: PlatformProcess, other: PlatformProcess): boolean {
  return sameWords(one.entryPoint, other.entryPoint) && sameWords(one.command, other.command);
}

export function entryOf(lock: ImageLock, image: string): ResolvedImage | undefined {
  return Object.hasOwn(lock, image) ? lock[image] : undefined;
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, place) => word === other[place]);
}

function sorted<T, U>(values: Readonly<Record<string, T>>, write: (value: T) => U): Record<string, U> {
  const names = Object.keys(values).sort();
  return Object.fromEntries(names.map((name) => [name, write(values[name])]));
}

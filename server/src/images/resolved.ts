import { type Message, message } from '../l10n/message';
import type { ImageProcess } from '../profile/settings';

/** What an image runs on one platform. Unlike in the profile, nothing is left open: what it lacks is empty. */
export interface PlatformProcess extends ImageProcess {
  readonly command: readonly string[];
  /** The platform's own manifest, where the image is a list of several. */
  readonly digest?: string;
}

/** An image as its registry has it. */
export interface ResolvedImage {
  /** The manifest, or list of manifests, that the image's tag points to. */
  readonly digest: string;
  /** By platform, such as `linux/amd64`. */
  readonly platforms: Readonly<Record<string, PlatformProcess>>;
}

export type FailureKind =
  | 'invalid'
  | 'notFound'
  | 'unauthorised'
  | 'helper'
  | 'insecure'
  | 'timeOut'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'tooLarge'
  | 'notAnImage'
  | 'noPlatform'
  | 'damaged'
  | 'rateLimited'
  | 'server'
  | 'cancelled';

/** Why an image could not be looked up. */
export interface ImageFailure {
  readonly failed: FailureKind;
  readonly message: Message;
}

export type Resolution = ResolvedImage | ImageFailure;

export function isFailure(resolution: Resolution): resolution is ImageFailure {
  return 'failed' in resolution;
}

/** Everything that is said about a failure beyond the image's name is about the registry, the machine or a number. */
export function failure(image: string, failed: FailureKind, args: Record<string, string | number> = {}) {
  return { failed, message: message(`image.${failed}`, { image, ...args }) } satisfies ImageFailure;
}

import type { ImageProcess } from '../profile/settings';
import { type ImageLock, platformsDisagree, processOf } from './lock';

/** What an image runs by itself, and whether that depends on the platform. */
export interface KnownProcess extends ImageProcess {
  /** On another platform it runs something else. */
  readonly differs?: boolean;
}

/** Answers from what was resolved before: by image as the document writes it, and platform such as `linux/amd64`. */
export type KnownImages = (image: string, platform: string | undefined) => KnownProcess | undefined;

/** The first of several sources that knows an image. */
export function knownIn(...locks: readonly ImageLock[]): KnownImages {
  return (image, platform) => {
    for (const lock of locks) {
      const process = processOf(lock, image, platform);
      if (process) return { ...process, differs: platformsDisagree(lock, image) };
    }
    return undefined;
  };
}

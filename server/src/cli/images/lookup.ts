import type { ImageLock } from '../../images/lock';
import { isFailure, type ResolvedImage } from '../../images/resolved';
import type { Resolver } from '../../registry/resolver';
import type { Terminal } from '../terminal';

/** Asks registries what images run, for one command; says of each that cannot be read why. */
export function imageLookup(terminal: Terminal): (images: readonly string[]) => Promise<ImageLock> {
  let resolver: Resolver | undefined;
  return async (images) => {
    const room = await import('../../registry/resolver');
    resolver ??= new room.Resolver();
    const asked = resolver;
    const resolved: Record<string, ResolvedImage> = {};
    await Promise.all(
      images.map(async (image) => {
        const answer = await asked.resolve(image);
        if (isFailure(answer)) terminal.note(terminal.say(answer.message));
        else resolved[image] = answer;
      }),
    );
    return resolved;
  };
}

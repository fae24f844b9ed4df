import { profileProcess, type TaskAnalysis } from '../defender/analysis';
import { startsNothing, statedEntryPoint } from '../defender/entryPoint';
import { platformOf } from '../ecs/fargate';
import { type KnownImages, knownIn } from '../images/known';
import type { ImageLock } from '../images/lock';
import type { Config } from './config';
import type { Model } from './model';

/** The image of a container that is, or is to be, wired to the Defender. */
export interface UsedImage {
  /** As the document writes it. */
  readonly image: string;
  readonly container: string;
  /** Neither document nor profile says what the container runs, so the image must be asked. */
  readonly isNeeded: boolean;
  /** A template fills in part of the name, so that nobody can be asked yet. */
  readonly isTemplate: boolean;
}

/** The images that have to be asked before a document can be protected: neither document, profile nor lock knows them. */
export function unknownImages(model: Model): string[] {
  const known = model.config.surroundings?.images;
  const platforms = model.analyses.map(({ task }) => platformOf(task));
  const asked = imagesIn(model).filter(({ isNeeded, isTemplate }) => isNeeded && !isTemplate);
  const images = new Set(asked.map(({ image }) => image));
  return [...images].filter((image) => !platforms.some((platform) => known?.(image, platform)));
}

/** A configuration that also knows these images; what the lock says comes first, so that everybody sees the same. */
export function withImages(config: Config, resolved: ImageLock): Config {
  const { surroundings } = config;
  const more = knownIn(resolved);
  const images: KnownImages = (image, platform) =>
    surroundings?.images?.(image, platform) ?? more(image, platform);
  return { ...config, surroundings: { ...surroundings, images } };
}

/** The images of a document's containers, without the Defender's own and those that are left alone. */
export function imagesIn({ analyses }: Model): UsedImage[] {
  return analyses.filter(({ isWindows }) => !isWindows).flatMap(imagesOf);
}

function imagesOf({ task, settings, containers, foreign }: TaskAnalysis): UsedImage[] {
  return containers.flatMap(({ container, wiring, state }) => {
    if (state === 'sidecar' || state === 'excluded' || container === foreign) return [];
    const field = container.field('image');
    const image = field.text ?? (field.isOpaque ? field.tree.source(field.node) : '');
    if (image === '') return [];
    const isUnstated = statedEntryPoint(container) === 'unknown' || startsNothing(container, wiring);
    return {
      image,
      container: container.name ?? '',
      isNeeded: isUnstated && !profileProcess(settings, task, container),
      isTemplate: field.isPlaceholder,
    };
  });
}

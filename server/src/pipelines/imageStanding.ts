import type { Judged } from '../defender/analysis';
import type { ImagePlace } from './images';
import { NAME_VARIABLE } from './render';

/** What an image file makes of a wired container. */

export function nameOf({ container }: Judged): string {
  return container.name ?? '';
}

/** Whether the container keeps another name of its image than the one that it is given. CodePipeline's standard action
 * is documented to change images, and nothing else. */
export function isLeftBehind({ wiring }: Judged, { field }: ImagePlace): boolean {
  const variable = wiring.variables.get(NAME_VARIABLE);
  if (variable?.isSecret || field.text === undefined) return false;
  return variable?.value.text !== field.text;
}

/** Whether a placeholder in angle brackets is to become the image, and the variable is not that placeholder, nor the
 * image itself. */
export function staysBehindPlaceholder({ container, wiring }: Judged, image: string | undefined): boolean {
  const placeholder = container.field('image').text;
  if (placeholder === undefined || !/^<[^<>]+>$/.test(placeholder)) return false;
  const variable = wiring.variables.get(NAME_VARIABLE);
  const own = variable?.value.text;
  return !variable?.isSecret && own !== placeholder && (image === undefined || own !== image);
}

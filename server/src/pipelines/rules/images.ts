import type { Neighbourhood } from '../../ecs/neighbours';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import type { Settings } from '../../profile/settings';
import { isLeftBehind, nameOf, staysBehindPlaceholder } from '../imageStanding';
import type { ImageFile } from '../images';
import { wiredIn } from '../render';
import { PIPELINE_IMAGE, variableSpan } from './shared';

/** An image file, and the wired task definitions that lie where it may be meant for them. */
export interface ImageFileAround {
  readonly file: ImageFile;
  readonly neighbourhood: Neighbourhood;
  readonly settings: Settings;
}

/** Which task definition a file is meant for, only the pipeline knows: of several that have the container the first one
 * is shown. */
const imageName: Rule<ImageFileAround> = {
  ...PIPELINE_IMAGE,
  check: ({ file, neighbourhood, settings }, report) => {
    const wired = neighbourhood.files.flatMap((task) =>
      wiredIn(task, settings).map((judged) => ({ judged, uri: task.uri })),
    );
    for (const place of file.places) {
      const { container, field } = place;
      const image = file.kind === 'imageDetail' ? field.text : undefined;
      const stale = wired.find(({ judged }) =>
        file.kind === 'imageDefinitions'
          ? container === nameOf(judged) && isLeftBehind(judged, place)
          : staysBehindPlaceholder(judged, image),
      );
      if (!stale) continue;
      const { judged, uri } = stale;
      const key = file.kind === 'imageDefinitions' ? 'found.imageDefinition' : 'found.imagePlaceholder';
      const placeholder = judged.container.field('image').text ?? '';
      report({
        ...field.span,
        message: message(key, { name: nameOf(judged), placeholder }),
        related: [{ uri, ...variableSpan(judged), message: message('related.rendered') }],
      });
    }
  },
};

export const imageFileRules = [imageName];

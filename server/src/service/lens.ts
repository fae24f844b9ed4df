import type { Span } from '../findings/finding';
import { type Message, message } from '../l10n/message';
import type { In } from '../policy/set';
import type { Model } from './model';
import { type Place, statesIn } from './state';

/** A line above a task or a container that says how it stands. */
export interface Lens extends Span {
  readonly title: Message;
  /** What a click is about; absent where nothing is left to do. */
  readonly place?: Place;
  /** What a click leads to, in this document or others. */
  readonly shows?: readonly In<Span>[];
}

/** One for each task, and one for each container that is not protected. */
export function lensesIn(model: Model): Lens[] {
  const { tree } = model;
  return statesIn(model).flatMap((task): Lens[] => {
    const { start, counted, protected: done, place, leftAlone } = task;
    const left = leftAlone.length;
    if (counted.length === 0) {
      const title = message('lens.allLeft', { left });
      return left === 0 ? [] : [{ start, end: start + 1, title }];
    }
    const open = counted.filter(({ state }) => state !== 'protected');
    return [
      {
        start,
        end: start + 1,
        title: message(left === 0 ? 'lens.task' : 'lens.taskLeft', { done, all: counted.length, left }),
        place: open.length > 0 ? { task: place } : undefined,
      },
      ...open.map(({ container, state, place: own }) => ({
        start: tree.start(container.id),
        end: tree.start(container.id) + 1,
        title: message(state === 'partial' ? 'lens.partial' : 'lens.unprotected'),
        place: { task: place, container: own },
      })),
    ];
  });
}

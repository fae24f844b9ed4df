import { type Locale, words } from '../../l10n/catalogue';
import { type Message, message } from '../../l10n/message';
import type { Model } from '../../service/model';
import { statesIn, type TaskState } from '../../service/state';
import { isModel, type Session } from '../session';

/** Asks how a document's tasks stand, for a client that shows it somewhere. Null where the document holds none. */
export const STATE_REQUEST = 'ecsDefender/state';

export interface StateAnswer {
  /** A few words. */
  readonly text: string;
  /** A line for each task and for each container that is left alone. */
  readonly detail: readonly string[];
  readonly isOpen: boolean;
}

export function registerState(session: Session): void {
  session.connection.onRequest(STATE_REQUEST, ({ uri }: { uri: string }, token) =>
    session.guard.answer<unknown>(
      'state',
      token,
      async () => {
        const model = await session.modelOf(uri);
        // Of another kind: it has nothing to be protected.
        const isOther = isModel(model) && model.analyses.length === 0 && model.tree.faults.length === 0;
        return isModel(model) && !isOther ? answerOf(model, session.client.locale) : null;
      },
      null,
    ),
  );
}

function answerOf(model: Model, locale: Locale): StateAnswer {
  const tasks = statesIn(model);
  const done = tasks.reduce((sum, task) => sum + task.protected, 0);
  const all = tasks.reduce((sum, { counted }) => sum + counted.length, 0);
  const detail = tasks.flatMap((task) => [
    lineOf(task),
    ...task.leftAlone.flatMap(({ reason }) => reason ?? []),
  ]);
  return {
    text: words(shortOf(model, done, all), locale),
    detail: detail.map((line) => words(line, locale)),
    isOpen: done < all,
  };
}

function shortOf({ tree, analyses }: Model, done: number, all: number): Message {
  if (tree.faults.length > 0) return message('state.faults');
  if (all > 0) return message('state.short', { done, all });
  const isHidden = analyses.some(({ task }) => task.hidden.length > 0 || !task.hasContainers);
  return message(isHidden ? 'state.hidden' : 'state.nothing');
}

function lineOf({ place, label, protected: done, counted }: TaskState): Message {
  const name = label === '' ? [message('state.unnamed', { place: place + 1 })] : label;
  if (counted.length === 0) return message('state.taskNothing', { label: name });
  return message('state.task', { label: name, done, all: counted.length });
}

import { type Locale, words } from '../../l10n/catalogue';
import { withoutLinks } from '../../l10n/escape';
import { type Message, message } from '../../l10n/message';
import type { Model } from '../../service/model';
import { countIn, holdsTasks, statesIn, type TaskState } from '../../service/state';
import { isModel, type Session } from '../session';

/** Asks how a document's tasks stand, for a client that shows it somewhere. Null where the document holds none. */
export const STATE_REQUEST = 'ecsDefender/state';

export interface StateAnswer {
  /** A few words. */
  readonly text: string;
  /** A line for each task and for each container that is left alone. */
  readonly detail: readonly string[];
  /** Whether containers are left to protect, or nobody can tell. */
  readonly standing: 'open' | 'unknown' | 'done';
}

export function registerState(session: Session): void {
  session.connection.onRequest(STATE_REQUEST, ({ uri }: { uri: string }, token) =>
    session.guard.answer<unknown>(
      'state',
      token,
      async () => {
        const model = await session.modelOf(uri);
        return isModel(model) && holdsTasks(model) ? answerOf(model, session.client.locale) : null;
      },
      null,
    ),
  );
}

function answerOf(model: Model, locale: Locale): StateAnswer {
  const tasks = statesIn(model);
  const { done, all } = countIn(tasks);
  const detail = tasks.flatMap((task) => [
    lineOf(task),
    ...task.leftAlone.flatMap(({ reason }) => reason ?? []),
  ]);
  return {
    ...shortOf(model, done, all, locale),
    // Editors make links of what looks like one, and a family may be called so.
    detail: detail.map((line) => withoutLinks(words(line, locale))),
  };
}

function shortOf(
  { tree, analyses }: Model,
  done: number,
  all: number,
  locale: Locale,
): Pick<StateAnswer, 'text' | 'standing'> {
  const say = (text: Message): string => words(text, locale);
  if (tree.faults.length > 0) return { text: say(message('state.faults')), standing: 'unknown' };
  if (all > 0)
    return { text: say(message('state.short', { done, all })), standing: done < all ? 'open' : 'done' };
  const isHidden = analyses.some(({ task }) => task.hidden.length > 0 || !task.hasContainers);
  if (isHidden) return { text: say(message('state.hidden')), standing: 'unknown' };
  return { text: say(message('state.nothing')), standing: 'done' };
}

function lineOf({ place, label, protected: done, counted }: TaskState): Message {
  const name = label === '' ? [message('state.unnamed', { place: place + 1 })] : label;
  if (counted.length === 0) return message('state.taskNothing', { label: name });
  return message('state.task', { label: name, done, all: counted.length });
}

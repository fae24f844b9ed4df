import type { Container } from '../ecs/task';
import type { Message } from '../l10n/message';
import type { Change } from '../syntax/edits';

/** What would be done to one task, decided before a byte moves. */
export interface Plan {
  readonly changes: readonly Change[];
  /** What is done, in words. */
  readonly done: readonly Message[];
  /** What cannot be done, and why: the container is left as it is. */
  readonly refusals: readonly Refusal[];
  /** Containers that are none of our business, and why. */
  readonly leftAlone: readonly Message[];
  /** What must hold outside the document for the result to work. */
  readonly notes: readonly Message[];
}

export interface Refusal {
  readonly container?: Container;
  readonly message: Message;
}

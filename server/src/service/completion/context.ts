import type { Container } from '../../ecs/task';
import type { Message } from '../../l10n/message';
import { Struct } from '../../syntax/view';
import type { Cursor } from './cursor';
import type { Completion, Subject } from './item';

/** A value that fits at the cursor. */
export interface Offer {
  readonly text: string;
  /** What people know it by, where that is not what is written. */
  readonly label?: string;
  /** The text has places to be filled in. */
  readonly isSnippet?: boolean;
  /** False for numbers, true and false, and expressions, which stand without quotes. */
  readonly isBare?: boolean;
  readonly kind?: Completion['kind'];
  readonly detail?: string | Message;
  readonly about?: readonly Message[];
  /** Comes before all others. */
  readonly isFirst?: boolean;
  /** A further member that goes with it, and its value as it is written. */
  readonly with?: { readonly name: string; readonly text: string; readonly isBare?: boolean };
  readonly subject?: Subject;
}

/** The container that the cursor stands in. */
export function containerAt({ task, tree, node }: Cursor): Container | undefined {
  return task.containers.find(({ id }) => id <= node && node < tree.after(id));
}

/** Whether the cursor stands at a member of this name. */
export function isAt({ member }: Cursor, ...names: string[]): boolean {
  return member !== undefined && names.includes(`${member.owner}.${member.name}`);
}

/** The object around the cursor. */
export function objectAt({ tree, node }: Cursor): Struct {
  return new Struct(tree, tree.parent(node));
}

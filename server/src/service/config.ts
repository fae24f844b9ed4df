import type { Surroundings } from '../defender/analysis';
import type { Message } from '../l10n/message';
import type { PolicySet } from '../policy/set';
import { NO_SETTINGS, type Settings } from '../profile/settings';
import type { Dialect } from '../syntax/dialect';

/** Everything outside the text that a document's answers depend on. Compared by identity: a change is a new object. */
export interface Config {
  readonly settings: Settings;
  /** Set where the profile is broken: nothing is protected then, and every task says so. */
  readonly profileProblem?: { readonly file: string; readonly problem: Message };
  /** Set where the lock of resolved images is broken: it is then not used. */
  readonly lockProblem?: { readonly file: string; readonly problem: Message };
  readonly surroundings?: Surroundings;
  /** The policy documents and tasks that belong together; absent where the document stands alone. */
  readonly policies?: PolicySet;
  /** The dialects in which somebody else holds the document against a schema: what a schema says is then left to them,
   * but for rules that the user has given a level. */
  readonly validatedElsewhere?: readonly Dialect[];
}

export const NO_CONFIG: Config = { settings: NO_SETTINGS };

/** The texts that are read beside a document's own. */
export function neighboursIn({ surroundings }: Config): string[] {
  return surroundings?.neighbourhood?.files.map(({ text }) => text) ?? [];
}

import type { Locale } from '../l10n/catalogue';
import type { ProfileFiles } from '../profile/locate';
import type { GrammarSource } from '../syntax/grammars';
import type { ResolveImage } from './images';
import type { WorkspaceFiles } from './workspace';

/** What the server needs of the machine it runs on; a web worker brings its own. */
export interface Host {
  /** The language of the messages; `offered` is what the client says of its own. */
  readonly locale: (offered: string | undefined) => Locale;
  readonly profiles: ProfileFiles;
  /** The grammars of YAML and Terraform, loaded when the first such document comes. */
  readonly grammars: GrammarSource;
  /** The one profile for all documents; absent where each has the nearest one. */
  readonly profile?: string;
  readonly environment: (name: string) => string | undefined;
  /** The files of a workspace folder; absent where they cannot be listed. */
  readonly files?: WorkspaceFiles;
  /** Asks a registry what an image runs; absent where there is no network. */
  readonly resolveImage?: ResolveImage;
  /** URI of the folder with the rule pages, for clients that do not give one. */
  readonly pages: string;
}

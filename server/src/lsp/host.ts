import type { DocumentationSource } from '../ecs/model/documentation';
import type { Locale } from '../l10n/catalogue';
import type { GrammarSource } from '../syntax/grammars';
import type { Files } from './files';
import type { ResolveImage } from './images';

/** What the server needs of the machine it runs on; a web worker brings its own. */
export interface Host {
  /** The language of the messages; `offered` is what the client says of its own. */
  readonly locale: (offered: string | undefined) => Locale;
  /** The files of the machine; absent where there is none, and the client reads for us. */
  readonly disk?: Files;
  /** The grammars of YAML and Terraform, loaded when the first such document comes. */
  readonly grammars: GrammarSource;
  /** AWS's documentation of its model, read when the first person asks for it. */
  readonly documentation: DocumentationSource;
  /** The one profile for all documents; absent where each has the nearest one. */
  readonly profile?: string;
  readonly environment: (name: string) => string | undefined;
  /** Asks a registry what an image runs; absent where there is no network. */
  readonly resolveImage?: ResolveImage;
  /** URI of the folder with the rule pages, for clients that do not give one. */
  readonly pages: string;
}

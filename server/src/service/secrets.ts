import { TextDocument } from 'vscode-languageserver-textdocument';
import { secretTexts } from '../defender/secrets';
import { mask } from '../l10n/mask';
import { read } from './documents';
import type { Model } from './model';

type Environment = (name: string) => string | undefined;

/** Makes texts of a document fit to be shown, as it is and as it will be: without install bundles, however the document
 * spells them and as the profile gives them, and without anything else that has a secret's shape. */
export function withoutSecrets(
  model: Model,
  after: string,
  environment: Environment | undefined,
): (text: string) => string {
  const { document, tree } = model;
  const changed = read(TextDocument.create(document.uri, document.languageId, 0, after))?.tree;
  const all = [...secretTexts(tree), ...(changed ? secretTexts(changed) : []), ...given(model, environment)];
  // The longest first, so that none hides inside another; what is too short to be a secret would mask half the text.
  const secrets = [...new Set(all)].filter((one) => one.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => mask(secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text));
}

/** The bundle of the profile in clear text. */
function given({ config }: Model, environment: Environment = () => undefined): string[] {
  const bundle = config.settings.defender.installBundle;
  if (!bundle || !('environment' in bundle)) return [];
  const name = /^\$\{env:(\w+)\}$/.exec(bundle.environment)?.[1];
  const plain = name ? environment(name) : bundle.environment;
  return plain ? [plain, JSON.stringify(plain).slice(1, -1)] : [];
}

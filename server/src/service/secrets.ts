import { mask } from '../l10n/mask';
import type { Model } from './model';

type Environment = (name: string) => string | undefined;

/** Makes a text of a document fit to be shown: without install bundles, as the document writes them and as the profile
 * gives them, and without anything else that has a secret's shape. */
export function withoutSecrets(model: Model, environment: Environment | undefined): (text: string) => string {
  const bundles = bundlesIn(model, environment);
  return (text) => mask(bundles.reduce((all, bundle) => all.replaceAll(bundle, '***'), text));
}

function bundlesIn({ analyses, config }: Model, environment: Environment = () => undefined): string[] {
  const written = analyses.flatMap(({ containers }) =>
    containers.flatMap(({ wiring }) => {
      const variable = wiring.variables.get('INSTALL_BUNDLE');
      const text = variable && !variable.isSecret ? variable.value.text : undefined;
      return text ? [text, JSON.stringify(text).slice(1, -1)] : [];
    }),
  );
  const given = config.settings.defender.installBundle;
  const name = given && 'environment' in given ? /^\$\{env:(\w+)\}$/.exec(given.environment)?.[1] : undefined;
  const plain = given && 'environment' in given ? (name ? environment(name) : given.environment) : undefined;
  const all = plain ? [...written, plain, JSON.stringify(plain).slice(1, -1)] : written;
  // The longest first, so that none hides inside another; what is too short to be a secret would mask half the text.
  return [...new Set(all)].filter((one) => one.length >= 4).sort((a, b) => b.length - a.length);
}

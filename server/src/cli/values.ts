import { bundleFault, isSecretItself } from '../defender/secrets';
import { addressProblem, isPortal } from '../defender/wsAddress';
import { type Message, message } from '../l10n/message';
import type { Decisions } from '../profile/schema';
import { hasPlaceholder } from '../syntax/placeholders';
import { type ProtectArguments, UsageError } from './args';

/** The flags as decisions, which win over the profile. What a sidecar could not use is refused. */
export function flagsOf(values: ProtectArguments['values']): Decisions {
  const { 'ws-address': wsAddress, 'install-bundle-secret': secret, 'install-bundle-env': variable } = values;
  if (wsAddress !== undefined) refuseAddress(wsAddress);
  if (secret !== undefined && isSecretItself(secret))
    throw unusable('install-bundle-secret', message('draft.bundleInClear'));
  if (values['install-bundle'] !== undefined) refuseBundle('install-bundle', values['install-bundle']);
  if (variable !== undefined) {
    if (!process.env[variable]) throw new UsageError(message('usage.noVariable', { name: variable }));
    refuseBundle('install-bundle-env', process.env[variable]);
  }
  const plain = variable === undefined ? values['install-bundle'] : `\${env:${variable}}`;
  return {
    family: values.family,
    defender: {
      image: values.image,
      wsAddress,
      installBundle:
        secret !== undefined ? { secret } : plain !== undefined ? { environment: plain } : undefined,
      filesystemMonitoring: values['filesystem-monitoring'],
      fips: values.fips,
    },
  };
}

function refuseAddress(value: string): void {
  // What a template fills in nobody can judge here.
  if (hasPlaceholder(value)) return;
  if (isPortal(value)) throw unusable('ws-address', message('draft.portalAddress'));
  const wrong = addressProblem(value);
  if (!wrong) return;
  const problem = message('found.wsAddress', { value });
  const { mended } = wrong;
  throw unusable('ws-address', problem, mended === undefined ? [] : [message('usage.mended', { mended })]);
}

/** Never repeats the value: it may be a bundle all the same. */
function refuseBundle(option: string, value: string): void {
  const fault = bundleFault(value);
  if (fault) throw unusable(option, message(`found.bundle.${fault}`));
}

function unusable(option: string, problem: Message, remedy: Message[] = []): UsageError {
  return new UsageError(message('usage.unusable', { option, problem: [problem, ...remedy] }));
}

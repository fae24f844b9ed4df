import { message } from '../l10n/message';
import { fixSafely } from '../service/fixAll';
import { protect as plan, unprotect as planUnprotect } from '../service/protect';
import { readyToRegister } from '../service/registration';
import { type FixArguments, type ProtectArguments, type UnprotectArguments, UsageError } from './args';
import { convert } from './convert';
import { imageLookup } from './images/lookup';
import { processesOf } from './processes';
import { Profiles } from './profiles';
import type { Terminal } from './terminal';
import { flagsOf } from './values';

/** The commands that change task definitions. Exit 0 done, 1 something refused, 2 usage or a file that cannot be read. */

export function protect(parsed: ProtectArguments, terminal: Terminal, upgrade = false): Promise<number> {
  const { values, positionals: files } = parsed;
  const bundles = [values['install-bundle'], values['install-bundle-env'], values['install-bundle-secret']];
  if (bundles.filter((one) => one !== undefined).length > 1) throw new UsageError(message('usage.oneBundle'));
  const options = {
    upgrade,
    placeholders: false,
    processes: processesOf(values),
    environment: (name: string): string | undefined => process.env[name],
  };
  const conversion = {
    files,
    values,
    profiles: new Profiles(flagsOf(values), values),
    plan: (model: Parameters<typeof plan>[0]) => plan(model, options),
    finish: values['for-register'] ? readyToRegister : undefined,
    resolve: values['resolve-images'] ? imageLookup(terminal) : undefined,
  };
  return convert(conversion, terminal);
}

export function unprotect(
  { values, positionals: files }: UnprotectArguments,
  terminal: Terminal,
): Promise<number> {
  const options = { processes: processesOf(values), keepPtrace: values['keep-ptrace'] };
  const profiles = new Profiles({}, values);
  return convert({ files, values, profiles, plan: (model) => planUnprotect(model, options) }, terminal);
}

export function fix({ values, positionals: files }: FixArguments, terminal: Terminal): Promise<number> {
  return convert({ files, values, profiles: new Profiles({}, values), plan: fixSafely }, terminal);
}

import { dirname, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { STDIN } from '../disk/files';
import { diskProfiles } from '../disk/profiles';
import { message } from '../l10n/message';
import { layered } from '../profile/layers';
import { type FoundProfile, locateProfile } from '../profile/locate';
import { readProfile, settingsFor } from '../profile/read';
import type { Decisions } from '../profile/schema';
import type { Config } from '../service/config';
import { UsageError } from './args';

/** Finds the profile of each document and lays the flags over it. */
export class Profiles {
  private readonly byFolder = new Map<string, FoundProfile | undefined>();
  private readonly configured: FoundProfile | undefined;

  constructor(
    private readonly flags: Decisions,
    private readonly options: { readonly config?: string; readonly as?: string },
  ) {
    this.configured = options.config === undefined ? undefined : readConfigured(options.config);
  }

  /** The configuration of a document; `path` is its operand. */
  configOf(path: string): Config {
    const place = this.placeOf(path);
    const found = this.profileOf(place);
    if (!found) return { settings: layered(this.flags) };
    const [problem] = found.problems;
    if (problem)
      return {
        settings: layered(this.flags),
        profileProblem: { file: found.path, problem: problem.message },
      };
    return { settings: settingsFor(found.profile!, relativeTo(found.folder, place), {}, this.flags) };
  }

  /** Where an operand belongs, as an absolute path with `/` between names. */
  placeOf(path: string): string {
    return slashed(resolve(this.options.as ?? (path === STDIN ? 'stdin.json' : path)));
  }

  /** Whether the profile's globs want a file that is not named outright. */
  wants(path: string, isKnown: boolean): boolean {
    const place = slashed(resolve(path));
    const found = this.profileOf(place);
    const files = found?.profile?.files;
    const matches = (globs: readonly string[] | undefined): boolean =>
      globs !== undefined && picomatch.isMatch(relativeTo(found!.folder, place), [...globs], { dot: true });
    return !matches(files?.exclude) && (isKnown || matches(files?.include));
  }

  private profileOf(place: string): FoundProfile | undefined {
    if (this.configured) return this.configured;
    const folder = dirname(place);
    if (!this.byFolder.has(folder)) this.byFolder.set(folder, locateProfile(folder, diskProfiles));
    return this.byFolder.get(folder);
  }
}

/** The profile that `--config` names. */
export function readConfigured(config: string): FoundProfile {
  const path = slashed(resolve(config));
  const text = diskProfiles.read(path);
  if (text === undefined) throw new UsageError(message('usage.unreadable', { option: `--config ${config}` }));
  return { ...readProfile(text), path, folder: dirname(path) };
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

function relativeTo(folder: string, path: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

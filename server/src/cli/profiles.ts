import { dirname, resolve, sep } from 'node:path';
import { STDIN } from '../disk/files';
import { readyFor } from '../disk/grammars';
import { diskNeighbours } from '../disk/neighbours';
import { diskProfiles } from '../disk/profiles';
import type { Neighbour, NeighbourFiles } from '../ecs/neighbours';
import { knownIn } from '../images/known';
import { locateLock } from '../images/locate';
import { message } from '../l10n/message';
import { fitsGlobs } from '../profile/globs';
import { layered } from '../profile/layers';
import { type FoundProfile, locateProfile, repositoryOf } from '../profile/locate';
import { readProfile, settingsFor } from '../profile/read';
import type { Decisions } from '../profile/schema';
import { dateOf } from '../profile/today';
import type { Config } from '../service/config';
import { neighboursOf } from '../service/neighbours';
import type { Placed } from '../workspace/sets';
import { UsageError } from './args';
import { now } from './clock';
import { shownPath, uriOf } from './paths';

/** What lies around the documents of a folder. */
type Around = Pick<Config, 'surroundings' | 'lockProblem'>;

const NEIGHBOURS: NeighbourFiles = { ...diskNeighbours, uriOf: (path) => uriOf(shownPath(path)) };

/** One run is of one day. */
const TODAY = dateOf(now());

/** Finds the profile of each document and lays the flags over it. */
export class Profiles {
  private readonly byFolder = new Map<string, FoundProfile | undefined>();
  private readonly byPath = new Map<string, FoundProfile>();
  private readonly around = new Map<string, Around>();
  private readonly terraform = new Map<string, readonly Neighbour[]>();
  private readonly repositories = new Map<string, string | undefined>();
  /** The profiles, locks and neighbours that have a say in this run: absolute paths. */
  readonly read = new Set<string>();

  private readonly configured: FoundProfile | undefined;

  constructor(
    private readonly flags: Decisions,
    private readonly options: { readonly config?: string; readonly as?: string },
  ) {
    this.configured = options.config === undefined ? undefined : readConfigured(options.config);
    if (this.configured) this.read.add(this.configured.path);
  }

  /** The configuration of a document; `path` is its operand. */
  configOf(path: string): Config {
    const place = this.placeOf(path);
    const found = this.profileOf(place);
    const around = this.aroundOf(dirname(place));
    if (!found) return { settings: layered(this.flags), ...around };
    const [problem] = found.problems;
    if (problem)
      return {
        settings: layered(this.flags),
        profileProblem: { file: found.path, problem: problem.message },
        ...around,
      };
    const settings = settingsFor(found.profile!, relativeTo(found.folder, place), {}, this.flags);
    return { settings, ...around };
  }

  /** The same, with the documents that this one names or that name it, once it can be read with them. */
  async configWithNeighbours(path: string, text: string): Promise<Config> {
    const config = this.configOf(path);
    const place = this.placeOf(path);
    const top = this.repositoryOf(dirname(place));
    await readyFor(text);
    const files = await neighboursOf(place, text, NEIGHBOURS, top, this.terraform);
    await readyFor(...files.map((file) => file.text));
    for (const file of files) this.read.add(file.path);
    if (files.length === 0) return config;
    return { ...config, surroundings: { ...config.surroundings, neighbourhood: { path: place, files } } };
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
    const fits = (globs: readonly string[] = []): boolean =>
      found !== undefined && fitsGlobs(relativeTo(found.folder, place), globs);
    return !fits(files?.exclude) && (isKnown || fits(files?.include));
  }

  /** The profile that stands at a path, as the documents below it have read it. */
  at(path: string): FoundProfile | undefined {
    return this.profileOf(slashed(resolve(path)));
  }

  /** Which policy documents a document belongs together with: all of this run, but where its profile names sets. */
  setsFor(path: string): Omit<Placed, 'member'> {
    const place = this.placeOf(path);
    const found = this.profileOf(place);
    const rows = found?.profile?.policies;
    return rows ? { home: found!.path, rows, place: relativeTo(found!.folder, place) } : { home: '', place };
  }

  private aroundOf(folder: string): Around {
    let around = this.around.get(folder);
    if (!around) {
      const found = locateLock(folder, diskProfiles);
      if (found) this.read.add(found.path);
      const inRepository = this.repositoryOf(folder) !== undefined;
      around = {
        surroundings: { inRepository, images: found?.lock && knownIn(found.lock), today: TODAY },
        lockProblem: found?.problem && { file: found.path, problem: found.problem },
      };
      this.around.set(folder, around);
    }
    return around;
  }

  private repositoryOf(folder: string): string | undefined {
    if (!this.repositories.has(folder)) this.repositories.set(folder, repositoryOf(folder, diskProfiles));
    return this.repositories.get(folder);
  }

  private profileOf(place: string): FoundProfile | undefined {
    if (this.configured) return this.configured;
    const folder = dirname(place);
    if (!this.byFolder.has(folder)) {
      const found = locateProfile(folder, diskProfiles);
      // One profile is one object, whoever finds it: its rows are told apart by identity.
      const known = found && (this.byPath.get(found.path) ?? found);
      if (known) this.byPath.set(known.path, known);
      if (known) this.read.add(known.path);
      this.byFolder.set(folder, known);
    }
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

import type { Connection } from 'vscode-languageserver';
import type { NeighbourFiles } from '../ecs/neighbours';
import { knownIn } from '../images/known';
import { type ImageLock, readLock } from '../images/lock';
import { fitsGlobs } from '../profile/globs';
import { layered } from '../profile/layers';
import { PROFILE_NAME, readProfile, settingsFor } from '../profile/read';
import type { Config } from '../service/config';
import type { Placed } from '../workspace/sets';
import { type Around, isSameAround, lookAround, type Walk } from './around';
import type { Files } from './files';
import type { Folders } from './folders';
import type { Client } from './options';
import { type EditorSettings, readEditorSettings } from './settings';
import { parentOf, pathOf, placeBelow } from './uris';
import { type SchemaValidator, validatedElsewhere } from './validators';

/** What applies to one document: its configuration, and whether it is looked at at all. */
export interface Applied {
  readonly config: Config;
  readonly excluded: boolean;
  /** Named by a glob, whatever its extension. */
  readonly included: boolean;
  /** Where decisions about this document are written: its profile, or where one would be made. */
  readonly profilePath?: string;
  /** Which documents it belongs together with: those of its workspace folder, but where its profile names sets. */
  readonly sets: Omit<Placed, 'member'>;
}

interface Remembered extends Applied {
  readonly editor: EditorSettings;
  readonly folder: string | undefined;
  readonly around: Around;
  readonly images: ImageLock;
  readonly validators: readonly SchemaValidator[];
  readonly day: string;
}

/** Editor settings of each folder, with the profile of each document over them. */
export class Configuration {
  private readonly settings = new Map<string | undefined, Promise<EditorSettings>>();
  private readonly applied = new Map<string, Remembered>();
  /** Settings that a client without `workspace/configuration` has sent. */
  private pushed: unknown;
  /** What the server itself has looked up; another object whenever there is more. */
  images: ImageLock = {};
  /** Who else validates; another list whenever the client says so. */
  validators: readonly SchemaValidator[];
  /** Counts the changes of settings, profiles and folders that were made known. */
  generation = 0;

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly folders: Folders,
    private readonly files: Files,
    private readonly neighbours: NeighbourFiles,
    /** The one profile for all documents, where the command line names one. */
    private readonly profilePath: string | undefined,
    /** The date, `YYYY-MM-DD`: rows of a profile end on a day, and an editor stays open over night. */
    private readonly today: () => string,
    /** Whether a document is open: what applies to the others is not kept. */
    private readonly isOpen: (uri: string) => boolean,
  ) {
    this.pushed = client.options.settings;
    this.validators = client.options.schemaValidators;
  }

  /** The same object as before where nothing has changed. */
  async of(uri: string, text: string, walk?: Walk): Promise<Applied> {
    const folder = this.folders.of(uri);
    const editor = await this.editorSettings(folder);
    // Looked for each time: not every editor tells of changed files, nor of those above its folders.
    const around = await this.withGiven(
      await lookAround(uri, text, folder, this.files, this.neighbours, walk),
    );
    const { images, validators } = this;
    const day = this.today();
    const last = this.applied.get(uri);
    const isSame =
      last &&
      last.editor === editor &&
      last.folder === folder &&
      last.images === images &&
      last.day === day &&
      last.validators === validators;
    if (isSame && isSameAround(last.around, around)) return last;
    const own = apply(uri, folder, editor, around, images, validators, day);
    const applied = { editor, folder, around, images, validators, day, ...own };
    if (this.isOpen(uri)) this.applied.set(uri, applied);
    return applied;
  }

  /** Settings have changed, or the folders they are for; a client that cannot be asked sends them along. */
  changed(settings?: unknown): void {
    if (settings !== undefined) this.pushed = settings;
    this.settings.clear();
  }
  /** Whether a document that was looked at depends on the one at a path. */
  isNeighbour(path: string): boolean {
    return [...this.applied.values()].some(({ around }) =>
      around.neighbourhood?.files.some((one) => one.path === path),
    );
  }
  forget(uri: string): void {
    this.applied.delete(uri);
  }

  /** The settings of a folder; without one, those of the whole window. */
  editorSettings(folder?: string): Promise<EditorSettings> {
    let settings = this.settings.get(folder);
    if (!settings) {
      settings = this.ask(folder);
      this.settings.set(folder, settings);
    }
    return settings;
  }

  private async ask(scopeUri: string | undefined): Promise<EditorSettings> {
    if (!this.client.asksConfiguration) return readEditorSettings(this.pushed);
    try {
      const item = { scopeUri, section: 'ecsDefender' };
      return readEditorSettings(await this.connection.workspace.getConfiguration(item));
    } catch {
      this.connection.console.warn('workspace/configuration was not answered; the defaults count.');
      return readEditorSettings(this.pushed);
    }
  }

  /** The one profile that the command line names stands in for the nearest one. */
  private async withGiven(around: Around): Promise<Around> {
    const { profilePath } = this;
    if (profilePath === undefined) return around;
    const folder = parentOf(profilePath);
    const there = await this.files.around(folder, folder);
    const read = readProfile(there.read(profilePath) ?? '');
    return { ...around, profile: { ...read, path: profilePath, folder } };
  }
}

function apply(
  uri: string,
  folder: string | undefined,
  editor: EditorSettings,
  { profile, lock, repository, neighbourhood }: Around,
  resolved: ImageLock,
  validators: readonly SchemaValidator[],
  day: string,
): Applied {
  const read = lock && readLock(lock.text);
  const path = pathOf(uri) ?? uri;
  const beside = {
    validatedElsewhere: validatedElsewhere(path, editor.schemaValidation, validators),
    surroundings: {
      inRepository: repository !== undefined,
      images: knownIn(read?.lock ?? {}, resolved),
      neighbourhood,
      today: day,
    },
    lockProblem: read?.problem && { file: lock!.path, problem: read.problem },
  };
  const ownPlace = (folder && placeBelow(folder, uri)) ?? path;
  const excluded = fitsGlobs(ownPlace, editor.files.exclude);
  const included = fitsGlobs(ownPlace, editor.files.include);
  const home = folder === undefined ? pathOf(uri) && parentOf(pathOf(uri)!) : pathOf(folder);
  const profilePath = profile?.path ?? (home === undefined ? undefined : `${home}/${PROFILE_NAME}`);
  const [problem] = profile?.problems ?? [];
  if (!profile?.profile) {
    const profileProblem = profile && problem && { file: profile.path, problem: problem.message };
    return {
      config: { settings: layered(editor.decisions), profileProblem, ...beside },
      excluded,
      included,
      profilePath,
      sets: { home: folder ?? '', place: ownPlace },
    };
  }
  const place = path.startsWith(`${profile.folder}/`) ? path.slice(profile.folder.length + 1) : path;
  const { files, policies } = profile.profile;
  return {
    config: { settings: settingsFor(profile.profile, place, editor.decisions), ...beside },
    excluded: excluded || fitsGlobs(place, files?.exclude ?? []),
    included: included || fitsGlobs(place, files?.include ?? []),
    profilePath,
    sets: policies ? { home: profile.path, rows: policies, place } : { home: folder ?? '', place: ownPlace },
  };
}

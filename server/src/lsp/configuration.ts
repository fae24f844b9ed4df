import picomatch from 'picomatch';
import type { Connection } from 'vscode-languageserver';
import type { Surroundings } from '../defender/analysis';
import { layered } from '../profile/layers';
import { type FoundProfile, isInRepository, locateProfile, type ProfileFiles } from '../profile/locate';
import { PROFILE_NAME, readProfile, settingsFor } from '../profile/read';
import type { Config } from '../service/config';
import type { Folders } from './folders';
import type { Client } from './options';
import { type EditorSettings, readEditorSettings } from './settings';
import { parentOf, pathOf, placeBelow } from './uris';

/** What applies to one document: its configuration, and whether it is looked at at all. */
export interface Applied {
  readonly config: Config;
  readonly excluded: boolean;
  /** Named by a glob, whatever its extension. */
  readonly included: boolean;
  /** Where decisions about this document are written: its profile, or where one would be made. */
  readonly profilePath?: string;
}

/** Profiles by the folder that they were looked for from: for one walk over many files. */
export type FoundProfiles = Map<string, FoundProfile | undefined>;

interface Remembered extends Applied {
  readonly editor: EditorSettings;
  readonly folder: string | undefined;
  readonly profile: FoundProfile | undefined;
}

/** Editor settings of each folder, with the profile of each document over them. */
export class Configuration {
  private readonly settings = new Map<string | undefined, Promise<EditorSettings>>();
  private readonly applied = new Map<string, Remembered>();
  /** Settings that a client without `workspace/configuration` has sent. */
  private pushed: unknown;
  /** Counts the changes of settings, profiles and folders that were made known. */
  generation = 0;

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly folders: Folders,
    private readonly profiles: ProfileFiles,
    /** The one profile for all documents, where the command line names one. */
    private readonly profilePath: string | undefined,
  ) {
    this.pushed = client.options.settings;
  }

  /** The same object as before where nothing has changed. */
  async of(uri: string, found?: FoundProfiles): Promise<Applied> {
    const folder = this.folders.of(uri);
    const editor = await this.editorSettings(folder);
    // Looked for each time: not every editor tells of changed files, nor of those above its folders.
    const profile = this.profileFor(uri, folder, found);
    const last = this.applied.get(uri);
    if (last && last.editor === editor && last.folder === folder && isSame(last.profile, profile))
      return last;
    const surroundings = { inRepository: this.isInRepository(uri) };
    const applied = { editor, folder, profile, ...apply(uri, folder, editor, profile, surroundings) };
    this.applied.set(uri, applied);
    return applied;
  }

  /** Settings have changed, or the folders they are for; a client that cannot be asked sends them along. */
  changed(settings?: unknown): void {
    if (settings !== undefined) this.pushed = settings;
    this.settings.clear();
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

  private isInRepository(uri: string): boolean {
    const path = pathOf(uri);
    return path !== undefined && isInRepository(parentOf(path), this.profiles);
  }

  private profileFor(uri: string, folder?: string, found?: FoundProfiles): FoundProfile | undefined {
    const { profilePath, profiles } = this;
    if (profilePath !== undefined) {
      const text = profiles.read(profilePath) ?? '';
      return { ...readProfile(text), path: profilePath, folder: parentOf(profilePath) };
    }
    const top = folder && pathOf(folder);
    // What was never saved counts as standing in its folder.
    const path = uri.startsWith('untitled:') ? top && `${top}/untitled` : pathOf(uri);
    if (path === undefined) return undefined;
    const parent = parentOf(path);
    if (found?.has(parent)) return found.get(parent);
    const profile = locateProfile(parent, profiles, top);
    found?.set(parent, profile);
    return profile;
  }
}

function apply(
  uri: string,
  folder: string | undefined,
  editor: EditorSettings,
  profile: FoundProfile | undefined,
  surroundings: Surroundings,
): Applied {
  const path = pathOf(uri) ?? uri;
  const ownPlace = (folder && placeBelow(folder, uri)) ?? path;
  const excluded = matches(editor.files.exclude, ownPlace);
  const included = matches(editor.files.include, ownPlace);
  const home = folder === undefined ? pathOf(uri) && parentOf(pathOf(uri)!) : pathOf(folder);
  const profilePath = profile?.path ?? (home === undefined ? undefined : `${home}/${PROFILE_NAME}`);
  const [problem] = profile?.problems ?? [];
  if (!profile?.profile) {
    const profileProblem = profile && problem && { file: profile.path, problem: problem.message };
    return {
      config: { settings: layered(editor.decisions), profileProblem, surroundings },
      excluded,
      included,
      profilePath,
    };
  }
  const place = path.startsWith(`${profile.folder}/`) ? path.slice(profile.folder.length + 1) : path;
  const { files } = profile.profile;
  return {
    config: { settings: settingsFor(profile.profile, place, editor.decisions), surroundings },
    excluded: excluded || matches(files?.exclude ?? [], place),
    included: included || matches(files?.include ?? [], place),
    profilePath,
  };
}

function matches(globs: readonly string[], place: string): boolean {
  return globs.length > 0 && picomatch.isMatch(place, [...globs], { dot: true });
}

function isSame(one: FoundProfile | undefined, other: FoundProfile | undefined): boolean {
  return one?.path === other?.path && one?.tree.text === other?.tree.text;
}

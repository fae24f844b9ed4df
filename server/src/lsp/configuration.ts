import picomatch from 'picomatch';
import type { Connection } from 'vscode-languageserver';
import { layered } from '../profile/layers';
import { locateProfile, type ProfileFiles } from '../profile/locate';
import { settingsFor } from '../profile/read';
import type { Config } from '../service/config';
import type { Client } from './options';
import { type EditorSettings, readEditorSettings } from './settings';
import { pathOf } from './uris';

/** What applies to one document: its configuration, and whether it is looked at at all. */
export interface Applied {
  readonly config: Config;
  readonly editor: EditorSettings;
  readonly excluded: boolean;
}

/** Settings per folder and profile per path, kept until either changes. */
export class Configuration {
  private readonly byUri = new Map<string, Promise<Applied>>();

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly profiles: ProfileFiles,
    /** Settings that a client without `workspace/configuration` has sent. */
    private pushed: unknown = client.options.settings,
  ) {}

  of(uri: string): Promise<Applied> {
    // Nobody tells us of a changed profile where files are not watched, so nothing is kept there.
    if (!this.client.watchesFiles) return this.read(uri);
    let applied = this.byUri.get(uri);
    if (!applied) {
      applied = this.read(uri);
      this.byUri.set(uri, applied);
    }
    return applied;
  }

  /** Forgets everything: a setting or a profile has changed. */
  changed(settings?: unknown): void {
    if (settings !== undefined) this.pushed = settings;
    this.byUri.clear();
  }
  forget(uri: string): void {
    this.byUri.delete(uri);
  }

  async editorSettings(uri?: string): Promise<EditorSettings> {
    if (!this.client.asksConfiguration) return readEditorSettings(this.pushed);
    return readEditorSettings(
      await this.connection.workspace.getConfiguration({ scopeUri: uri, section: 'ecsDefender' }),
    );
  }

  private async read(uri: string): Promise<Applied> {
    const editor = await this.editorSettings(uri);
    const folder = this.client.folders.map(pathOf).find((one) => one && pathOf(uri)?.startsWith(`${one}/`));
    const path =
      pathOf(uri) ?? `${folder ?? this.client.folders.map(pathOf).find(Boolean) ?? ''}/untitled.json`;
    const place = folder ? path.slice(folder.length + 1) : path;
    const matches = (globs: readonly string[]): boolean =>
      globs.length > 0 && picomatch.isMatch(place, [...globs], { dot: true });
    const found = locateProfile(path.slice(0, path.lastIndexOf('/')), this.profiles, folder);
    const [problem] = found?.problems ?? [];
    if (!found || problem) {
      const profileProblem = found && { file: found.path, problem: problem.message };
      return {
        config: { settings: layered(editor.decisions), profileProblem },
        editor,
        excluded: matches(editor.files.exclude),
      };
    }
    const relative = path.startsWith(`${found.folder}/`) ? path.slice(found.folder.length + 1) : path;
    const settings = settingsFor(found.profile!, relative, editor.decisions);
    const unwanted = found.profile!.files?.exclude ?? [];
    const excluded =
      matches(editor.files.exclude) ||
      (unwanted.length > 0 && picomatch.isMatch(relative, unwanted, { dot: true }));
    return { config: { settings }, editor, excluded };
  }
}

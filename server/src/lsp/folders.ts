import type { WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { placeBelow } from './uris';

/** The workspace folders, which come and go while the server runs. */
export class Folders {
  constructor(private list: readonly string[]) {}

  get uris(): readonly string[] {
    return this.list;
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => uri));
    this.list = [...this.list.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
  }

  /** The innermost folder that holds a document. One that was never saved belongs to the only folder there is. */
  of(uri: string): string | undefined {
    if (uri.startsWith('untitled:')) return this.list.length === 1 ? this.list[0] : undefined;
    const holding = this.list.filter((folder) => placeBelow(folder, uri) !== undefined);
    return holding.sort((a, b) => b.length - a.length)[0];
  }

  /** How people call a document: by its path below its folder, and by that folder where there are several. */
  nameOf(uri: string): string {
    const folder = this.of(uri);
    const place = folder === undefined ? undefined : placeBelow(folder, uri);
    if (folder === undefined || place === undefined) return uri;
    return this.list.length > 1 ? `${folder.replace(/\/+$/, '').split('/').at(-1)}/${place}` : place;
  }
}

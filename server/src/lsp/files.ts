import type { Connection } from 'vscode-languageserver';
import type { ProfileFiles } from '../profile/locate';
import { ClientFiles } from './clientFiles';
import type { Client } from './options';

/** A file of a workspace folder; a known one may hold a task definition by its name. */
export interface ListedFile {
  readonly uri: string;
  readonly isKnown: boolean;
}

type Soon<T> = T | Promise<T>;

/** Files that are not open in the editor, wherever they lie. What cannot be read is not there. */
export interface Files {
  /** What decides about the documents of a folder (a path as `pathOf` gives it), as it is now: the profiles, locks and
   * repositories at and above it, as far up as `top`. */
  around(folder: string, top: string | undefined): Soon<ProfileFiles>;
  /** The files below a folder. */
  list(folderUri: string): Soon<readonly ListedFile[]>;
  /** The names of what lies in a folder. */
  entries(folderUri: string): Soon<readonly string[]>;
  /** What changes whenever the file does. */
  stamp(uri: string): Soon<string | undefined>;
  read(uri: string): Soon<string | undefined>;
  /** The client has said that files have changed. */
  changed?(): void;
}

const NOTHING: ProfileFiles = { read: () => undefined, has: () => false };
const NO_FILES: Files = {
  around: () => NOTHING,
  list: () => [],
  entries: () => [],
  stamp: () => undefined,
  read: () => undefined,
};

/** The machine's own files from its disk, where there is one; all others (repositories on a server, archives, files in
 * memory) from the client, where it hands them over. */
export function filesOf(connection: Connection, client: Client, disk: Files | undefined): Files {
  const clients: Files = client.options.readsFiles ? new ClientFiles(connection) : NO_FILES;
  const of = (place: string): Files => (disk && isOnDisk(place) ? disk : clients);
  return {
    around: (folder, top) => of(folder).around(folder, top),
    list: (uri) => of(uri).list(uri),
    entries: (uri) => of(uri).entries(uri),
    stamp: (uri) => of(uri).stamp(uri),
    read: (uri) => of(uri).read(uri),
    changed: () => clients.changed?.(),
  };
}

/** Whether a URI or a path is one of the machine. */
function isOnDisk(place: string): boolean {
  return place.startsWith('file:') || !/^[a-z][\w+.-]+:/i.test(place);
}

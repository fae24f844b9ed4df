import type { Connection } from 'vscode-languageserver';
import { decode } from '../disk/encoding';
import { LOCK_NAME } from '../images/lock';
import { foldersUpward, type ProfileFiles, UNREADABLE } from '../profile/locate';
import { PROFILE_NAME } from '../profile/read';
import { hasKnownName } from '../service/documents';
import type { Files, ListedFile } from './files';
import { uriOf } from './uris';

/** Requests to the client, which reads files through the editor. */
export const FileRequest = {
  /** `{ uri }` -> `ReadAnswer`; null where there is no such file. */
  Read: 'ecsDefender/readFile',
  /** `{ uri }` of a file or a folder -> a text that changes whenever it does; null where there is none. */
  Stamp: 'ecsDefender/stampFile',
  /** `{ uri }` of a folder -> the URIs of the files below it. */
  List: 'ecsDefender/listFiles',
  /** `{ uri }` of a folder -> the names of what lies in it. */
  Entries: 'ecsDefender/listEntries',
} as const;

export interface ReadAnswer {
  /** The bytes; absent where they cannot be read. */
  readonly base64?: string;
}

/** How long what lies around a folder counts, in milliseconds, where the client tells of no change: not every file
 * system of an editor does, and looking may go over a network. */
const KEPT = 10_000;

/** Files that only the client can read. */
export class ClientFiles implements Files {
  private readonly kept = new Map<
    string,
    { readonly files: Promise<ProfileFiles>; readonly until: number }
  >();

  constructor(
    private readonly connection: Connection,
    private readonly now: () => number = () => performance.now(),
  ) {}

  around(folder: string, top: string | undefined): Promise<ProfileFiles> {
    const last = this.kept.get(folder);
    if (last && this.now() < last.until) return last.files;
    const files = this.lookAround(folder, top);
    this.kept.set(folder, { files, until: this.now() + KEPT });
    return files;
  }

  changed(): void {
    this.kept.clear();
  }

  async list(uri: string): Promise<ListedFile[]> {
    const found = await this.connection.sendRequest<string[] | null>(FileRequest.List, { uri });
    return (found ?? []).map((one) => ({ uri: one, isKnown: hasKnownName(one) }));
  }

  /** Not by `list`, which searches everything below: this is asked for with each look around a document. */
  async entries(uri: string): Promise<string[]> {
    return (await this.connection.sendRequest<string[] | null>(FileRequest.Entries, { uri })) ?? [];
  }

  async stamp(uri: string): Promise<string | undefined> {
    return (await this.connection.sendRequest<string | null>(FileRequest.Stamp, { uri })) ?? undefined;
  }

  async read(uri: string): Promise<string | undefined> {
    const answer = await this.connection.sendRequest<ReadAnswer | null>(FileRequest.Read, { uri });
    if (answer === null) return undefined;
    const decoded = answer.base64 === undefined ? undefined : decode(bytesOf(answer.base64));
    return decoded?.text ?? UNREADABLE;
  }

  /** Reads all that may be asked for at once, since the asking itself must not wait. */
  private async lookAround(folder: string, top: string | undefined): Promise<ProfileFiles> {
    const texts = new Map<string, string | undefined>();
    const entries = new Set<string>();
    await Promise.all(
      foldersWithin(folder, top).flatMap((at) => [
        ...[PROFILE_NAME, LOCK_NAME].map(async (name) => {
          texts.set(`${at}/${name}`, await this.read(uriOf(`${at}/${name}`)));
        }),
        this.stamp(uriOf(`${at}/.git`)).then((stamp) => stamp !== undefined && entries.add(`${at}/.git`)),
      ]),
    );
    return { read: (path) => texts.get(path), has: (path) => entries.has(path) };
  }
}

/** A folder and those above it in its file system, up to `top`: what lies above a workspace folder is rarely the
 * editor's to show. */
function foldersWithin(folder: string, top: string | undefined): string[] {
  const [system] = /^[a-z][\w+.-]+:(?:\/\/[^/]*)?/i.exec(folder) ?? [''];
  const all = foldersUpward(folder).filter((at) => at.startsWith(system));
  const last = top === undefined ? -1 : all.indexOf(top);
  return last < 0 ? all : all.slice(0, last + 1);
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

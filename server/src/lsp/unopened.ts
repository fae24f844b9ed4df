import type { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mightBeOurs } from '../service/documents';
import { Walk } from './around';
import type { Applied } from './configuration';
import { isProfile } from './diagnostics';
import type { ListedFile } from './files';
import { aMoment } from './moment';
import type { Session } from './session';
import { keyOf } from './uris';

/** A document that was worth reading, and what applies to it. */
export interface ReadDocument {
  readonly document: TextDocument;
  readonly applied: Applied;
}

/** Reads a file that is not open; undefined where it cannot be read, or holds nothing of ours. */
export async function readUnopened(
  session: Session,
  { uri, isKnown }: ListedFile,
  walk: Walk,
): Promise<ReadDocument | undefined> {
  const { configuration, files } = session;
  if (!isKnown && !(await configuration.of(uri, '', walk)).included) return undefined;
  const text = await files.read(uri);
  if (text === undefined || (!isProfile(uri) && !mightBeOurs(uri, text))) return undefined;
  // No editor validates a file that is not open, so it has no language here.
  const document = TextDocument.create(uri, '', 0, text);
  const applied = await session.appliedTo(document, walk);
  return { document, applied };
}

/** A document by its URI, as it stands in the editor, else as it was saved. */
export async function documentAt(
  session: Session,
  uri: string,
  walk: Walk,
): Promise<ReadDocument | undefined> {
  const key = keyOf(uri);
  const document = session.documents.all().find((one) => keyOf(one.uri) === key);
  if (document) return { document, applied: await session.appliedTo(document) };
  return readUnopened(session, { uri, isKnown: true }, walk);
}

/** How far a look at the workspace has come, in files. */
export type OnProgress = (done: number, all: number) => void;

/** The documents of the workspace's folders, one after the other; those that are open as they stand in the editor.
 * Ends early where it is cancelled. */
export async function* documentsOfWorkspace(
  session: Session,
  token: CancellationToken,
  onProgress: OnProgress,
): AsyncGenerator<ReadDocument> {
  const { documents, files, folders } = session;
  const listed = (await Promise.all(folders.uris.map((folder) => files.list(folder)))).flat();
  const open = new Map(documents.all().map((document) => [keyOf(document.uri), document]));
  const walk = new Walk();
  const seen = new Set<string>();
  for (const [done, file] of listed.entries()) {
    if (token.isCancellationRequested) return;
    onProgress(done, listed.length);
    const key = keyOf(file.uri);
    // Folders of a workspace may lie in each other.
    if (seen.has(key)) continue;
    seen.add(key);
    await aMoment();
    const document = open.get(key);
    if (document) {
      yield { document, applied: await session.appliedTo(document) };
      continue;
    }
    const read = await readUnopened(session, file, walk);
    if (read) yield read;
  }
}

import type { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { type Row, writeRows } from '../service/profileRows';
import { editsOf } from './convert';
import { isProfile } from './diagnostics';
import type { Files } from './files';
import type { Client } from './options';
import { parentOf, pathOf, placeBelow, uriOf } from './uris';

/** Profiles as they stand in the editor, saved or not; those that are not open, as they were saved. */
export function openProfiles(documents: TextDocuments<TextDocument>, files: Files): Files {
  const open = (path: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => isProfile(uri) && pathOf(uri) === path);
  return {
    ...files,
    around: async (folder, top) => {
      const saved = await files.around(folder, top);
      return { ...saved, read: (path) => open(path)?.getText() ?? saved.read(path) };
    },
  };
}

/** The edit that writes rows into a list of a profile, for all documents or one; undefined where this client, or the
 * profile, cannot take it. */
export type ProfileWriter = (
  list: 'suppress' | 'entryPoints',
  rows: readonly Row[],
  uri?: string,
) => WorkspaceEdit | undefined;

/** Writes into the profile at a path, as it stands in the editor or was saved; one that is not there is made. */
export async function profileWriter(
  path: string | undefined,
  documents: TextDocuments<TextDocument>,
  files: Files,
  client: Client,
): Promise<ProfileWriter> {
  if (path === undefined) return () => undefined;
  const saved = (await files.around(parentOf(path), parentOf(path))).read(path);
  return (list, rows, only) => {
    const open = documents.all().find((one) => pathOf(one.uri) === path);
    const text = open?.getText() ?? saved;
    if (text === undefined && !client.createsFiles) return undefined;
    const place = only === undefined ? undefined : placeBelow(uriOf(parentOf(path)), only);
    if (only !== undefined && place === undefined) return undefined;
    const edits = writeRows(text, list, rows, place);
    if (!edits) return undefined;
    const uri = open?.uri ?? uriOf(path);
    const document = open ?? TextDocument.create(uri, 'jsonc', 0, text ?? '');
    const change = editsOf(document, edits, open !== undefined);
    if (!client.versionedEdits) return { changes: { [uri]: change.edits } };
    if (text !== undefined) return { documentChanges: [change] };
    return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, change] };
  };
}

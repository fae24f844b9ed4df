import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProfileFiles } from '../profile/locate';
import { isProfile } from './diagnostics';
import { pathOf } from './uris';

/** Profiles as they stand in the editor, saved or not; those that are not open, as they are on the disk. */
export function openProfiles(documents: TextDocuments<TextDocument>, disk: ProfileFiles): ProfileFiles {
  const open = (path: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => isProfile(uri) && pathOf(uri) === path);
  return { read: (path) => open(path)?.getText() ?? disk.read(path), has: disk.has };
}

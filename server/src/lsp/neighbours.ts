import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { NeighbourFiles } from '../ecs/neighbours';
import type { Files } from './files';
import { pathOf, uriOf } from './uris';

/** Documents as they stand in the editor, saved or not; those that are not open, as they were saved. */
export function openNeighbours(documents: TextDocuments<TextDocument>, files: Files): NeighbourFiles {
  const open = (path: string): TextDocument | undefined =>
    documents.all().find(({ uri }) => pathOf(uri) === path);
  return {
    read: (path) => open(path)?.getText() ?? files.read(uriOf(path)),
    list: (folder) => files.entries(uriOf(folder)),
    uriOf,
  };
}

import {
  LSPErrorCodes,
  type PrepareRenameResult,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import type { Message } from '../../l10n/message';
import { renameAt, renameableAt } from '../../service/rename';
import { ask } from '../ask';
import { rangeOf, toWorkspaceEdit } from '../convert';
import type { Session } from '../session';

/** Renames containers, volumes and families; what cannot be renamed is answered with the reason. */
export function registerRename(session: Session): void {
  const { connection } = session;
  const refuse = (reason: Message): ResponseError<never> =>
    new ResponseError<never>(LSPErrorCodes.RequestFailed, words(reason, session.client.locale));
  connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
    ask<PrepareRenameResult | null>(
      session,
      'prepareRename',
      uri,
      token,
      (model) => {
        const found = renameableAt(model, model.document.offsetAt(position));
        if ('refused' in found) return refuse(found.refused);
        return { range: rangeOf(model.document, found), placeholder: found.name };
      },
      null,
    ),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }, token) =>
    ask<WorkspaceEdit | null>(
      session,
      'rename',
      uri,
      token,
      (model) => {
        const renaming = renameAt(model, model.document.offsetAt(position), newName);
        if ('refused' in renaming) return refuse(renaming.refused);
        return toWorkspaceEdit(model.document, renaming.edits, session.client);
      },
      null,
    ),
  );
}

import {
  LSPErrorCodes,
  type PrepareRenameResult,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { words } from '../../l10n/catalogue';
import type { Message } from '../../l10n/message';
import type { Model } from '../../service/model';
import { type PolicyRenaming, policyUseAt, renamePolicyName } from '../../service/policyNames';
import { renameAt, renameableAt } from '../../service/rename';
import { ask } from '../ask';
import { locationOf, rangeOf, toWorkspaceEdit } from '../convert';
import type { Session } from '../session';

/** The new name everywhere, in open documents and in files, and where a rule says what it was called. */
function editOfUses(
  { uses, previous }: Exclude<PolicyRenaming, { readonly refused: Message }>,
  newName: string,
  model: Model,
  session: Session,
): WorkspaceEdit {
  const byUri = new Map<string, TextEdit[]>();
  for (const place of [...uses.map((use) => ({ ...use, name: newName })), ...previous]) {
    const location = locationOf(model.document, place, model);
    const edit = location && { range: location.range, newText: JSON.stringify(place.name) };
    if (edit) byUri.set(place.uri, [...(byUri.get(place.uri) ?? []), edit]);
  }
  if (!session.client.versionedEdits) return { changes: Object.fromEntries(byUri) };
  const versionOf = (uri: string): number | null => session.documents.get(uri)?.version ?? null;
  return {
    documentChanges: [...byUri].map(([uri, edits]) => ({
      textDocument: { uri, version: versionOf(uri) },
      edits,
    })),
  };
}

/** Renames containers, volumes and families, and what policies name for each other; what cannot be renamed is answered with the reason. */
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
        if (model.policy) {
          const offset = model.document.offsetAt(position);
          const use = policyUseAt(model, offset);
          const renaming = renamePolicyName(model, offset);
          if ('refused' in renaming) return refuse(renaming.refused);
          // The quotes stay.
          const inside = { start: use!.start + 1, end: use!.end - 1 };
          return { range: rangeOf(model.document, inside), placeholder: use!.name };
        }
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
        if (model.policy) {
          const renaming = renamePolicyName(model, model.document.offsetAt(position), newName);
          return 'refused' in renaming
            ? refuse(renaming.refused)
            : editOfUses(renaming, newName, model, session);
        }
        const renaming = renameAt(model, model.document.offsetAt(position), newName);
        if ('refused' in renaming) return refuse(renaming.refused);
        return toWorkspaceEdit(model.document, renaming.edits, session.client);
      },
      null,
    ),
  );
}

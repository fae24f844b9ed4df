import {
  type Diagnostic,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type RelatedFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { finish } from '../../syntax/pieces';
import { diagnosticsInPieces, isProfile } from '../diagnostics';
import { inTurns } from '../moment';
import { PushedDiagnostics } from '../push';
import type { Session } from '../session';

const NONE: RelatedFullDocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** Diagnostics of open documents, for clients that ask for them and for those that want to be told. */
export function registerDiagnostics(session: Session): void {
  const { connection, documents, guard, models, host } = session;

  const diagnose = async (document: TextDocument, isUnwanted: () => boolean): Promise<Diagnostic[]> => {
    const pause = inTurns();
    const isCancelled = (): boolean => isUnwanted() || !session.isOpen(document);
    const alone = await session.appliedAlone(document);
    const isJudged = !isProfile(document.uri) && !alone.excluded;
    if (isJudged) await models.ahead(document, alone.config, pause, isCancelled);
    while (!isCancelled()) {
      const applied = await session.policies.with(document, alone);
      if (isJudged) await models.soon(document, applied.config, pause, isCancelled);
      if (isCancelled()) break;
      const text = document.getText();
      const pieces = diagnosticsInPieces(document, applied, models, session.client, host.pages);
      const found = await finish(pieces, pause, () => isCancelled() || document.getText() !== text);
      if (found) return found;
    }
    return [];
  };
  const pushed = new PushedDiagnostics(connection, documents, guard, diagnose);

  session.onRefresh(async () => {
    if (!session.client.pullsDiagnostics) for (const one of documents.all()) pushed.soon(one);
    else if (session.client.refreshesDiagnostics) await connection.languages.diagnostics.refresh();
  });
  documents.onDidChangeContent(({ document }) => {
    if (!session.client.pullsDiagnostics && !isProfile(document.uri)) pushed.soon(document);
  });
  documents.onDidClose(({ document }) => {
    if (!session.client.pullsDiagnostics) pushed.takeBack(document.uri);
  });
  connection.languages.diagnostics.on(({ textDocument }, token) =>
    guard.answer(
      DocumentDiagnosticRequest.method,
      token,
      async () => {
        const document = documents.get(textDocument.uri);
        return document
          ? { ...NONE, items: await diagnose(document, () => token.isCancellationRequested) }
          : NONE;
      },
      NONE,
    ),
  );
}

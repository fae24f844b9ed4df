import {
  createConnection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A language server that keeps documents in step and knows nothing: it answers with as many findings as it is told to,
 * so that what is left of our time is our own work. */

const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
let findings = 0;
let length = 0;

connection.onInitialize(({ initializationOptions }) => {
  ({ findings = 0, length = 0 } = initializationOptions ?? {});
  return {
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
      hoverProvider: true,
      codeActionProvider: true,
    },
  };
});
connection.languages.diagnostics.on(({ textDocument }) => {
  const document = documents.get(textDocument.uri);
  return { kind: DocumentDiagnosticReportKind.Full, items: document ? items(document) : [] };
});
connection.onHover(() => ({ contents: 'nothing' }));
connection.onCodeAction(() => []);

function items(document: TextDocument): Diagnostic[] {
  const step = document.getText().length / (findings + 1);
  return Array.from({ length: findings }, (_, place) => {
    const start = document.positionAt(Math.floor(step * place));
    const end = document.positionAt(Math.floor(step * place) + 5);
    return {
      range: { start, end },
      message: 'x'.repeat(length),
      source: 'bare',
      severity: 2,
      code: 'finding',
    };
  });
}

documents.listen(connection);
connection.listen();

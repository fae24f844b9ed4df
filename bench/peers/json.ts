import { getLanguageService } from 'vscode-json-languageservice';
import {
  createConnection,
  DocumentDiagnosticReportKind,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The JSON language service behind a connection, as VS Code's own JSON server has it, with one schema for every file.
 * It validates when it is asked, so that no waiting of its own is in what it takes. */

const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
const service = getLanguageService({});

connection.onInitialize(({ initializationOptions }) => {
  const { schema } = initializationOptions;
  service.configure({ validate: true, schemas: [{ uri: 'file:///schema.json', fileMatch: ['*'], schema }] });
  return {
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
      hoverProvider: true,
      codeActionProvider: true,
    },
  };
});
connection.languages.diagnostics.on(async ({ textDocument }) => {
  const document = documents.get(textDocument.uri)!;
  const items = await service.doValidation(document, service.parseJSONDocument(document));
  return { kind: DocumentDiagnosticReportKind.Full, items };
});
connection.onHover(({ textDocument, position }) => {
  const document = documents.get(textDocument.uri)!;
  return service.doHover(document, position, service.parseJSONDocument(document));
});
connection.onCodeAction(() => []);

documents.listen(connection);
connection.listen();

import type { Connection, InitializeParams } from 'vscode-languageserver';
import { isProfile } from './diagnostics';
import { registerCodeActions } from './features/codeActions';
import { registerCommands } from './features/commands';
import { registerCompletion } from './features/completion';
import { registerDiagnostics } from './features/diagnostics';
import { registerEffectivePolicy } from './features/effectivePolicy';
import { registerHover } from './features/hover';
import { registerInlayHints } from './features/inlayHints';
import { registerLenses } from './features/lens';
import { registerLinks } from './features/links';
import { registerNavigation } from './features/navigation';
import { registerNewDocument } from './features/newDocument';
import { registerOutline } from './features/outline';
import { registerPlaceholders } from './features/placeholders';
import { registerPreview } from './features/preview';
import { registerProfileDraft } from './features/profileDraft';
import { registerRename } from './features/rename';
import { offerFormatting, registerScripts } from './features/scripts';
import { registerState } from './features/state';
import { registerWorkspaceTasks } from './features/workspaceTasks';
import type { Host } from './host';
import { Session } from './session';
import { subscribe } from './subscribe';
import { readValidators } from './validators';
import { WorkspaceDiagnostics } from './workspace';

/** By this a client says who else of the editor validates task definitions: `{ validators }`. */
export const VALIDATORS_NOTIFICATION = 'ecsDefender/schemaValidators';

/** By this a client says that the user has come to trust the workspace. */
export const TRUST_NOTIFICATION = 'ecsDefender/workspaceTrusted';

/** What the server can be asked for; each registers the requests that it answers. */
const FEATURES: readonly ((session: Session) => void)[] = [
  registerDiagnostics,
  registerHover,
  registerCompletion,
  registerScripts,
  registerCommands,
  registerPlaceholders,
  registerNavigation,
  registerOutline,
  registerLinks,
  registerLenses,
  registerEffectivePolicy,
  registerNewDocument,
  registerInlayHints,
  registerPreview,
  registerState,
  registerWorkspaceTasks,
  registerProfileDraft,
];

/** What changes documents: there only for clients that want it. */
const EDITING: typeof FEATURES = [registerCodeActions, registerRename];

/** Connects the language service to an editor that has said who it is: its documents, and all that they depend on. */
export function serve(connection: Connection, host: Host, params: InitializeParams): void {
  const session = new Session(connection, host);
  session.initialize(params);
  const workspace = new WorkspaceDiagnostics(session);
  const { documents, guard } = session;

  connection.onInitialized(() =>
    guard.run(
      'initialized',
      async () => {
        if (session.client.tellsFolders)
          connection.workspace.onDidChangeWorkspaceFolders((event) => {
            session.folders.change(event);
            session.configuration.changed();
            void session.refresh();
          });
        await subscribe(connection, session.client);
        await offerFormatting(session);
        if (session.client.registersDiagnostics) await workspace.register();
      },
      undefined,
    ),
  );

  for (const register of FEATURES) register(session);
  if (session.client.options.edits) for (const register of EDITING) register(session);
  connection.languages.diagnostics.onWorkspace((params, token) =>
    guard.answer('workspace/diagnostic', token, () => workspace.report(params, token), { items: [] }),
  );

  documents.onDidChangeContent(({ document }) => {
    if (isProfile(document.uri)) void session.refresh();
    else void session.tellNeighbours(document);
  });
  documents.onDidClose(({ document }) => {
    const { uri } = document;
    session.configuration.forget(uri);
    const hasMeantMore = session.policies.forget(document);
    // What was not saved counts no longer.
    if (isProfile(uri) || session.isNeighbour(uri)) void session.refresh();
    else if (hasMeantMore) void session.tellListeners();
  });
  documents.onDidSave(({ document: { uri } }) => {
    session.policies.changed();
    if (session.isNeighbour(uri)) void session.refresh();
  });
  connection.onDidChangeConfiguration((params) =>
    guard.run(
      'configuration',
      async () => {
        session.configuration.changed((params?.settings as { ecsDefender?: unknown } | null)?.ecsDefender);
        void session.refresh();
        if (session.client.registersDiagnostics) await workspace.register();
      },
      undefined,
    ),
  );
  connection.onDidChangeWatchedFiles(() => {
    session.files.changed?.();
    return session.refresh();
  });
  connection.onNotification(TRUST_NOTIFICATION, () => {
    session.isTrusted = true;
  });
  connection.onNotification(VALIDATORS_NOTIFICATION, (params: unknown) => {
    session.configuration.validators = readValidators(params);
    void session.refresh();
  });

  documents.listen(connection);
}

import * as path from 'node:path';
import { type ExtensionContext, extensions, Uri, window, workspace } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, schemaValidators } from './clientOptions';
import { registerCommands } from './commands';
import { registerPlaceholders } from './placeholders';
import { registerPolicies } from './policies';
import { registerPreview } from './preview';
import { registerProfile } from './profile';
import { registerReview } from './review';
import { registerStatus } from './status';
import { registerWorkspace } from './workspace';

let client: LanguageClient | undefined;

/** Starts the server in a process of its own; the client only asks it and shows the answers. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath(path.join('dist', 'server.js'));
  const run = { module, transport: TransportKind.ipc };
  const server: ServerOptions = { run, debug: run };
  const pages = Uri.joinPath(context.extensionUri, 'dist', 'rules');
  const output = window.createOutputChannel('ECS Defender', { log: true });
  const include = workspace.getConfiguration('ecsDefender').get<string[]>('files.include', []);
  client = new LanguageClient('ecsDefender', 'ECS Defender', server, clientOptions(pages, output, include));
  const review = registerReview();
  context.subscriptions.push(
    output,
    review,
    ...registerPlaceholders(client),
    ...registerCommands(client),
    ...registerPreview(client, review),
    ...registerWorkspace(client, review),
    ...registerProfile(client),
    ...registerPolicies(client),
  );
  await client.start();
  context.subscriptions.push(...registerStatus(client));
  const trusted = 'ecsDefender/workspaceTrusted';
  const tellValidators = () =>
    client?.sendNotification('ecsDefender/schemaValidators', { validators: schemaValidators() });
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(() => client?.sendNotification(trusted)),
    extensions.onDidChange(tellValidators),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('json.schemas') || event.affectsConfiguration('yaml.schemas'))
        void tellValidators();
    }),
  );
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

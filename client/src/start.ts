import { type ExtensionContext, extensions, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerCheck } from './check';
import { clientOptions, schemaValidators } from './clientOptions';
import { registerCommands } from './commands';
import { registerExample } from './example';
import { answerFileRequests } from './files';
import { registerPlaceholders } from './placeholders';
import { registerPolicies } from './policies';
import { registerPreview } from './preview';
import { registerProfile } from './profile';
import { registerReview } from './review';
import { registerRulePages } from './rulePages';
import { registerStatus } from './status';
import { registerWorkspace } from './workspace';

/** Makes a client of a server that runs where this host can run one. */
export type MakeClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** The extension, wherever it runs: it only asks the server and shows the answers. */
export async function start(context: ExtensionContext, makeClient: MakeClient): Promise<void> {
  const assets = Uri.joinPath(context.extensionUri, 'dist');
  const output = window.createOutputChannel('ECS Defender', { log: true });
  const include = workspace.getConfiguration('ecsDefender').get<string[]>('files.include', []);
  const client = makeClient(clientOptions(output, include));
  answerFileRequests(client, assets);
  const review = registerReview();
  context.subscriptions.push(
    output,
    client,
    review,
    ...registerPlaceholders(client),
    ...registerCommands(client),
    ...registerPreview(client, review),
    ...registerWorkspace(client, review),
    ...registerCheck(client),
    ...registerProfile(client),
    ...registerPolicies(client),
    registerRulePages(assets),
    registerExample(Uri.joinPath(context.extensionUri, 'examples')),
  );
  await client.start();
  context.subscriptions.push(...registerStatus(client));
  const trusted = 'ecsDefender/workspaceTrusted';
  const tellValidators = () =>
    client.sendNotification('ecsDefender/schemaValidators', { validators: schemaValidators() });
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(trusted)),
    extensions.onDidChange(tellValidators),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('json.schemas') || event.affectsConfiguration('yaml.schemas'))
        void tellValidators();
    }),
  );
}

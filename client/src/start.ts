import { type Disposable, type ExtensionContext, extensions, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerProgress } from './ask';
import { registerCheck } from './check';
import { clientOptions, schemaValidators } from './clientOptions';
import { registerCommands } from './commands';
import { registerExample } from './example';
import { answerFileRequests } from './files';
import { registerPlaceholders } from './placeholders';
import { registerPolicies } from './policies';
import { registerPreview } from './preview';
import { registerProfile } from './profile';
import { hush, makeRecovery, registerRecovery } from './recovery';
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
  const recovery = makeRecovery();
  const client = makeClient({ ...clientOptions(output, include), errorHandler: recovery });
  hush(client);
  answerFileRequests(client, assets);
  const review = registerReview();
  context.subscriptions.push(
    output,
    client,
    review,
    ...registerPlaceholders(client),
    ...registerRecovery(client, recovery),
    registerProgress(client),
    ...registerCommands(client),
    ...registerPreview(client, review),
    ...registerWorkspace(client, review),
    ...registerCheck(client),
    ...registerProfile(client),
    ...registerPolicies(client),
    ...registerStatus(client),
    registerRulePages(assets),
    registerExample(Uri.joinPath(context.extensionUri, 'examples')),
    ...registerNews(client),
  );
  // All else is there then, too. What could not be started is told by whoever recovers it.
  await client.start().catch(() => {});
}

/** What the server is told of when it changes. One that is not there asks for it when it starts. */
function registerNews(client: BaseLanguageClient): Disposable[] {
  const tell = (method: string, params?: unknown): void =>
    void client.sendNotification(method, params).catch(() => {});
  const tellValidators = (): void => tell('ecsDefender/schemaValidators', { validators: schemaValidators() });
  return [
    workspace.onDidGrantWorkspaceTrust(() => tell('ecsDefender/workspaceTrusted')),
    extensions.onDidChange(tellValidators),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('json.schemas') || event.affectsConfiguration('yaml.schemas'))
        tellValidators();
    }),
  ];
}

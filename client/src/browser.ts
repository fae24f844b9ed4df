import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { start } from './start';
import { workerScript } from './workerScript';

/** What of a worker is needed here: the types of a whole browser would let the rest of the code use them too. */
declare class Worker {
  constructor(address: string);
  terminate(): void;
  onmessage: ((event: never) => unknown) | null;
  postMessage(message: unknown): void;
}

/** In a browser the server runs in a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const folder = Uri.joinPath(context.extensionUri, 'dist');
  let worker: Worker | undefined;
  const server = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(await addressOf(folder, ['server.js', 'later.js']));
    // Made here: the editor's workers are not of the class that the library knows.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return start(context, (options) => new LanguageClient('ecsDefender', 'ECS Defender', server, options));
}

/** A worker starts only from an address of the page's own, and an extension may lie anywhere. */
async function addressOf(folder: Uri, names: readonly string[]): Promise<string> {
  const read = async (name: string) =>
    [name, await workspace.fs.readFile(Uri.joinPath(folder, name))] as const;
  const script = workerScript(new Map(await Promise.all(names.map(read))));
  return URL.createObjectURL(new Blob(script, { type: 'text/javascript' }));
}

import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { start } from './start';

/** What of a worker is needed here: the types of a whole browser would let the rest of the code use them too. */
declare class Worker {
  constructor(address: string);
  terminate(): void;
  onmessage: ((event: never) => unknown) | null;
  postMessage(message: unknown): void;
}

/** In a browser the server runs in a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server.js');
  let worker: Worker | undefined;
  const server = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(await addressOf(script));
    // Made here: the editor's workers are not of the class that the library knows.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return start(context, (options) => new LanguageClient('ecsDefender', 'ECS Defender', server, options));
}

/** A worker starts only from an address of the page's own, and an extension may lie anywhere. */
async function addressOf(script: Uri): Promise<string> {
  const bytes = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
}

import * as path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { start } from './start';

/** On the desktop and on remote machines the server has a process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const run = {
    module: context.asAbsolutePath(path.join('dist', 'server.js')),
    transport: TransportKind.ipc,
  };
  const server: ServerOptions = { run, debug: run };
  return start(context, (options) => new LanguageClient('ecsDefender', 'ECS Defender', server, options));
}

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './start';

/** What the command line may say about the server. */
export interface StdioOptions {
  /** The language of all messages, whatever the editor says. */
  readonly lang?: string;
  /** The profile of all documents, by its absolute path with `/` between names. */
  readonly profile?: string;
}

/** Serves over standard input and output, for `ecs-defender lsp --stdio`. */
export function startStdio({ lang, profile }: StdioOptions = {}): void {
  startServer(
    (options) => createConnection(ProposedFeatures.all, process.stdin, process.stdout, options),
    async () => (await import('./later')).machine({ lang, profile }),
  );
}

/** Serves over whatever the parent process says on the command line (`--node-ipc`, `--stdio`). */
export function start(): void {
  startServer(
    (options) => createConnection(ProposedFeatures.all, options),
    async () => (await import('./later')).machine(),
  );
}

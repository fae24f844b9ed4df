import { createConnection, ProposedFeatures, StreamMessageWriter } from 'vscode-languageserver/node';
import { startServer } from './start';
import { stdinReader } from './stdin';

/** What the command line may say about the server. */
export interface StdioOptions {
  /** The language of all messages, whatever the editor says. */
  readonly lang?: string;
  /** The profile of all documents, by its absolute path with `/` between names. */
  readonly profile?: string;
}

/**
 * Serves over standard input and output, for `ecs-defender lsp --stdio`.
 * @param onLost is called before it ends with 1, where what comes in is no protocol: whoever watches over it starts it again
 */
export function startStdio({ lang, profile }: StdioOptions, onLost: () => void): void {
  const reader = stdinReader(() => {
    onLost();
    process.exit(1);
  });
  startServer(
    (options) =>
      createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout), options),
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

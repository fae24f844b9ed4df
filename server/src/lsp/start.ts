import {
  type Connection,
  type ConnectionOptions,
  ErrorCodes,
  type InitializeParams,
  ResponseError,
} from 'vscode-languageserver';
import { initializeResult } from './capabilities';
import type { Host } from './host';

/**
 * Answers `initialize` before anything else is evaluated: editors wait for that answer with their own start. What comes
 * after it is held back until the language service is there.
 * @param open makes the connection
 * @param machine what the service needs of the machine
 */
export function startServer(
  open: (options: ConnectionOptions) => Connection,
  machine: () => Promise<Host>,
): void {
  let said: InitializeParams | undefined;
  let isServed = false;
  const held: (() => void)[] = [];
  const connection = open({
    messageStrategy: {
      handleMessage: (message, next) => {
        if (isServed || !said) return next(message);
        held.push(() => next(message));
        if (held.length === 1) void serveFrom(said);
      },
    },
  });
  const serveFrom = async (params: InitializeParams): Promise<void> => {
    try {
      const [{ serve }, host] = await Promise.all([import('./server'), machine()]);
      serve(connection, host, params);
      early.dispose();
    } finally {
      // Where that has failed, a process ends by it, and is started again by whoever watches over it. A worker goes on,
      // and what it is asked is answered with an error instead of never.
      isServed = true;
      for (const handle of held.splice(0)) handle();
    }
  };
  const early = connection.onRequest(
    () => new ResponseError(ErrorCodes.ServerNotInitialized, 'not initialized'),
  );
  connection.onInitialize((params) => {
    // Of parameters that make no sense nothing is begun.
    const result = initializeResult(said ?? params);
    said ??= params;
    return result;
  });
  connection.listen();
}

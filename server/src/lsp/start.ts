import type { Connection, ConnectionOptions, InitializeParams } from 'vscode-languageserver';
import { initializeResult } from './capabilities';
import type { Host } from './host';
import { lifeCycle, REFUSAL, refuse } from './lifeCycle';

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
  const inItsTime = lifeCycle(() => said !== undefined);
  const connection = open({
    messageStrategy: {
      handleMessage: (sent, next) => {
        const handle = () => {
          const message = inItsTime(sent);
          return message && next(message);
        };
        if (isServed || !said) return handle();
        held.push(handle);
        if (held.length === 1) void serveFrom(said);
      },
    },
  });
  const serveFrom = async (params: InitializeParams): Promise<void> => {
    try {
      const [{ serve }, host] = await Promise.all([import('./later'), machine()]);
      serve(connection, host, params);
      isServed = true;
    } finally {
      // Where that has failed, a process ends by it, and is started again by whoever watches over it. A worker goes on
      // as if nobody had said hello: what it is asked is answered with an error instead of never.
      if (!isServed) said = undefined;
      for (const handle of held.splice(0)) handle();
    }
  };
  connection.onRequest(REFUSAL, refuse);
  connection.onInitialize((params) => {
    // Of parameters that make no sense nothing is begun.
    const result = initializeResult(params);
    said = params;
    return result;
  });
  connection.listen();
}

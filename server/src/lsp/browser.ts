import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type Connection,
  createConnection,
} from 'vscode-languageserver/browser';
import { startServer } from './start';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
let connection!: Connection;

startServer(
  (options) => {
    const [reader, writer] = [new BrowserMessageReader(worker), new BrowserMessageWriter(worker)];
    connection = createConnection(reader, writer, options);
    return connection;
  },
  async () => (await import('./later')).clientHost(connection),
);

import {
  BrowserMessageReader,
  BrowserMessageWriter,
  type Connection,
  createConnection,
} from 'vscode-languageserver/browser';
import { localeOf } from '../l10n/catalogue';
import { bytesOf, type ReadAnswer } from './clientFiles';
import type { Host } from './host';
import { startServer } from './start';

/** `{ path }` below the extension's `dist` -> `ReadAnswer`. A worker is started from a blob, and has no address to load
 * anything from: the client brings what belongs to the extension. */
export const ASSET_REQUEST = 'ecsDefender/readAsset';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
let connection!: Connection;

const host: Host = {
  locale: localeOf,
  grammars: (file) => asset(`grammars/${file}`),
  documentation: async () => new TextDecoder().decode(await asset('ecs-documentation.json')),
  environment: () => undefined,
  // A worker does not know where it lies; its client says where the pages are.
  pages: '',
};

startServer(
  (options) => {
    const [reader, writer] = [new BrowserMessageReader(worker), new BrowserMessageWriter(worker)];
    connection = createConnection(reader, writer, options);
    return connection;
  },
  async () => host,
);

async function asset(path: string): Promise<Uint8Array> {
  const answer = await connection.sendRequest<ReadAnswer | null>(ASSET_REQUEST, { path });
  if (answer?.base64 === undefined) throw new Error('the extension is not whole');
  return bytesOf(answer.base64);
}

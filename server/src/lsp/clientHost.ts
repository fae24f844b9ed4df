import type { Connection } from 'vscode-languageserver';
import { localeOf } from '../l10n/catalogue';
import { bytesOf, type ReadAnswer } from './clientFiles';
import type { Host } from './host';

/** `{ path }` below the extension's `dist` -> `ReadAnswer`. A worker is started from a blob, and has no address to load
 * anything from: the client brings what belongs to the extension. */
export const ASSET_REQUEST = 'ecsDefender/readAsset';

/** What a worker has of a machine: what its client brings. */
export function clientHost(connection: Connection): Host {
  const asset = async (path: string): Promise<Uint8Array> => {
    const answer = await connection.sendRequest<ReadAnswer | null>(ASSET_REQUEST, { path });
    if (answer?.base64 === undefined) throw new Error('the extension is not whole');
    return bytesOf(answer.base64);
  };
  return {
    locale: localeOf,
    grammars: (file) => asset(`grammars/${file}`),
    documentation: async () => new TextDecoder().decode(await asset('ecs-documentation.json')),
    environment: () => undefined,
    // A worker does not know where it lies; its client says where the pages are.
    pages: '',
  };
}

import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

/** Where the extension's folder is served for the web worker host. */
export const EXTENSION_PATH = '/__ext';

const TYPES = {
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * Serves the extension's files as a gallery for the web does: from an address of the page's own, since from anywhere
 * else an extension could not start workers. The manifest loses its `main`, without which only the web worker host can
 * run it.
 * @param {string} folder
 * @returns {(url: string, outgoing: import('node:http').ServerResponse) => Promise<void>}
 */
export function serveFolder(folder) {
  return async (url, outgoing) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname)).slice(
      EXTENSION_PATH.length,
    );
    try {
      const bytes = await readFile(join(folder, path));
      outgoing.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain; charset=utf-8' });
      outgoing.end(path === '/package.json' ? withoutMain(bytes) : bytes);
    } catch {
      outgoing.writeHead(404).end();
    }
  };
}

function withoutMain(bytes) {
  const { main: _, ...manifest } = JSON.parse(bytes.toString('utf8'));
  return JSON.stringify(manifest);
}

import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { EXTENSION_PATH } from './folder.mjs';

/**
 * A reverse proxy in front of the served editor, which adds `developmentOptions` to the workbench's page: the only way
 * to load an extension from its folder into a built VS Code for the web.
 * @param {number} port 0 for any free one
 * @param {number} target port of the editor's server
 * @param {(authority: string) => object} development options for a page opened under this authority
 * @param {(url: string, outgoing: import('node:http').ServerResponse) => void} serveExtension answers what lies below
 *   `EXTENSION_PATH`
 * @returns {Promise<{port: number, close: () => void}>}
 */
export async function startProxy(port, target, development, serveExtension) {
  const sockets = new Set();
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    if (url.startsWith(`${EXTENSION_PATH}/`)) return serveExtension(url, outgoing);
    const isPage = method === 'GET' && /^\/(?:\?|$)/.test(url);
    const forwarded = { ...headers, ...(isPage ? { 'accept-encoding': 'identity' } : {}) };
    const upstream = request(
      { host: '127.0.0.1', port: target, method, path: url, headers: forwarded },
      (answer) => {
        if (!isPage || !String(answer.headers['content-type']).includes('text/html')) {
          outgoing.writeHead(answer.statusCode, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const page = Buffer.from(
            withDevelopment(Buffer.concat(chunks).toString('utf8'), development(headers.host)),
          );
          const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers;
          outgoing.writeHead(answer.statusCode, { ...kept, 'content-length': page.length });
          outgoing.end(page);
        });
      },
    );
    upstream.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(upstream);
  });
  // The workbench talks to its server through web sockets: bytes both ways.
  server.on('upgrade', (incoming, socket, head) => {
    const upstream = connect(target, '127.0.0.1', () => {
      const lines = incoming.rawHeaders
        .map((text, place) => (place % 2 ? `${text}\r\n` : `${text}: `))
        .join('');
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${lines}\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) end.on('error', () => socket.destroy() && upstream.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function withDevelopment(page, developmentOptions) {
  return page.replace(
    /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
    (_, start, settings) => {
      const configuration = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
      const written = JSON.stringify({
        ...configuration,
        developmentOptions: { ...configuration.developmentOptions, ...developmentOptions },
      });
      return `${start}${written.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
    },
  );
}

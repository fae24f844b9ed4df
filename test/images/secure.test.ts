import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { type FailureKind, isFailure, type Resolution } from '../../server/src/images/resolved';
import { words } from '../../server/src/l10n/catalogue';
import type { ResolveOptions } from '../../server/src/registry/options';
import { resolveImage } from '../../server/src/registry/resolve';
import { without } from './support/debian';
import { environmentOf, temporaryFolder } from './support/folder';
import { Image } from './support/servers';

const WEB = new Image(['/web']);
const NAME = 'registry.example.com';
const SECRET = 'proxy-secret';
const servers: Server[] = [];
const sockets = new Set<Socket>();

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** A key and a certificate, its own authority, for these names. */
function certificateFor(names: string): { key: string; cert: string } {
  const folder = temporaryFolder();
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${names}`];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

describe('over TLS', async () => {
  const reason = await without('openssl');
  const options = { skip: reason };
  let cert = '';
  let port = 0;
  const seen: (string | undefined)[] = [];
  const answer: RequestListener = (request, response) => {
    seen.push(request.headers.authorization);
    if (request.headers.authorization) return WEB.answer(request, response);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="shop"' }).end();
  };
  before(async () => {
    if (reason) return;
    const own = certificateFor(`DNS:${NAME},IP:127.0.0.1`);
    cert = own.cert;
    port = await listen(https.createServer(own, answer));
  });
  after(() => {
    for (const server of servers) server.close();
    for (const socket of sockets) socket.destroy();
  });

  const auth = Buffer.from('builder:secret').toString('base64');
  const config = (host: string): object => ({ auths: { [host]: { auth } } });
  const look = (image: string, more: ResolveOptions): Promise<Resolution> =>
    resolveImage(image, { requestTimeout: 3000, retryDelay: 5, ...more });
  function isWeb(resolution: Resolution): void {
    assert.ok(!isFailure(resolution), JSON.stringify(resolution));
    assert.equal(resolution.digest, WEB.digest);
  }
  function fails(resolution: Resolution, kind: FailureKind): void {
    assert.ok(isFailure(resolution), JSON.stringify(resolution));
    assert.equal(resolution.failed, kind, JSON.stringify(resolution));
    assert.ok(!words(resolution.message, 'en').includes(SECRET));
  }

  test('a certificate that is named is trusted; one that is not is nothing to talk to', options, async () => {
    const host = `127.0.0.1:${port}`;
    const environment = environmentOf(config(host));
    isWeb(await look(`${host}/web`, { environment, ca: cert }));
    seen.length = 0;
    fails(await look(`${host}/web`, { environment }), 'tls');
    const other = certificateFor('IP:127.0.0.1');
    fails(await look(`${host}/web`, { environment, ca: other.cert }), 'tls');
    // The certificate does not hold this name.
    fails(await look(`localhost:${port}/web`, { environment, ca: cert }), 'tls');
    assert.deepEqual(seen, [], 'nothing was asked, no password sent');
  });

  test(
    'NODE_EXTRA_CA_CERTS serves the command line, and stands beside a certificate that is named',
    options,
    async () => {
      const host = `127.0.0.1:${port}`;
      const folder = temporaryFolder();
      const file = join(folder, 'ca.pem');
      writeFileSync(file, cert);
      const environment = { ...environmentOf(config(host)), NODE_EXTRA_CA_CERTS: file };
      isWeb(await look(`${host}/web`, { environment, ca: certificateFor('IP:127.0.0.1').cert }));
      const task = { family: 'shop', containerDefinitions: [{ name: 'web', image: `${host}/web` }] };
      writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
      const env = { ...environment, LANG: 'C' } as NodeJS.ProcessEnv;
      const cli = [resolve('dist/cli.js'), 'images', 'update'];
      await promisify(execFile)(process.execPath, cli, { cwd: folder, env });
      const lock = JSON.parse(readFileSync(join(folder, '.ecs-defender.images.json'), 'utf8'));
      assert.equal(lock.images[`${host}/web`].digest, WEB.digest);
    },
  );

  describe('through a proxy', () => {
    const asked: { to?: string; proxyAuthorization?: string; authorization?: string }[] = [];
    const isOpen = { status: 200 };
    /** Where the proxy leads, whatever it is asked for. */
    const target = { port: 0 };
    let proxyPort = 0;
    const through = (more: object = {}): ResolveOptions => {
      const proxy = `http://user:${SECRET}@127.0.0.1:${proxyPort}`;
      return { environment: { ...environmentOf(config(NAME)), HTTPS_PROXY: proxy, ...more }, ca: cert };
    };
    before(async () => {
      target.port = port;
      const proxy = createServer();
      proxy.on('connect', ({ url, headers }, socket: Socket) => {
        const { authorization } = headers;
        asked.push({ to: url, proxyAuthorization: headers['proxy-authorization'], authorization });
        socket.on('error', () => {});
        if (isOpen.status === 0) return;
        if (isOpen.status !== 200)
          return socket.end(`HTTP/1.1 ${isOpen.status} No\r\ncontent-length: 0\r\n\r\n`);
        const end = connect(target.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          end.pipe(socket).pipe(end);
        });
        end.on('error', () => {});
      });
      proxyPort = await listen(proxy);
    });

    test(
      'the registry is reached under its own name, and verified; the proxy sees no login',
      options,
      async () => {
        isWeb(await look(`${NAME}/web`, through()));
        const proxyAuthorization = `Basic ${Buffer.from(`user:${SECRET}`).toString('base64')}`;
        assert.ok(asked.length > 0);
        for (const one of asked)
          assert.deepEqual(one, { to: `${NAME}:443`, proxyAuthorization, authorization: undefined });
        fails(await look(`other.example.com/web`, through()), 'tls');
        fails(await look(`${NAME}/web`, { ...through(), ca: undefined }), 'tls');
      },
    );
    test(
      'Docker Hub by its own names: what logins are kept under, where it is, who gives tokens',
      options,
      async () => {
        const hub = 'registry-1.docker.io';
        const own = certificateFor(`DNS:${hub},DNS:auth.docker.io`);
        const paths: string[] = [];
        const hubPort = await listen(
          https.createServer(own, (request, response) => {
            paths.push(`${request.headers.host}${request.url!.replace(/\?.*/, '')}`);
            const { authorization } = request.headers;
            if (request.headers.host === 'auth.docker.io')
              return response.end(
                JSON.stringify({ token: authorization === `Basic ${auth}` ? 'good' : 'bad' }),
              );
            if (authorization === 'Bearer good') return WEB.answer(request, response);
            const challenge = 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"';
            response.writeHead(401, { 'www-authenticate': challenge }).end();
          }),
        );
        target.port = hubPort;
        const { environment } = through();
        const program = `#!/bin/sh\n[ "$(cat)" = https://index.docker.io/v1/ ] && echo '{"Username":"builder","Secret":"secret"}'`;
        for (const login of [
          environmentOf({ auths: { 'https://index.docker.io/v1/': { auth } } }),
          environmentOf({ credsStore: 'hub' }, { 'docker-credential-hub': program }),
          environmentOf({ credHelpers: { 'docker.io': 'hub' } }, { 'docker-credential-hub': program }),
        ]) {
          paths.length = 0;
          isWeb(await look('web:1', { environment: { ...environment, ...login }, ca: own.cert }));
          assert.deepEqual([...new Set(paths)].slice(0, 2), [
            `${hub}/v2/library/web/manifests/1`,
            'auth.docker.io/token',
          ]);
        }
        target.port = port;
        const nobody = await look('web:1', { environment: { ...environment, ...environmentOf() }, ca: cert });
        assert.ok(isFailure(nobody) && nobody.message.args.registry === 'docker.io');
      },
    );
    test('a registry elsewhere cannot send us to this machine without TLS', options, async () => {
      const paths: string[] = [];
      const plain = await listen(createServer((request) => paths.push(request.url!)));
      const realm = `Bearer realm="http://127.0.0.1:${plain}/token"`;
      const own = certificateFor(`DNS:${NAME}`);
      for (const headers of [{ location: `http://127.0.0.1:${plain}/` }, { 'www-authenticate': realm }]) {
        const status = 'location' in headers ? 307 : 401;
        target.port = await listen(
          https.createServer(own, (_, response) => response.writeHead(status, headers).end()),
        );
        fails(await look(`${NAME}/web`, { ...through(), ca: own.cert }), 'insecure');
      }
      target.port = port;
      assert.deepEqual(paths, []);
    });
    test('this machine is never reached through it', options, async () => {
      asked.length = 0;
      const host = `127.0.0.1:${port}`;
      const environment = { ...through().environment, ...environmentOf(config(host)) };
      isWeb(await look(`${host}/web`, { environment, ca: cert }));
      assert.deepEqual(asked, []);
    });
    test('one that refuses, is not there, says nothing, or is no address', options, async () => {
      for (isOpen.status of [407, 403, 502]) fails(await look(`${NAME}/web`, through()), 'proxy');
      isOpen.status = 0;
      fails(await look(`${NAME}/web`, { ...through(), requestTimeout: 100 }), 'timeOut');
      fails(await look(`${NAME}/web`, through({ HTTPS_PROXY: `http://u:${SECRET}@127.0.0.1:1` })), 'proxy');
      fails(await look(`${NAME}/web`, through({ HTTPS_PROXY: `socks5://${SECRET}` })), 'proxy');
      fails(await look(`${NAME}/web`, through({ HTTPS_PROXY: `http://${SECRET}:port` })), 'proxy');
    });
  });
});

import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type FailureKind, isFailure, type Resolution } from '../../server/src/images/resolved';
import { words } from '../../server/src/l10n/catalogue';
import type { ResolveOptions } from '../../server/src/registry/options';
import { resolveImage } from '../../server/src/registry/resolve';
import { Resolver } from '../../server/src/registry/resolver';
import { environmentOf } from './support/folder';
import { closeAll, digestOf, Image, MANIFEST, type Served, serve } from './support/servers';

const NOBODY = environmentOf();
const WEB = new Image(['/web']);
after(closeAll);

const QUICK: ResolveOptions = { environment: NOBODY, requestTimeout: 2000, retryDelay: 5 };
const look = (image: string, options: ResolveOptions = {}): Promise<Resolution> =>
  resolveImage(image, { ...QUICK, ...options });

function isWeb(resolution: Resolution): void {
  const platforms = { 'linux/amd64': { entryPoint: WEB.entryPoint, command: [] } };
  assert.deepEqual(resolution, { digest: WEB.digest, platforms });
}
function fails(resolution: Resolution, kind: FailureKind): string {
  assert.ok(isFailure(resolution), JSON.stringify(resolution));
  assert.equal(resolution.failed, kind);
  const said = words(resolution.message, 'en');
  assert.doesNotMatch(said, /\{|undefined/);
  return said;
}

describe('tokens', () => {
  /** A registry that takes the tokens of `isGood`, and its token service. */
  async function withTokens(
    isGood: (token: number) => boolean,
    key = 'token',
  ): Promise<{ registry: Served; tokens: Served }> {
    const tokens = await serve((_, response, number) =>
      response.end(JSON.stringify({ [key]: `token-${number}` })),
    );
    const registry: Served = await serve((request, response) => {
      const token = /^Bearer token-(\d+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (token && isGood(Number(token))) return WEB.answer(request, response);
      const challenge = `Bearer realm="http://${tokens.host}/token",service="shop, inc.",scope="repository:web:pull"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    return { registry, tokens };
  }

  test('the challenge says where to get one and for what; nobody’s is asked without credentials', async () => {
    const { registry, tokens } = await withTokens(() => true, 'access_token');
    isWeb(await look(`${registry.host}/web`));
    assert.equal(tokens.seen.length, 1);
    const url = new URL(tokens.seen[0].path, 'http://x');
    assert.deepEqual(
      [...url.searchParams],
      [
        ['service', 'shop, inc.'],
        ['scope', 'repository:web:pull'],
      ],
    );
    assert.equal(tokens.seen[0].authorization, undefined);
  });

  test('one that has expired on the way is replaced once', async () => {
    let used = 0;
    const { registry, tokens } = await withTokens((token) => token > 1 || used++ < 1);
    isWeb(await look(`${registry.host}/web`));
    assert.equal(tokens.seen.length, 2);
  });

  test('a registry that is never content is given up', async () => {
    const { registry, tokens } = await withTokens(() => false);
    fails(await look(`${registry.host}/web`), 'unauthorised');
    assert.equal(tokens.seen.length, 1);
  });

  test('a password goes to the token service, never to the registry beside it', async () => {
    const { registry, tokens } = await withTokens(() => true);
    const auth = Buffer.from('builder:secret').toString('base64');
    const environment = environmentOf({ auths: { [registry.host]: { auth } } });
    isWeb(await look(`${registry.host}/web`, { environment }));
    assert.equal(tokens.seen[0].authorization, `Basic ${auth}`);
    assert.ok(registry.seen.every(({ authorization }) => !authorization?.startsWith('Basic')));
  });

  test('a helper that is broken does no harm where anyone may read', async () => {
    const { registry } = await withTokens(() => true);
    isWeb(await look(`${registry.host}/web`, { environment: environmentOf({ credsStore: 'absent' }) }));
    const { registry: strict } = await withTokens(() => false);
    fails(
      await look(`${strict.host}/web`, { environment: environmentOf({ credsStore: 'absent' }) }),
      'helper',
    );
  });

  test('a helper that cannot be started is one that is broken', async (t) => {
    const { registry } = await withTokens(() => false);
    const programs = { 'docker-credential-test': '#!/bin/sh\n' };
    const environment = environmentOf({ credsStore: 'test' }, programs);
    const home = process.env.HOME;
    t.after(() => (process.env.HOME = home));
    const start = async (): Promise<void> => {
      fails(await look(`${registry.host}/web`, { environment }), 'helper');
    };
    // It is run in the user's own folder: there is none, it is a file, and then it may not be run at all.
    const folder = environment.DOCKER_CONFIG!;
    for (process.env.HOME of [join(folder, 'nowhere'), join(folder, 'config.json')]) await start();
    process.env.HOME = folder;
    const [path] = environment.PATH!.split(delimiter);
    chmodSync(join(path, 'docker-credential-test'), 0o644);
    await start();
  });

  test('a helper that never ends is ended', async () => {
    const { registry } = await withTokens(() => true);
    const programs = { 'docker-credential-slow': '#!/bin/sh\ntrap "" TERM\nsleep 20\n' };
    const environment = environmentOf({ credsStore: 'slow' }, programs);
    const start = performance.now();
    fails(await look(`${registry.host}/web`, { environment, timeout: 300 }), 'timeOut');
    assert.ok(performance.now() - start < 3000);
  });

  test('an identity token is exchanged, in the body and not in the address', async () => {
    const { registry, tokens } = await withTokens(() => true, 'access_token');
    const environment = environmentOf({ auths: { [registry.host]: { identitytoken: 'identity' } } });
    isWeb(await look(`${registry.host}/web`, { environment }));
    const form = new URLSearchParams(tokens.seen[0].body);
    assert.deepEqual([form.get('grant_type'), form.get('refresh_token')], ['refresh_token', 'identity']);
    assert.doesNotMatch(tokens.seen[0].path, /identity/);
  });

  test('a token service without TLS elsewhere, a token that is none, a challenge that is none', async () => {
    const challenge = (header: string): Promise<Served> =>
      serve((_, response) => response.writeHead(401, { 'www-authenticate': header }).end());
    const realms: [header: string, kind: FailureKind][] = [
      ['Bearer realm="http://registry.example.com/token"', 'insecure'],
      ['Bearer realm="nonsense"', 'unauthorised'],
      ['Negotiate', 'unauthorised'],
      ['=,,="', 'unauthorised'],
      ['realm="https://registry.example.com/"', 'unauthorised'],
    ];
    for (const [header, kind] of realms) fails(await look(`${(await challenge(header)).host}/web`), kind);
    const odd = await serve((_, response) => response.end('{"token":"two\\r\\nx-header: lines"}'));
    fails(await look(`${(await challenge(`Bearer realm="http://${odd.host}/"`)).host}/web`), 'damaged');
  });
});

describe('servers that are slow or broken', () => {
  test('no answer within the time for one request, or for all of them', async () => {
    const silent = await serve(() => {});
    fails(await look(`${silent.host}/web`, { requestTimeout: 100 }), 'timeOut');
    fails(await look(`${silent.host}/web`, { timeout: 100 }), 'timeOut');
    const dripping = await serve((_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    fails(await look(`${dripping.host}/web`, { requestTimeout: 150 }), 'timeOut');
  });

  test('errors that pass are waited out', async () => {
    for (const status of [500, 502, 503, 429]) {
      const server = await serve((request, response, number) =>
        number <= 2 ? response.writeHead(status).end() : WEB.answer(request, response),
      );
      isWeb(await look(`${server.host}/web`));
      assert.equal(server.seen.length, 4);
    }
  });

  test('errors that stay are not', async () => {
    const broken = await serve((_, response) => response.writeHead(500).end('secret words'));
    assert.doesNotMatch(fails(await look(`${broken.host}/web`), 'server'), /secret/);
    assert.equal(broken.seen.length, 4);
    const busy = await serve((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    fails(await look(`${busy.host}/web`), 'rateLimited');
    assert.equal(busy.seen.length, 1, 'nobody waits an hour');
    const odd = await serve((_, response) => response.writeHead(418).end());
    fails(await look(`${odd.host}/web`), 'server');
    assert.equal(odd.seen.length, 1);
  });

  test('Retry-After is kept to', async () => {
    const server = await serve((request, response, number) =>
      number === 1 ? response.writeHead(503, { 'retry-after': '1' }).end() : WEB.answer(request, response),
    );
    const start = performance.now();
    isWeb(await look(`${server.host}/web`));
    assert.ok(performance.now() - start >= 990);
  });

  test('connections that break: once, and always', async () => {
    const once = await serve((request, response, number) =>
      number === 1 ? request.socket.resetAndDestroy() : WEB.answer(request, response),
    );
    isWeb(await look(`${once.host}/web`));
    const always = await serve((request) => request.socket.resetAndDestroy());
    fails(await look(`${always.host}/web`), 'unreachable');
    const halfway = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{');
      setTimeout(() => request.socket.destroy(), 10);
    });
    fails(await look(`${halfway.host}/web`), 'unreachable');
  });

  test('nobody there', async () => {
    const gone = await serve(() => {});
    closeAll();
    fails(await look(`${gone.host}/web`), 'unreachable');
  });
});

describe('answers that are not what they should be', () => {
  const answering = (body: string | Buffer, contentType = MANIFEST): Promise<Served> =>
    serve((_, response) => response.writeHead(200, { 'content-type': contentType }).end(body));

  test('cut off, not JSON, other JSON', async () => {
    const text = WEB.manifest.toString();
    fails(await look(`${(await answering(text.slice(0, -10))).host}/web`), 'damaged');
    fails(await look(`${(await answering('<html>')).host}/web`), 'damaged');
    for (const other of ['null', '[]', '{}', '"x"', '{"manifests":{}}'])
      fails(await look(`${(await answering(other)).host}/web`), 'notAnImage');
  });

  test('a manifest of the old schema 1', async () => {
    const manifest = JSON.stringify({
      schemaVersion: 1,
      name: 'web',
      tag: 'latest',
      fsLayers: [],
      history: [],
    });
    const server = await answering(manifest, 'application/vnd.docker.distribution.manifest.v1+prettyjws');
    fails(await look(`${server.host}/web`), 'notAnImage');
  });

  test('one that can be read as an image and as a list', async () => {
    const both = { ...JSON.parse(WEB.manifest.toString()), manifests: [] };
    for (const mediaType of [MANIFEST, 'application/vnd.oci.image.index.v1+json']) {
      const server = await answering(JSON.stringify({ ...both, mediaType }), mediaType);
      fails(await look(`${server.host}/web`), 'notAnImage');
    }
  });

  test('a digest that could be a path is not followed', async () => {
    const manifest = JSON.parse(WEB.manifest.toString());
    manifest.config.digest = '../../../secret';
    const server = await answering(JSON.stringify(manifest));
    fails(await look(`${server.host}/web`), 'notAnImage');
    assert.equal(server.seen.length, 1);
  });

  test('a manifest of 50 MB is refused unread, with and without a stated length', async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    for (const isStated of [true, false]) {
      let sent = 0;
      const server = await serve((_, response) => {
        response.writeHead(200, isStated ? { 'content-length': 50 * chunk.length } : {});
        const send = (): void => {
          if (response.destroyed || sent === 50) return;
          sent++;
          if (response.write(chunk)) setImmediate(send);
          else response.once('drain', send);
        };
        send();
      });
      fails(await look(`${server.host}/web`), 'tooLarge');
      assert.ok(sent < 25, `${sent} MB were sent`);
    }
  });

  test('a config that says it is huge is not asked for', async () => {
    const manifest = JSON.parse(WEB.manifest.toString());
    manifest.config.size = 1e9;
    const server = await answering(JSON.stringify(manifest));
    fails(await look(`${server.host}/web`), 'tooLarge');
    assert.equal(server.seen.length, 1);
  });

  test('what does not match its digest: the manifest asked for by digest, the config always', async () => {
    const other = new Image(['/other']);
    const server = await serve((request, response) => WEB.answer(request, response));
    fails(await look(`${server.host}/web@${other.digest}`), 'damaged');
    const swapped = await serve((request, response) =>
      (request.url!.includes('/blobs/') ? other : WEB).answer(request, response),
    );
    fails(await look(`${swapped.host}/web`), 'damaged');
  });
});

describe('being sent elsewhere', () => {
  test('a blob may be kept elsewhere; the password stays here', async () => {
    const store = await serve((_, response) => response.end(WEB.config));
    const auth = Buffer.from('builder:secret').toString('base64');
    const registry: Served = await serve((request, response) => {
      if (!request.headers.authorization)
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="shop"' }).end();
      if (!request.url!.includes('/blobs/')) return WEB.answer(request, response);
      response.writeHead(307, { location: `http://${store.host}/kept?signature=1` }).end();
    });
    const environment = environmentOf({ auths: { [registry.host]: { auth } } });
    isWeb(await look(`${registry.host}/web`, { environment }));
    assert.equal(registry.seen.at(-1)?.authorization, `Basic ${auth}`);
    assert.deepEqual(store.seen, [{ path: '/kept?signature=1', authorization: undefined, body: '' }]);
  });

  test('never without TLS to another machine, never in circles, never to nonsense', async () => {
    const to = (location: string): Promise<Served> =>
      serve((_, response) => response.writeHead(302, { location }).end());
    fails(await look(`${(await to('http://registry.example.com/')).host}/web`), 'insecure');
    fails(await look(`${(await to('file:///etc/passwd')).host}/web`), 'insecure');
    fails(await look(`${(await to('http://')).host}/web`), 'server');
    const circle = await to('/again');
    fails(await look(`${circle.host}/web`), 'server');
    assert.ok(circle.seen.length <= 6);
  });
});

describe('cancelling and sharing', () => {
  test('a cancelled question ends at once, wherever it stands', async () => {
    const silent = await serve(() => {});
    const broken = await serve((_, response) => response.writeHead(500).end());
    for (const server of [silent, broken]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      const start = performance.now();
      fails(await look(`${server.host}/web`, { signal: stop.signal, retryDelay: 5000 }), 'cancelled');
      assert.ok(performance.now() - start < 1000);
    }
    fails(await look('127.0.0.1:1/web', { signal: AbortSignal.abort() }), 'cancelled');
  });

  test('the same image is asked for once, and again only after a failure', async () => {
    let isBroken = true;
    const server = await serve((request, response) =>
      isBroken ? response.writeHead(404).end() : WEB.answer(request, response),
    );
    const resolver = new Resolver(QUICK);
    const image = `${server.host}/web`;
    for (const one of await Promise.all([resolver.resolve(image), resolver.resolve(image)]))
      fails(one, 'notFound');
    assert.equal(server.seen.length, 1);
    isBroken = false;
    isWeb(await resolver.resolve(image));
    isWeb(await resolver.resolve(image));
    assert.equal(server.seen.length, 3);
  });

  test('who leaves does not take the answer from the others', async () => {
    const server = await serve((request, response) => setTimeout(() => WEB.answer(request, response), 30));
    const resolver = new Resolver(QUICK);
    const image = `${server.host}/web`;
    const stop = new AbortController();
    const answers = [resolver.resolve(image, stop.signal), resolver.resolve(image)];
    stop.abort();
    fails(await answers[0], 'cancelled');
    isWeb(await answers[1]);
    fails(await resolver.resolve('other', AbortSignal.abort()), 'cancelled');
  });

  test('the last one to leave ends the work, and the next one begins it anew', async () => {
    let isSilent = true;
    const server = await serve((request, response) => {
      if (!isSilent) WEB.answer(request, response);
    });
    const resolver = new Resolver(QUICK);
    const stop = new AbortController();
    const answer = resolver.resolve(`${server.host}/web`, stop.signal);
    setTimeout(() => stop.abort(), 30);
    fails(await answer, 'cancelled');
    isSilent = false;
    isWeb(await resolver.resolve(`${server.host}/web`));
  });

  test('at most four at a time', async () => {
    let now = 0;
    let most = 0;
    const server = await serve((request, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        WEB.answer(request, response);
      }, 10);
    });
    const resolver = new Resolver(QUICK);
    const names = Array.from({ length: 12 }, (_, place) => `${server.host}/web${place}`);
    for (const one of await Promise.all(names.map((name) => resolver.resolve(name)))) isWeb(one);
    assert.equal(most, 4);
    assert.equal(digestOf(WEB.manifest), WEB.digest);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isFailure, type Resolution, type ResolvedImage } from '../../server/src/images/resolved';
import { words } from '../../server/src/l10n/catalogue';
import type { Environment } from '../../server/src/registry/options';
import { resolveImage } from '../../server/src/registry/resolve';
import { without } from './support/debian';
import { environmentOf, temporaryFolder } from './support/folder';
import { INDEX, PASSWORD, type Recipe, Registry, USER } from './support/registry';
import { MANIFEST } from './support/servers';

const NOBODY = environmentOf();
const auth = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');

function resolved(resolution: Resolution): ResolvedImage {
  assert.ok(!isFailure(resolution), JSON.stringify(resolution));
  return resolution;
}

describe('against Debian’s docker-registry', async () => {
  const reason = await without('docker-registry', 'skopeo', 'umoci');
  let open: Registry;
  let closed: Registry;
  before(async () => {
    if (reason) return;
    [open, closed] = await Promise.all([Registry.start(), Registry.start({ isProtected: true })]);
  });
  after(() => {
    open?.stop();
    closed?.stop();
  });
  const options = { skip: reason };
  const look = (image: string, environment: Environment = NOBODY): Promise<Resolution> =>
    resolveImage(image, { environment, requestTimeout: 5000 });

  const FORMS: [name: string, recipe: Recipe][] = [
    ['exec form', { entryPoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;'] }],
    ['shell form', { entryPoint: ['/bin/sh', '-c', 'exec "$0" --port $PORT'] }],
    ['entry point only', { entryPoint: ['/web'] }],
    ['command only', { command: ['node', 'server.js'] }],
    ['neither', {}],
    ['in Docker’s own format', { entryPoint: ['/日本'], command: ['"quoted"'], isDocker: true }],
    ['for arm64', { entryPoint: ['/arm'], architecture: 'arm64' }],
  ];
  for (const [form, recipe] of FORMS) {
    test(`${form}, by tag and by digest`, options, async () => {
      const name = `forms/${form.toLowerCase().replace(/\W+/g, '-')}`;
      const digest = open.push(`${name}:1.0`, recipe);
      const process = { entryPoint: recipe.entryPoint ?? [], command: recipe.command ?? [] };
      const expected = { digest, platforms: { [`linux/${recipe.architecture ?? 'amd64'}`]: process } };
      assert.deepEqual(resolved(await look(`${open.host}/${name}:1.0`)), expected);
      assert.deepEqual(resolved(await look(`${open.host}/${name}@${digest}`)), expected);
      assert.deepEqual(resolved(await look(`${open.host}/${name}:other@${digest}`)), expected);
    });
  }

  test('a list of images: each platform that ECS has, with its own process', options, async () => {
    const amd64 = open.push('many:amd64', { entryPoint: ['/amd64'] });
    const arm64 = open.push('many:arm64', { entryPoint: ['/arm64'], architecture: 'arm64' });
    const manifests = await Promise.all([
      open.entry('many', amd64, { os: 'unknown', architecture: 'unknown' }),
      open.entry('many', amd64, { os: 'windows', architecture: 'amd64' }),
      open.entry('many', amd64, { os: 'linux', architecture: 'amd64' }),
      open.entry('many', arm64, { os: 'linux', architecture: 'arm64', variant: 'v8' }),
      open.entry('many', amd64, { os: 'linux', architecture: 'arm', variant: 'v7' }),
    ]);
    const digest = await open.put('many', 'latest', INDEX, { manifests });
    const expected = {
      digest,
      platforms: {
        'linux/amd64': { digest: amd64, entryPoint: ['/amd64'], command: [] },
        'linux/arm64': { digest: arm64, entryPoint: ['/arm64'], command: [] },
      },
    };
    assert.deepEqual(resolved(await look(`${open.host}/many`)), expected);
    assert.deepEqual(resolved(await look(`${open.host}/many@${digest}`)), expected);
    assert.deepEqual(resolved(await look(`localhost:${open.host.split(':')[1]}/many:latest`)), expected);
  });

  test('a list without a platform of ECS, and what is no image', options, async () => {
    const digest = open.push('odd:windows', {});
    const windows = await open.entry('odd', digest, { os: 'windows', architecture: 'amd64' });
    await open.put('odd', 'list', INDEX, { manifests: [windows] });
    const manifest = await open.manifest('odd', digest);
    const config = { ...manifest.config, mediaType: 'application/vnd.cncf.helm.config.v1+json' };
    await open.put('odd', 'chart', MANIFEST, { ...manifest, config });
    const kinds = [await look(`${open.host}/odd:list`), await look(`${open.host}/odd:chart`)];
    assert.deepEqual(
      kinds.map((one) => isFailure(one) && one.failed),
      ['noPlatform', 'notAnImage'],
    );
  });

  test(
    'an unknown tag, digest and repository are not there; the message names image and registry',
    options,
    async () => {
      open.push('known:1', {});
      for (const rest of ['known:2', `known@sha256:${'0'.repeat(64)}`, 'unknown:1']) {
        const image = `${open.host}/${rest}`;
        const answer = await look(image);
        assert.ok(isFailure(answer) && answer.failed === 'notFound');
        const said = words(answer.message, 'en');
        assert.ok(said.startsWith(`${image}: `) && said.includes(open.host), said);
      }
    },
  );

  describe('behind a password', () => {
    const RECIPE: Recipe = { entryPoint: ['/private'] };
    const shop = (): string => `${closed.host}/private/shop:1`;
    before(() => {
      if (!reason) closed.push('private/shop:1', RECIPE);
    });
    const opens = async (environment: Environment): Promise<void> => {
      const { platforms } = resolved(await look(shop(), environment));
      assert.deepEqual(platforms['linux/amd64'].entryPoint, RECIPE.entryPoint);
    };
    const refuses = async (environment: Environment, kind: string): Promise<void> => {
      const answer = await look(shop(), environment);
      assert.ok(isFailure(answer));
      assert.equal(answer.failed, kind);
      for (const locale of ['en', 'ja'] as const) {
        const said = words(answer.message, locale);
        assert.ok(said.includes('docker login') && !said.includes(PASSWORD) && !said.includes(auth), said);
      }
    };

    test('what docker login left is used', options, async () => {
      await opens(environmentOf({ auths: { [closed.host]: { auth } } }));
      await opens(environmentOf({ auths: { [`https://${closed.host}/v1/`]: { auth } } }));
    });
    test('nothing, a wrong password, or a broken config: told to log in', options, async () => {
      await refuses(NOBODY, 'unauthorised');
      const wrong = Buffer.from(`${USER}:wrong`).toString('base64');
      await refuses(environmentOf({ auths: { [closed.host]: { auth: wrong } } }), 'unauthorised');
      await refuses(environmentOf({ auths: { 'elsewhere.example.com': { auth } } }), 'unauthorised');
      await refuses(environmentOf({ auths: 'broken' }), 'unauthorised');
    });

    const helper = (answer: string, code = 0): string =>
      `#!/bin/sh\ncat > "$DOCKER_CONFIG/asked"\necho "$@" >> "$DOCKER_CONFIG/asked"\ncat <<'END'\n${answer}\nEND\nexit ${code}\n`;
    const GOOD = helper(JSON.stringify({ ServerURL: '', Username: USER, Secret: PASSWORD }));

    test(
      'a credential helper is asked for the registry by its name, on standard input',
      options,
      async () => {
        const environment = environmentOf(
          { credHelpers: { [closed.host]: 'test' }, credsStore: 'never' },
          { 'docker-credential-test': GOOD },
        );
        await opens(environment);
        const asked = readFileSync(join(environment.DOCKER_CONFIG!, 'asked'), 'utf8');
        assert.equal(asked, `${closed.host}get\n`);
      },
    );
    test(
      'the store for all registries; what it does not have may still stand in the file',
      options,
      async () => {
        await opens(environmentOf({ credsStore: 'test' }, { 'docker-credential-test': GOOD }));
        const none = helper('credentials not found in native keychain', 1);
        await opens(
          environmentOf(
            { credsStore: 'test', auths: { [closed.host]: { auth } } },
            { 'docker-credential-test': none },
          ),
        );
        await refuses(
          environmentOf({ credsStore: 'test' }, { 'docker-credential-test': none }),
          'unauthorised',
        );
      },
    );
    test('a helper that is not there, fails, talks nonsense, or has no program’s name', options, async () => {
      const use = (text?: string, name = 'test'): Environment =>
        environmentOf({ credsStore: name }, text === undefined ? {} : { 'docker-credential-test': text });
      await refuses(use(), 'helper');
      await refuses(use(helper(PASSWORD, 1)), 'helper');
      await refuses(use(helper(`not json ${PASSWORD}`)), 'helper');
      const folder = temporaryFolder();
      const evil = `test; touch ${join(folder, 'ran')}`;
      await refuses(use(GOOD, evil), 'helper');
      await refuses(use(GOOD, '../docker-credential-test'), 'helper');
      assert.throws(() => readFileSync(join(folder, 'ran')));
    });
  });
});

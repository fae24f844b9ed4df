import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Credentials, credentialsFor } from '../../server/src/registry/credentials';
import { RegistryFailure } from '../../server/src/registry/failure';
import { environmentOf } from './support/folder';

/** What of `docker login`'s leavings is taken for whom. */

const HOST = 'registry.example.com';
const BUILDER = { user: 'builder', password: 'se:cret' };
const auth = Buffer.from('builder:se:cret').toString('base64');

const found = (config: object, registry = HOST): Promise<Credentials | undefined> =>
  credentialsFor(registry, environmentOf(config), new AbortController().signal);

describe('logins in the file', () => {
  test('one counts for its own host, however it is written, and for no other', async () => {
    for (const key of [HOST, `https://${HOST}`, `https://${HOST}/v1/`, `http://${HOST}/v2`])
      assert.deepEqual(await found({ auths: { [key]: { auth } } }), BUILDER, key);
    const others = ['example.com', 'com', `x.${HOST}`, `${HOST}:5000`, `${HOST}.evil`, `evil/${HOST}`, ''];
    for (const key of [...others, `https://evil/${HOST}`, `${HOST}@evil`])
      assert.equal(await found({ auths: { [key]: { auth } } }), undefined, key);
  });

  test('that of Docker Hub has several names', async () => {
    for (const key of ['https://index.docker.io/v1/', 'index.docker.io', 'docker.io'])
      assert.deepEqual(await found({ auths: { [key]: { auth } } }, 'registry-1.docker.io'), BUILDER, key);
    assert.equal(await found({ auths: { 'docker.io': { auth } } }), undefined);
  });

  test('a token goes before a password, and what Docker fills up with is no part of one', async () => {
    const identitytoken = 'identity';
    assert.deepEqual(await found({ auths: { [HOST]: { auth, identitytoken } } }), {
      refreshToken: 'identity',
    });
    assert.deepEqual(
      await found({ auths: { [HOST]: { username: 'builder', password: 'se:cret' } } }),
      BUILDER,
    );
    const filled = Buffer.from('builder:se:cret\0\0').toString('base64');
    assert.deepEqual(await found({ auths: { [HOST]: { auth: filled } } }), BUILDER);
    for (const none of ['', Buffer.from('builder').toString('base64'), Buffer.from(':x').toString('base64')])
      assert.equal(await found({ auths: { [HOST]: { auth: none } } }), undefined);
  });

  test('of a file that is none, or of another shape, nothing is taken', async () => {
    const environment = environmentOf({ auths: { [HOST]: { auth } } });
    const file = join(environment.DOCKER_CONFIG!, 'config.json');
    const { signal } = new AbortController();
    for (const text of ['', '{', '[]', '{"auths":[]}', `{"auths":{"${HOST}":{"auth":7}}}`, 'null']) {
      writeFileSync(file, text);
      assert.equal(await credentialsFor(HOST, environment, signal), undefined, text);
    }
  });
});

describe('helpers', { skip: process.platform === 'win32' && 'programs are no scripts there' }, () => {
  const says = (answer: object): string =>
    `#!/bin/sh\ncat > /dev/null\ncat <<'END'\n${JSON.stringify(answer)}\nEND\n`;
  const helped = (
    config: object,
    programs: Record<string, string>,
    signal = new AbortController().signal,
  ): Promise<Credentials | undefined> => credentialsFor(HOST, environmentOf(config, programs), signal);
  const OF_STORE = says({ Username: 'store', Secret: 'x' });
  const OF_HOST = says({ Username: 'builder', Secret: 'se:cret' });

  test('the one of a host goes before that of all, and the file is for what neither has', async () => {
    const programs = { 'docker-credential-store': OF_STORE, 'docker-credential-own': OF_HOST };
    const config = { credsStore: 'store', credHelpers: { [HOST]: 'own', [`x.${HOST}`]: 'absent' } };
    assert.deepEqual(await helped(config, programs), BUILDER);
    assert.deepEqual(await helped({ credsStore: 'store' }, programs), { user: 'store', password: 'x' });
    const none = '#!/bin/sh\necho "credentials not found in native keychain"\nexit 1\n';
    const auths = { [HOST]: { auth } };
    assert.deepEqual(await helped({ credsStore: 'no', auths }, { 'docker-credential-no': none }), BUILDER);
    const token = says({ Username: '<token>', Secret: 'identity' });
    assert.deepEqual(await helped({ credsStore: 't' }, { 'docker-credential-t': token }), {
      refreshToken: 'identity',
    });
  });

  test('it is asked for the registry, in the user’s own folder, whether it listens or not', async () => {
    const environment = environmentOf({ credsStore: 'own' });
    const seen = join(environment.DOCKER_CONFIG!, 'seen');
    const script = `#!/bin/sh\necho "$# $1 $(pwd -P) $(cat)" > '${seen}'\n${OF_HOST.replace('#!/bin/sh\n', '')}`;
    const program = join(environment.DOCKER_CONFIG!, 'bin', 'docker-credential-own');
    writeFileSync(program, script);
    chmodSync(program, 0o755);
    const { signal } = new AbortController();
    assert.deepEqual(await credentialsFor(HOST, environment, signal), BUILDER);
    assert.equal(readFileSync(seen, 'utf8'), `1 get ${realpathSync(homedir())} ${HOST}\n`);
    // More than a pipe holds, so that what nobody reads comes back as a fault.
    const long = 'x'.repeat(200_000);
    const deaf = OF_HOST.replace('cat > /dev/null\n', 'exec <&-\n');
    const deafened = environmentOf({ credsStore: 'deaf' }, { 'docker-credential-deaf': deaf });
    assert.deepEqual(await credentialsFor(long, deafened, signal), BUILDER);
  });

  test('a name that is more than a name calls nothing', async (t) => {
    const environment = environmentOf({ credsStore: 'x/evil' });
    const home = process.env.HOME;
    t.after(() => (process.env.HOME = home));
    process.env.HOME = environment.DOCKER_CONFIG;
    const folder = join(environment.DOCKER_CONFIG!, 'docker-credential-x');
    mkdirSync(folder);
    const called = join(folder, 'called');
    writeFileSync(join(folder, 'evil'), `#!/bin/sh\ntouch '${called}'\n`, { mode: 0o755 });
    await assert.rejects(credentialsFor(HOST, environment, new AbortController().signal), RegistryFailure);
    assert.ok(!existsSync(called));
  });

  test('one that fails, talks nonsense or does not stop talking is broken, and named', async () => {
    const broken = {
      fails: '#!/bin/sh\nexit 1\n',
      nonsense: '#!/bin/sh\necho nonsense\n',
      half: says({ Username: 'builder' }),
      // More than any answer, and it would be one.
      talks: `#!/bin/sh\nhead -c 200000 /dev/zero | tr '\\0' ' '\n${OF_HOST.replace('#!/bin/sh\n', '')}`,
    };
    for (const [name, script] of Object.entries(broken))
      await assert.rejects(
        helped({ credsStore: name }, { [`docker-credential-${name}`]: script }),
        (fault) => fault instanceof RegistryFailure && fault.args?.helper === `docker-credential-${name}`,
        name,
      );
  });
});

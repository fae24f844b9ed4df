import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run, UNKNOWN, VALUES } from './run';

const ENTRY = ['--entry-point', 'web=["/docker-entrypoint.sh"]'];
const BUNDLE = 'eyJzZWNyZXRzIjp7InNlcnZpY2UtcGFyYW1ldGVyIjoieCJ9fQ==';

describe('protect: where the result goes', () => {
  test('one file, to standard output; the file stays', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const { code, out } = run(['protect', 'a.json', ...VALUES], { cwd });
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).containerDefinitions.length, 2);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), OPEN);
  });

  test('--write changes files in place, and keeps mode and links', () => {
    const cwd = folderWith({ 'a.json': OPEN, 'real/b.json': OPEN });
    chmodSync(join(cwd, 'a.json'), 0o640);
    symlinkSync('real/b.json', join(cwd, 'b.json'));
    const { code, out } = run(['protect', '--write', 'a.json', 'b.json', ...VALUES], { cwd });
    assert.equal(code, 0);
    assert.equal(out, '');
    assert.equal(statSync(join(cwd, 'a.json')).mode & 0o777, 0o640);
    assert.ok(lstatSync(join(cwd, 'b.json')).isSymbolicLink());
    assert.match(readFileSync(join(cwd, 'real/b.json'), 'utf8'), /TwistlockDefender/);
    assert.deepEqual(readdirSync(cwd).sort(), ['a.json', 'b.json', 'real']);
    const again = run(['protect', '--write', 'a.json', ...VALUES], { cwd });
    assert.equal(again.code, 0);
    assert.match(again.err, /nothing to do/);
  });

  test('--diff shows the change and makes none', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const { code, out } = run(['protect', '--diff', 'a.json', ...VALUES], { cwd });
    assert.equal(code, 0);
    assert.match(out, /^--- a\/a\.json\n\+\+\+ b\/a\.json\n@@/);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), OPEN);
  });

  test('--diff shows no piece of a bundle, however the document spells it', () => {
    const long = Buffer.from('{"secrets":{"service-parameter":"???>>>kQ7vXwPz2LmN8rTgYbHjUcEs"}}').toString(
      'base64',
    );
    const value = (text: string): string =>
      OPEN.replace('] }', `], "environment": [{ "name": "INSTALL_BUNDLE", "value": "${text}" }] }`);
    const yaml = `family: f\ncontainerDefinitions:\n  - name: a\n    image: a:1\n    entryPoint: [/a]\n    environment:\n      - name: INSTALL_BUNDLE\n        value: "${long.slice(0, 50)}\\\n          ${long.slice(50)}"\n`;
    const cwd = folderWith({
      'a.json': value(long.replaceAll('/', '\\/')),
      'b.json': value(`\\u0065${long.slice(1)}`),
      'c.yaml': yaml,
    });
    for (const file of ['a.json', 'b.json', 'c.yaml']) {
      const { out, err } = run(['protect', '--diff', file, ...VALUES], { cwd });
      assert.match(out, /\*\*\*/, file + err);
      for (let at = 0; at + 12 <= long.length; at++)
        assert.ok(!(out + err).includes(long.slice(at, at + 12)), `${file}\n${out}`);
    }
  });

  test('--diff masks bundles and tokens, whatever their shape', () => {
    const old = OPEN.replace(
      '] }',
      '], "environment": [{ "name": "INSTALL_BUNDLE", "value": "hidden-value" }] }',
    );
    const cwd = folderWith({ 'a.json': old });
    const image = `registry-auth.twistlock.com/tw_${'a1b2'.repeat(8)}/twistlock/defender:defender_34_04_145`;
    const flags = ['--image', image, '--ws-address', 'wss://c.example.com:443'];
    for (const bundle of [
      ['--install-bundle', BUNDLE],
      ['--install-bundle', 'eyodd-bundle'],
      ['--install-bundle-env', 'SECRET_BUNDLE'],
    ]) {
      const { out, err } = run(['protect', '--diff', 'a.json', ...flags, ...bundle], {
        cwd,
        env: { SECRET_BUNDLE: 'eyfrom-the-environment' },
      });
      assert.match(out, /"INSTALL_BUNDLE"/);
      assert.doesNotMatch(out + err, /eyJzZWNyZXRz|odd-bundle|from-the-environment|hidden-value|a1b2/);
    }
  });

  test('bytes stay: UTF-16 and byte order marks', () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(OPEN.replaceAll('\n', '\r\n'), 'utf16le'),
    ]);
    const utf8 = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(OPEN)]);
    const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(OPEN, 'utf16le').swap16()]);
    const cwd = folderWith({ 'a.json': utf16, 'b.json': utf8, 'c.json': big });
    assert.equal(run(['protect', '--write', 'a.json', 'b.json', 'c.json', ...VALUES], { cwd }).code, 0);
    const a = readFileSync(join(cwd, 'a.json'));
    assert.deepEqual([...a.subarray(0, 2)], [0xff, 0xfe]);
    const text = a.subarray(2).toString('utf16le');
    assert.ok(text.startsWith('{\r\n  "family": "shop",\r\n') && !/[^\r]\n/.test(text));
    assert.deepEqual([...readFileSync(join(cwd, 'b.json')).subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.deepEqual([...readFileSync(join(cwd, 'c.json')).subarray(0, 4)], [0xfe, 0xff, 0x00, 0x7b]);
  });
});

describe('protect: refusals', () => {
  test('print nothing, name the ways out, and leave the file untouched', () => {
    const cwd = folderWith({ 'a.json': UNKNOWN.replace('nginx', "x'; rm -rf ~; '") });
    const { code, out, err } = run(['protect', 'a.json', ...VALUES], { cwd });
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /a\.json: Container "web" states no entryPoint/);
    // What is shown to be copied is one harmless word for a shell.
    assert.ok(
      err.includes(
        `docker image inspect --format '{{json .Config.Entrypoint}} {{json .Config.Cmd}}' 'x'\\''; rm -rf ~; '\\'''`,
      ),
    );
    assert.match(err, /--entry-point 'web=\["\.\.\."\]'/);
  });

  test('one refused container keeps the file as it is, unless --partial', () => {
    const two = OPEN.replace('] }\n', '] },\n    { "name": "api", "image": "api" }\n');
    const cwd = folderWith({ 'a.json': two });
    const refused = run(['protect', '--write', 'a.json', ...VALUES], { cwd });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /left untouched/);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), two);
    assert.equal(run(['protect', '--write', '--partial', 'a.json', ...VALUES], { cwd }).code, 1);
    assert.match(readFileSync(join(cwd, 'a.json'), 'utf8'), /TwistlockDefender/);
  });

  test('a missing value is named with its flag', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const { code, err } = run(['protect', 'a.json'], { cwd });
    assert.equal(code, 1);
    for (const flag of ['--image', '--ws-address', '--install-bundle-secret'])
      assert.ok(err.includes(flag), flag);
  });

  test('1 without a task definition; 0 where everything is left alone', () => {
    const cwd = folderWith({
      'a.json': '{}',
      'ec2.json': OPEN.replace('"family"', '"networkMode": "bridge", "family"'),
    });
    assert.equal(run(['protect', 'a.json', ...VALUES], { cwd }).code, 1);
    const left = run(['protect', 'ec2.json', ...VALUES], { cwd });
    assert.equal(left.code, 0);
    assert.match(left.err, /Left alone: "web" does not run on Fargate \(networkMode: bridge\)/);
  });

  test('2 for a use that makes no sense, or a file that is not there', () => {
    const cwd = folderWith({ 'a.json': OPEN, 'b.json': OPEN });
    const misuses = [
      ['protect'],
      ['protect', 'a.json', 'b.json'],
      ['protect', '--write', '--diff', 'a.json'],
      ['protect', '--write', '-'],
      ['protect', 'a.json', '--entry-point', 'web'],
      ['protect', 'a.json', '--entry-point', 'web=/x'],
      ['protect', 'a.json', '--install-bundle', 'x', '--install-bundle-env', 'Y'],
      ['protect', 'a.json', '--install-bundle-env', 'NOT_SET'],
      ['protect', 'none.json'],
    ];
    for (const args of misuses) assert.equal(run([...args], { cwd }).code, 2, args.join(' '));
  });

  test('2 for a value that no sidecar could use: what is wrong is said, and no secret repeated', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const address = (value: string, lang = 'en') =>
      run(['protect', 'a.json', ...VALUES, '--ws-address', value, '--lang', lang], { cwd });
    const wrong = address('https://console.example.com/login');
    assert.equal(wrong.code, 2);
    assert.equal(
      wrong.err,
      'ecs-defender: --ws-address: "https://console.example.com/login" is not an address that the sidecar can use: it must be wss://, the Console\'s host, and a port, with nothing after it. Probably wss://console.example.com:8084 is meant.\n',
    );
    assert.match(address('ftp://x').err, /not an address that the sidecar can use: .*after it\.\n$/);
    assert.match(address('wss://app3.prismacloud.io').err, /where people sign in/);
    assert.match(address('http://x', 'ja').err, /「http:\/\/x」はサイドカーが使えるアドレスではありません/);
    for (const sound of ['wss://[2001:db8::1]:8084', '${CONSOLE}', '{{ console }}'])
      assert.equal(address(sound).code, 0, sound);

    const bundle = (...flags: string[]) =>
      run(['protect', 'a.json', ...VALUES.slice(0, 4), ...flags], { cwd, env: { ODD: 'zz' } });
    for (const flags of [
      ['--install-bundle', 'zz'],
      ['--install-bundle', '<install-bundle>'],
      ['--install-bundle-env', 'ODD'],
      ['--install-bundle-secret', BUNDLE],
    ]) {
      const { code, out, err } = bundle(...flags);
      assert.equal(code, 2, flags.join(' '));
      assert.match(err, new RegExp(`^ecs-defender: ${flags[0]}: `));
      assert.ok(!(out + err).includes(BUNDLE) && !/\bzz\b/.test(out + err));
    }
    assert.equal(bundle('--install-bundle', '${BUNDLE}').code, 0);
  });
});

describe('protect: flags and profile', () => {
  const profile = JSON.stringify({
    defender: {
      image: 'p/defender:1',
      wsAddress: 'wss://p.example.com:443',
      installBundle: { secret: 'arn:aws:secretsmanager:a:1:secret:p' },
    },
    entryPoints: [{ container: 'web', entryPoint: ['/from-profile'], command: ['run'] }],
    overrides: [
      { files: 'prod/**', defender: { image: 'prod/defender:1' } },
      { files: ['prod/eu/**'], defender: { image: 'eu/defender:1' } },
    ],
  });
  const sidecarImage = (out: string): string => JSON.parse(out).containerDefinitions[1].image;

  test('the profile gives what flags do not; flags win', () => {
    const cwd = folderWith({ '.ecs-defender.json': profile, 'a.json': UNKNOWN });
    const { out } = run(['protect', 'a.json'], { cwd });
    const [web] = JSON.parse(out).containerDefinitions;
    assert.deepEqual(web.entryPoint.slice(3), ['/from-profile']);
    assert.deepEqual(web.command, ['run']);
    assert.equal(sidecarImage(out), 'p/defender:1');
    const flagged = run(['protect', 'a.json', '--image', 'flag/defender:1', ...ENTRY], { cwd }).out;
    assert.equal(sidecarImage(flagged), 'flag/defender:1');
    assert.deepEqual(JSON.parse(flagged).containerDefinitions[0].entryPoint.slice(3), [
      '/docker-entrypoint.sh',
    ]);
  });

  test('overrides refine by path, the later one winning; the nearest profile wins whole', () => {
    const cwd = folderWith({
      '.ecs-defender.json': profile,
      'prod/a.json': OPEN,
      'prod/eu/a.json': OPEN,
      'own/.ecs-defender.json': '{}',
      'own/a.json': OPEN,
    });
    assert.equal(sidecarImage(run(['protect', 'prod/a.json'], { cwd }).out), 'prod/defender:1');
    assert.equal(sidecarImage(run(['protect', 'prod/eu/a.json'], { cwd }).out), 'eu/defender:1');
    assert.equal(run(['protect', 'own/a.json'], { cwd }).code, 1);
    assert.equal(
      sidecarImage(run(['protect', '-', '--as', 'prod/x.json'], { cwd, input: OPEN }).out),
      'prod/defender:1',
    );
    assert.equal(
      sidecarImage(run(['protect', 'own/a.json', '--config', '.ecs-defender.json'], { cwd }).out),
      'p/defender:1',
    );
  });

  test('the search for a profile ends at the repository', () => {
    const cwd = folderWith({ '.ecs-defender.json': profile, 'repo/.git/HEAD': '', 'repo/a.json': OPEN });
    assert.equal(run(['protect', 'repo/a.json'], { cwd }).code, 1);
  });

  test('--family counts only where the document names none', () => {
    const cwd = folderWith({
      'a.json': OPEN,
      'list.json': '[{"name":"web","image":"nginx","essential":true,"entryPoint":["/web"]}]',
    });
    const family = (out: string): string => /"FARGATE_TASK", ?"value": ?"(\w+)"/.exec(out)?.[1] ?? '';
    assert.equal(family(run(['protect', 'a.json', '--family', 'other', ...VALUES], { cwd }).out), 'shop');
    assert.equal(family(run(['protect', 'list.json', '--family', 'other', ...VALUES], { cwd }).out), 'other');
  });
});

test('check, and protect without --write, create and change nothing', () => {
  const cwd = folderWith({ 'a.json': OPEN, 'b/c.json.tpl': UNKNOWN, '.ecs-defender.json': '{}' });
  const listing = (): string[] =>
    (readdirSync(cwd, { recursive: true, encoding: 'utf8' }) as string[]).sort().map((name) => {
      const { mtimeMs, size } = statSync(join(cwd, name));
      return `${name} ${mtimeMs} ${size}`;
    });
  const before = listing();
  for (const args of [
    ['check', '.'],
    ['check', '.', '--format', 'sarif'],
    ['protect', 'a.json', ...VALUES],
    ['protect', '--diff', 'a.json', ...VALUES],
    ['--help'],
    ['--version'],
  ]) {
    run(args, { cwd });
  }
  assert.deepEqual(listing(), before);
});

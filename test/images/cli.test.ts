import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Ran, run } from '../cli/run';
import { without } from './support/debian';
import { environmentOf, temporaryFolder } from './support/folder';
import { Registry } from './support/registry';

const LOCK = '.ecs-defender.images.json';
const NOBODY = environmentOf() as Record<string, string>;

interface Container {
  image: string;
  name?: string;
  [property: string]: unknown;
}
const task = (...containers: Container[]): string =>
  JSON.stringify({
    family: 'shop',
    containerDefinitions: containers.map((one, place) => ({ name: `c${place}`, ...one })),
  });

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const images = (cwd: string, ...args: string[]): Ran => run(['images', ...args], { cwd, env: NOBODY });
const lockOf = (...path: string[]): Record<string, { digest: string; platforms: object }> =>
  JSON.parse(readFileSync(join(...path, LOCK), 'utf8')).images;

describe('images update', async () => {
  const reason = await without('docker-registry', 'skopeo', 'umoci');
  const options = { skip: reason };
  let registry: Registry;
  let WEB = '';
  let API = '';
  let webDigest = '';
  before(async () => {
    if (reason) return;
    registry = await Registry.start();
    WEB = `${registry.host}/web:1`;
    API = `${registry.host}/api:1`;
    webDigest = registry.push('web:1', { entryPoint: ['/web'], command: ['--port=80'] });
    registry.push('api:1', { command: ['node', 'server.js'] });
  });
  after(() => registry?.stop());

  test('keeps what the images run whose containers do not say', options, () => {
    const cwd = folderWith({
      'a.json': task({ image: WEB }, { image: API, entryPoint: ['/stated'] }),
      'deep/b.json': task({ image: WEB, command: ['x'] }),
    });
    const { code, out, err } = images(cwd, 'update');
    assert.equal(code, 0, err);
    assert.equal(out, `${WEB}: added (${webDigest.slice(0, 19)}).\n`);
    assert.deepEqual(lockOf(cwd), {
      [WEB]: {
        digest: webDigest,
        platforms: { 'linux/amd64': { entryPoint: ['/web'], command: ['--port=80'] } },
      },
    });
    const bytes = readFileSync(join(cwd, LOCK));
    const again = images(cwd, 'update');
    assert.equal(again.code, 0);
    assert.match(again.out, /: unchanged \(/);
    assert.deepEqual(readFileSync(join(cwd, LOCK)), bytes);
  });

  test('--all asks for every container that is to be wired', options, () => {
    const cwd = folderWith({ 'a.json': task({ image: WEB }, { image: API, entryPoint: ['/stated'] }) });
    assert.equal(images(cwd, 'update', '--all').code, 0);
    assert.deepEqual(Object.keys(lockOf(cwd)), [API, WEB].sort());
  });

  test(
    'what is left alone, answered by the profile, or the Defender’s own is nobody’s question',
    options,
    () => {
      const profile = {
        entryPoints: [{ image: API, entryPoint: [] }],
        containers: { exclude: [{ container: 'agent' }] },
        files: { exclude: ['old/**'] },
      };
      const cwd = folderWith({
        '.ecs-defender.json': JSON.stringify(profile),
        'a.json': task(
          { image: 'none.invalid/agent', name: 'agent' },
          { image: API },
          { image: 'none.invalid/defender', name: 'TwistlockDefender' },
        ),
        'ec2.json': JSON.stringify({
          ...JSON.parse(task({ image: 'none.invalid/ec2' })),
          requiresCompatibilities: ['EC2'],
        }),
        'old/c.json': task({ image: 'none.invalid/old' }),
      });
      const { code, out, err } = images(cwd, 'update');
      assert.deepEqual([code, out, err], [0, '', '']);
      assert.ok(!existsSync(join(cwd, LOCK)));
    },
  );

  test('a tag that has moved: both digests, and what changed', options, () => {
    const cwd = folderWith({ 'a.json': task({ image: `${registry.host}/moving` }) });
    const first = registry.push('moving', { entryPoint: ['/old'], command: ['a'] });
    assert.equal(images(cwd, 'update').code, 0);
    const second = registry.push('moving', { entryPoint: ['/new\u001b\u202e'] });
    // Wired meanwhile: what is in the lock is still looked after.
    writeFileSync(join(cwd, 'a.json'), task({ image: `${registry.host}/moving`, entryPoint: ['/old'] }));
    const { code, out } = images(cwd, 'update');
    assert.equal(code, 0);
    const [moved, changed] = out.split('\n');
    assert.equal(
      moved,
      `${registry.host}/moving: the tag has moved from ${first.slice(0, 19)} to ${second.slice(0, 19)}.`,
    );
    assert.equal(
      changed,
      '  linux/amd64 ran ENTRYPOINT ["/old"] CMD ["a"], and now runs ENTRYPOINT ["/new\\u001b\\u202e"] CMD []',
    );
    assert.equal(lockOf(cwd)[`${registry.host}/moving`].digest, second);
  });

  test('one that cannot be looked up: exit 1, the others are kept, and what was known stays', options, () => {
    const gone = `${registry.host}/gone:1`;
    const cwd = folderWith({ 'a.json': task({ image: WEB }, { image: gone }, { image: 'Not an image' }) });
    const { code, err } = images(cwd, 'update');
    assert.equal(code, 1);
    assert.match(err, /gone:1: .* has no such image or tag/);
    assert.match(err, /Not an image: this is not the name/);
    assert.deepEqual(Object.keys(lockOf(cwd)), [WEB]);
    const known = JSON.parse(readFileSync(join(cwd, LOCK), 'utf8'));
    known.images[gone] = known.images[WEB];
    writeFileSync(join(cwd, LOCK), JSON.stringify(known));
    const again = images(cwd, 'update');
    assert.equal(again.code, 1);
    assert.match(again.err, /What was known of it is kept/);
    assert.deepEqual(Object.keys(lockOf(cwd)), [gone, WEB]);
  });

  test('a name that a template fills in is left for later', options, () => {
    const cwd = folderWith({ 'a.json.tpl': task({ image: 'registry.example.com/web:${TAG}' }) });
    const { code, err } = images(cwd, 'update');
    assert.equal(code, 0);
    assert.match(err, /registry\.example\.com\/web:\$\{TAG\}: a template fills in this name/);
  });

  test('without PATH, what no file uses is dropped; with one it is only added to', options, () => {
    const cwd = folderWith({
      'a/a.json': task({ image: WEB }),
      'b.json': task({ image: API }),
      '.git/HEAD': '',
    });
    assert.equal(images(cwd, 'update').code, 0);
    writeFileSync(join(cwd, 'b.json'), task({ image: WEB, entryPoint: ['/web'] }));
    assert.equal(images(cwd, 'update', 'a').code, 0);
    assert.deepEqual(Object.keys(lockOf(cwd)), [API, WEB].sort());
    assert.equal(images(join(cwd, 'a'), 'update').code, 0);
    assert.deepEqual(Object.keys(lockOf(cwd)), [API, WEB].sort(), 'from below, not all files are seen');
    writeFileSync(join(cwd, 'bad.json'), Buffer.from([0xff, 0xff]));
    assert.equal(images(cwd, 'update').code, 2);
    assert.deepEqual(Object.keys(lockOf(cwd)), [API, WEB].sort(), 'nor with one that cannot be read');
    writeFileSync(join(cwd, 'bad.json'), '');
    const { code, out } = images(cwd, 'update');
    assert.equal(code, 0);
    assert.match(out, /api:1: dropped/);
    assert.deepEqual(Object.keys(lockOf(cwd)), [WEB]);
  });

  test(
    'where the lock goes: beside the profile, else to the top of the repository, else here',
    options,
    () => {
      const cwd = folderWith({
        'repository/.git/HEAD': '',
        'repository/deep/a.json': task({ image: WEB }),
        'repository/team/.ecs-defender.json': '{}',
        'repository/team/deep/b.json': task({ image: API }),
        'c.json': task({ image: WEB }),
      });
      assert.equal(images(cwd, 'update').code, 0);
      assert.deepEqual(Object.keys(lockOf(cwd, 'repository')), [WEB]);
      assert.deepEqual(Object.keys(lockOf(cwd, 'repository/team')), [API]);
      assert.deepEqual(Object.keys(lockOf(cwd)), [WEB]);
    },
  );

  test('a broken lock is left as it is', options, () => {
    const cwd = folderWith({ 'a.json': task({ image: WEB }), [LOCK]: '{"version":1' });
    const { code, out, err } = images(cwd, 'update');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /images\.json cannot be used.*not valid JSON/);
    assert.equal(readFileSync(join(cwd, LOCK), 'utf8'), '{"version":1');
  });
});

describe('images list', () => {
  const ARM = { entryPoint: ['/arm'], command: [] };
  const WEB = { entryPoint: ['/web'], command: ['a b'] };
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  const KEPT = {
    'web:1': { digest, platforms: { 'linux/amd64': WEB, 'linux/arm64': WEB } },
    'web:2': { digest, platforms: { 'linux/amd64': WEB, 'linux/arm64': ARM } },
  };
  const cwd = folderWith({
    [LOCK]: JSON.stringify({ version: 1, images: KEPT }),
    'a.json': task({ image: 'web:1', entryPoint: ['/web'] }),
    'deep/b.txt': '',
  });

  test('text: one line for platforms that run the same, and what no file uses', () => {
    const { code, out } = images(cwd, 'list');
    assert.equal(code, 0);
    assert.equal(
      out,
      [
        LOCK,
        '  web:1  sha256:0123456789ab',
        '    linux/amd64, linux/arm64  ENTRYPOINT ["/web"] CMD ["a b"]',
        '  web:2  sha256:0123456789ab  (no file uses it)',
        '    linux/amd64  ENTRYPOINT ["/web"] CMD ["a b"]',
        '    linux/arm64  ENTRYPOINT ["/arm"] CMD []',
        '',
      ].join('\n'),
    );
    assert.match(images(cwd, 'list', '--lang', 'ja').out, /使うファイルなし/);
  });

  test('json: all there is', () => {
    const { code, out } = images(cwd, 'list', '--format', 'json');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), [
      {
        file: LOCK,
        images: [
          { image: 'web:1', ...KEPT['web:1'], used: true },
          { image: 'web:2', ...KEPT['web:2'], used: false },
        ],
      },
    ]);
  });

  test('none yet, and a broken one', () => {
    const empty = images(folderWith({}), 'list');
    assert.deepEqual([empty.code, empty.out], [0, '']);
    assert.match(empty.err, /There is no \.ecs-defender\.images\.json yet/);
    const broken = images(folderWith({ [LOCK]: '{}' }), 'list');
    assert.deepEqual([broken.code, broken.out], [2, '']);
    assert.match(broken.err, /cannot be used/);
  });

  test('uses that make no sense', () => {
    for (const args of [
      [],
      ['prune'],
      ['list', '--all'],
      ['update', '--format', 'json'],
      ['list', '--format', 'xml'],
    ])
      assert.equal(images(cwd, ...args).code, 2, args.join(' '));
    assert.equal(images(cwd, 'list', 'nowhere.json').code, 2);
    assert.match(images(cwd, '--help').out, /images update\|list/);
  });
});

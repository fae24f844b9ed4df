import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locateLock } from '../../server/src/images/locate';
import {
  entryOf,
  type ImageLock,
  platformsDisagree,
  processOf,
  readLock,
  writeLock,
} from '../../server/src/images/lock';
import type { PlatformProcess } from '../../server/src/images/resolved';
import { words } from '../../server/src/l10n/catalogue';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const WEB = { entryPoint: ['/web'], command: [] };
const LOCK: ImageLock = {
  'registry.example.com/web:1': {
    digest: digest('a'),
    platforms: {
      'linux/arm64': { command: ['-v'], entryPoint: ['/arm'], digest: digest('c') },
      'linux/amd64': { digest: digest('b'), ...WEB },
    },
  },
  nginx: { digest: digest('d'), platforms: { 'linux/amd64': { entryPoint: [], command: ['日本', '"'] } } },
  same: { digest: digest('e'), platforms: { 'linux/amd64': WEB, 'linux/arm64': WEB } },
};

const TEXT = `{
  "version": 1,
  "images": {
    "nginx": {
      "digest": "${digest('d')}",
      "platforms": {
        "linux/amd64": {
          "entryPoint": [],
          "command": [
            "日本",
            "\\""
          ]
        }
      }
    },
    "registry.example.com/web:1": {
      "digest": "${digest('a')}",
      "platforms": {
        "linux/amd64": {
          "digest": "${digest('b')}",
          "entryPoint": [
            "/web"
          ],
          "command": []
        },
        "linux/arm64": {
          "digest": "${digest('c')}",
          "entryPoint": [
            "/arm"
          ],
          "command": [
            "-v"
          ]
        }
      }
    }
  }
}
`;

test('the lock is written in order, whatever order it is in, and read back as it was', () => {
  const { same, ...others } = LOCK;
  assert.equal(writeLock(others), TEXT);
  const { lock, problem } = readLock(TEXT);
  assert.equal(problem, undefined);
  assert.deepEqual(lock, others);
  assert.equal(writeLock(lock!), TEXT);
});

test('what an image runs on a platform; without one, only what it runs on all', () => {
  const web = 'registry.example.com/web:1';
  assert.deepEqual(processOf(LOCK, web, 'linux/arm64')?.entryPoint, ['/arm']);
  assert.deepEqual(processOf(LOCK, web, 'linux/amd64')?.entryPoint, ['/web']);
  assert.equal(processOf(LOCK, web), undefined);
  assert.equal(platformsDisagree(LOCK, web), true);
  assert.deepEqual(processOf(LOCK, 'same'), WEB);
  assert.equal(platformsDisagree(LOCK, 'same'), false);
  assert.deepEqual(processOf(LOCK, 'nginx')?.command, ['日本', '"']);
  assert.equal(processOf(LOCK, 'nginx', 'linux/arm64'), undefined);
});

test('two platforms run the same where every word of it is the same', () => {
  const run = (entryPoint: string[], command: string[]) => ({ entryPoint, command });
  const lockOf = (...all: PlatformProcess[]): ImageLock => ({
    image: { ...LOCK.nginx, platforms: Object.fromEntries(all.map((one, n) => [`linux/p${n}`, one])) },
  });
  const base = run(['/a', 'b'], ['c']);
  assert.equal(platformsDisagree(lockOf(base, run(['/a', 'b'], ['c'])), 'image'), false);
  for (const [entryPoint, command] of [
    [['/a'], ['c']],
    [['/a', 'b', 'c'], []],
    [['/a', 'b'], ['d']],
    [['/a', 'b'], []],
    [['/a', 'x'], ['c']],
    [[], ['c']],
  ])
    for (const both of [
      [base, run(entryPoint, command)],
      [run(entryPoint, command), base],
      [base, base, run(entryPoint, command)],
    ])
      assert.equal(platformsDisagree(lockOf(...both), 'image'), true, JSON.stringify(both));
});

test('what is not in the lock is not known, whatever it is called', () => {
  for (const image of ['registry.example.com/web:2', 'web', 'toString', '__proto__', '']) {
    assert.equal(processOf(LOCK, image), undefined, image);
    assert.equal(processOf(LOCK, 'nginx', image), undefined, image);
    assert.equal(platformsDisagree(LOCK, image), false, image);
    assert.equal(entryOf(LOCK, image), undefined, image);
  }
});

test('an image may be called as what every object has, and only its own entry counts', () => {
  const names = ['__proto__', 'constructor', 'tostring'];
  const entries = names.map((name) => `"${name}": ${JSON.stringify(LOCK.nginx)}`);
  const { lock, problem } = readLock(`{ "version": 1, "images": { ${entries[1]}, ${entries[2]} } }`);
  assert.equal(problem, undefined);
  assert.deepEqual(processOf(lock!, 'constructor'), LOCK.nginx.platforms['linux/amd64']);
  assert.equal(processOf(lock!, 'valueOf'), undefined);
  // No image can be called so: nobody asks for it, and it is nobody's prototype.
  const odd = readLock(`{ "version": 1, "images": { ${entries[0]} } }`).lock!;
  assert.deepEqual([Object.keys(odd), 'digest' in odd, 'digest' in {}], [[], false, false]);
});

test('a lock of 20,000 images is read', () => {
  const images = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`web:${n}`, LOCK.nginx]));
  const { lock } = readLock(JSON.stringify({ version: 1, images }));
  assert.deepEqual(processOf(lock!, 'web:19999')?.command, ['日本', '"']);
});

describe('a lock that is broken is not used at all', () => {
  const entry = (change: object): string =>
    JSON.stringify({ version: 1, images: { nginx: { ...LOCK.nginx, ...change } } });
  const CASES: [text: string, problem: RegExp][] = [
    ['', /not valid JSON/],
    [TEXT.slice(0, -5), /not valid JSON/],
    [`<<<<<<< HEAD\n${TEXT}`, /not valid JSON/],
    ['null', /\.ecs-defender\.images\.json is not/],
    ['[]', /\.ecs-defender\.images\.json is not/],
    [' '.repeat(20_000_001), /longer than 20,000,000 characters/],
    ['{"version":1}', /images is not/],
    ['{"version":2,"images":{}}', /later version/],
    ['{"version":"1","images":{}}', /version is not/],
    ['{"version":1,"images":{},"more":1}', /is not/],
    ['{"version":1,"images":{"no image":{}}}', /no image is not/],
    [entry({ digest: 'sha256:1' }), /images > nginx > digest is not/],
    [entry({ digest: undefined }), /images > nginx > digest is not/],
    [entry({ platforms: { linux: WEB } }), /linux is not/],
    [entry({ platforms: { 'linux/amd64': { entryPoint: '/web', command: [] } } }), /entryPoint is not/],
    [entry({ platforms: { 'linux/amd64': { entryPoint: [1], command: [] } } }), /entryPoint > 0 is not/],
    [entry({ platforms: { 'linux/amd64': { entryPoint: [] } } }), /command is not/],
  ];
  for (const [text, expected] of CASES) {
    test(JSON.stringify(text.slice(0, 100)), () => {
      const { lock, problem } = readLock(text);
      assert.equal(lock, undefined);
      assert.match(words(problem!, 'en'), expected);
    });
  }
});

describe('where the lock is found', () => {
  const files = (...paths: string[]) => ({
    read: (path: string) => (paths.includes(path) ? TEXT : undefined),
    has: (path: string) => paths.includes(path),
  });
  const NAME = '.ecs-defender.images.json';
  const folderOf = (folder: string, top: string | undefined, ...paths: string[]): string | undefined =>
    locateLock(folder, files(...paths), top)?.folder;

  test('the nearest one wins, up to the repository', () => {
    assert.equal(folderOf('/r/a/b', undefined, `/r/${NAME}`, `/r/a/${NAME}`, '/r/.git'), '/r/a');
    assert.equal(folderOf('/r/a/b', undefined, `/r/${NAME}`, '/r/.git'), '/r');
    assert.equal(folderOf('/r/a/b', undefined, `/${NAME}`, '/r/.git'), undefined);
  });
  test('without a repository, up to the workspace, else the root', () => {
    assert.equal(folderOf('/r/a/b', '/r/a', `/r/${NAME}`), undefined);
    assert.equal(folderOf('/r/a/b', '/r', `/r/${NAME}`), '/r');
    assert.equal(folderOf('/r/a/b', undefined, `/${NAME}`), '');
  });
});

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

/** A file is written whole or not at all. */

const CLI = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-disk-'));
after(() => {
  if (disk) execFileSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

const TASK = `{"family":"f","containerDefinitions":[{"name":"a","image":"i","entryPoint":["/x"],"command":["${'x'.repeat(40_000)}"]}]}\n`;
const VALUES = [
  ...[
    '--image',
    'registry.example.com/defender:defender_34_04_145',
    '--ws-address',
    'wss://console.example.com:8084',
  ],
  ...['--install-bundle-secret', 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf'],
];
const PROTECT = [CLI, 'protect', '--write', ...VALUES];

/** A file system that holds the file and not another one like it. */
function smallDisk(): string | undefined {
  const disk = join(folder, 'small');
  mkdirSync(disk);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
  return status === 0 ? disk : undefined;
}
const disk = smallDisk();

test('on a full disk the original survives, and no draft stays', {
  skip: !disk && 'no disk can be mounted here',
}, () => {
  const file = join(disk!, 'task.json');
  writeFileSync(file, TASK);
  const { status, stderr } = spawnSync(process.execPath, [...PROTECT, file], { encoding: 'utf8' });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /ENOSPC/);
  assert.equal(readFileSync(file, 'utf8'), TASK);
  assert.deepEqual(readdirSync(disk!), ['task.json']);
});

test('of two that write one file at once, one has the last word', async () => {
  const file = join(folder, 'both.json');
  writeFileSync(file, TASK);
  const protectedText = execFileSync(process.execPath, [CLI, 'protect', ...VALUES, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const both = [1, 2, 3].map(() => spawn(process.execPath, [...PROTECT, file], { stdio: 'ignore' }));
  const codes = await Promise.all(both.map(async (one) => (await once(one, 'exit'))[0]));
  assert.deepEqual(codes, [0, 0, 0]);
  assert.equal(readFileSync(file, 'utf8'), protectedText);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('a path may hold blanks, other alphabets, # and %', () => {
  const odd = join(folder, 'タスク 定義 #1 100%25');
  mkdirSync(odd);
  const file = join(odd, 'a b#c%20d.json');
  writeFileSync(file, TASK);
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'check', '--format', 'json', odd], {
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.ok(stdout.includes('タスク 定義 #1 100%25/a b#c%20d.json'), stdout);
  assert.equal(spawnSync(process.execPath, [...PROTECT, file]).status, 0);
  assert.ok(readFileSync(file, 'utf8').includes('TwistlockDefender'));
});

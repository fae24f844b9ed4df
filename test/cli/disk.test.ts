import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

/** A file is written whole or not at all. */

const CLI = resolve('dist/cli.js');
const mounted: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'ecs-defender-disk-'));
after(() => {
  for (const place of mounted) execFileSync('umount', [place]);
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
  if (status !== 0) return undefined;
  mounted.push(disk);
  return disk;
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

test('where a file cannot be written to its end the original survives, and no draft stays', {
  skip: process.platform === 'win32' && 'nobody can be kept from writing on there',
}, () => {
  const place = join(folder, 'short');
  mkdirSync(place);
  const file = join(place, 'task.json');
  writeFileSync(file, TASK);
  // Needs no disk of its own: what the system lets one process write at most is less than the file.
  const script = 'ulimit -f 16 && exec "$@"';
  const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, ...PROTECT, file], {
    encoding: 'utf8',
  });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /task\.json: cannot be written \(EFBIG/);
  assert.equal(readFileSync(file, 'utf8'), TASK);
  assert.deepEqual(readdirSync(place), ['task.json']);
});

test('who is reading a file while it is written reads it as it was, whole', {
  skip: process.platform === 'win32' && 'what somebody reads cannot be written there',
}, () => {
  const file = join(folder, 'read.json');
  writeFileSync(file, TASK);
  // More than most users' masks leave of a new file.
  chmodSync(file, 0o666);
  const reader = openSync(file, 'r');
  assert.equal(spawnSync(process.execPath, [...PROTECT, file]).status, 0);
  assert.equal(readFileSync(reader, 'utf8'), TASK);
  closeSync(reader);
  assert.ok(readFileSync(file, 'utf8').includes('TwistlockDefender'));
  assert.equal(statSync(file).mode & 0o777, 0o666);
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

/** A file system that nobody can write to, root neither. */
function readOnlyDisk(): string | undefined {
  const place = join(folder, 'read-only');
  mkdirSync(place);
  if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', place]).status !== 0) return undefined;
  mounted.push(place);
  writeFileSync(join(place, 'task.json'), TASK);
  return spawnSync('mount', ['-o', 'remount,ro', place]).status === 0 ? place : undefined;
}
const fixed = readOnlyDisk();

test('what cannot be written is named, with the reason, and stays as it was', {
  skip: !fixed && 'no disk can be mounted here',
}, () => {
  const file = join(fixed!, 'task.json');
  const other = join(folder, 'other.json');
  writeFileSync(other, TASK);
  const { status, stderr } = spawnSync(process.execPath, [...PROTECT, file, other], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /read-only\/task\.json: cannot be written \(EROFS/);
  assert.equal(readFileSync(file, 'utf8'), TASK);
  assert.ok(readFileSync(other, 'utf8').includes('TwistlockDefender'), 'the others are written');
});

test('a file that is no text is named and never written, and the others are', () => {
  const place = join(folder, 'bytes');
  mkdirSync(place);
  const [broken, whole] = [join(place, 'broken.json'), join(place, 'whole.json')];
  // One byte of a character of two, in a comment: written back as text it would be another one.
  const bytes = Buffer.concat([Buffer.from('// caf'), Buffer.from([0xe9]), Buffer.from(`\n${TASK}`)]);
  writeFileSync(broken, bytes);
  writeFileSync(whole, TASK);
  const { status, stderr } = spawnSync(process.execPath, [...PROTECT, broken, whole], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /broken\.json: cannot be read \(not UTF-8 or UTF-16 text\)/);
  assert.ok(readFileSync(broken).equals(bytes));
  assert.ok(readFileSync(whole, 'utf8').includes('TwistlockDefender'));
  const checked = spawnSync(process.execPath, [CLI, 'check', place], { encoding: 'utf8' });
  assert.equal(checked.status, 2);
  assert.match(checked.stderr, /broken\.json: cannot be read/);
});

test('a folder that vanishes while it is walked: what is gone is named, the rest is judged', {
  skip: process.platform === 'win32' && 'no pipe has a name there',
}, async () => {
  const place = join(folder, 'vanishing');
  mkdirSync(join(place, 'sub'), { recursive: true });
  const pipe = join(place, 'first.json');
  execFileSync('mkfifo', [pipe]);
  for (const name of ['sub/a.json', 'z.json']) writeFileSync(join(place, name), TASK);
  const run = spawn(process.execPath, [CLI, 'check', pipe, join(place, 'sub'), join(place, 'z.json')]);
  let [out, err] = ['', ''];
  run.stdout.on('data', (part) => (out += part));
  run.stderr.on('data', (part) => (err += part));
  // Opened as soon as the pipe is read, when all names are known and nothing has been read.
  const opened = await open(pipe, 'w');
  rmSync(join(place, 'sub'), { recursive: true });
  await opened.write(TASK);
  await opened.close();
  const [status] = await once(run, 'exit');
  assert.equal(status, 2);
  assert.match(err, /sub\/a\.json: cannot be read \(ENOENT/);
  assert.match(out, /Tasks: 2\./);
});

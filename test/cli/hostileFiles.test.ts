import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { folderWith, OPEN, run, VALUES } from './run';

/** Files that are not what their names promise, or not what they were. */

const skip = process.platform === 'win32' && 'there are no such files there';
const CLI = 'dist/cli.js';

test('of what lies in a folder only files are read, and no link is followed', { skip }, (t) => {
  const cwd = folderWith({ 'task.json': OPEN, 'below/.keep': '' });
  execFileSync('mkfifo', [join(cwd, 'pipe.json')]);
  const socket = createSocket().listen(join(cwd, 'socket.json'));
  t.after(() => socket.close());
  mkdirSync(join(cwd, 'folder.json'));
  symlinkSync('nowhere', join(cwd, 'dangling.json'));
  symlinkSync('/dev/zero', join(cwd, 'endless.json'));
  symlinkSync('..', join(cwd, 'below', 'loop'));
  symlinkSync('self.json', join(cwd, 'self.json'));
  assert.ok(lstatSync(join(cwd, 'socket.json')).isSocket());
  const { code, out, err } = run(['check'], { cwd });
  assert.deepEqual([code, err], [1, '']);
  assert.match(out, /Tasks: 1\./);
});

test('a file that no text could hold is told and not read, whatever it is called', { skip }, () => {
  const cwd = folderWith({ 'task.json': OPEN, '.git/HEAD': '' });
  // Of such files a disk keeps little more than their size.
  for (const [name, text, size] of [
    ['dump.json', '', 3e9],
    ['.ecs-defender.json', '', 3e9],
    ['.ecs-defender.images.json', '', 3e9],
    ['.gitignore', 'task.json\n', 110e6],
  ] as const) {
    writeFileSync(join(cwd, name), text);
    truncateSync(join(cwd, name), size);
  }
  const { code, out, err } = run(['check'], { cwd });
  assert.equal(code, 2);
  assert.match(err, /^dump\.json: cannot be read \(larger than 500 MB\)\.$/m);
  assert.match(out, /profile .*\.ecs-defender\.json cannot be used/);
  assert.match(out, /lock of resolved images .* cannot be used/);
  assert.match(out, /Tasks: 1\./);
});

test('what a repository names for itself may lead to a device that never ends', { skip }, () => {
  const cwd = folderWith({
    'main.tf': `resource "aws_ecs_task_definition" "web" {
  family                = "shop"
  container_definitions = file("containers.json")
}
`,
    'task.json': OPEN,
    '.git/HEAD': '',
  });
  for (const name of ['containers.json', '.ecs-defender.json', '.ecs-defender.images.json'])
    symlinkSync('/dev/zero', join(cwd, name));
  mkdirSync(join(cwd, '.gitignore'));
  const { code, out, err } = run(['check'], { cwd });
  assert.deepEqual([code, err], [1, '']);
  assert.match(out, /containers\.json, which cannot be found/);
  assert.match(out, /Tasks: 2\./);
});

test('what a repository keeps of its commits may be no file, or name places outside of it', { skip }, () => {
  const commitOf = (files: Record<string, string>, links: Record<string, string> = {}): unknown => {
    const cwd = folderWith({ 'a.json': OPEN, ...files });
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(cwd, name));
    const { code, out, err } = run(['report', '.', '--format', 'json'], { cwd });
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out).commit;
  };
  const hash = 'a'.repeat(40);
  assert.equal(
    commitOf({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${hash}\n` }),
    hash,
  );
  assert.equal(commitOf({ '.git/config': '' }, { '.git/HEAD': '/dev/zero' }), undefined);
  assert.equal(
    commitOf({ '.git/HEAD': 'ref: refs/heads/main' }, { '.git/packed-refs': '/dev/zero' }),
    undefined,
  );
  assert.equal(commitOf({}, { '.git': '/dev/zero' }), undefined);
  assert.equal(commitOf({ '.git': 'gitdir: /dev/zero\n' }), undefined);
  assert.equal(commitOf({ '.git/HEAD': 'ref: refs/../../secret', secret: `${hash}\n` }), undefined);
  assert.equal(commitOf({ '.git/HEAD': 'ref: secret', '.git/secret': `${hash}\n` }), undefined);
  assert.equal(commitOf({ '.git/HEAD': 'x'.repeat(40) }), undefined);
  const packed = `${'b'.repeat(40)} refs/remotes/refs/heads/main\n${hash} refs/heads/main\n`;
  const of = (name: string) => commitOf({ '.git/HEAD': `ref: ${name}`, '.git/packed-refs': packed });
  assert.deepEqual([of('refs/heads/main'), of('refs/main')], [hash, undefined]);
});

test('names with line breaks and control characters are shown escaped, and written like others', {
  skip,
}, () => {
  const names = ['a\nb.json', 'c\u001b[31m.json'];
  const cwd = folderWith(Object.fromEntries(names.map((name) => [name, OPEN])));
  const { code, out } = run(['check'], { cwd });
  assert.equal(code, 1);
  assert.match(out, /^a\\u000ab\.json$/m);
  assert.match(out, /^c\\u001b\[31m\.json$/m);
  assert.equal(run(['protect', '--write', ...VALUES, ...names], { cwd }).code, 0);
  for (const name of names) assert.match(readFileSync(join(cwd, name), 'utf8'), /TwistlockDefender/);
});

const isLinux = process.platform === 'linux' ? false : 'other systems have no such names and devices';
test('a name that is no UTF-8 is told, and the others are judged', { skip: isLinux }, () => {
  const cwd = folderWith({ 'task.json': OPEN });
  writeFileSync(Buffer.concat([Buffer.from(`${cwd}/caf`), Buffer.from([0xe9]), Buffer.from('.json')]), OPEN);
  const { code, out, err } = run(['check'], { cwd });
  assert.equal(code, 2);
  assert.match(err, /caf\ufffd\.json: cannot be read/);
  assert.match(out, /Tasks: 1\./);
});

test('a report may go into a pipe or a device, and neither becomes a file', { skip }, () => {
  const cwd = folderWith({ 'task.json': OPEN });
  // A shell makes the pipe: what Node makes between processes nobody can open by a path.
  const script = '"$@" | cat';
  const command = [
    process.execPath,
    resolve(CLI),
    'check',
    '--save',
    'sarif=/dev/stdout',
    '--save',
    'json=/dev/null',
  ];
  const { stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', ...command], { cwd, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.match(stdout, /sarif-2\.1\.0\.json/);
  assert.match(stdout, /Tasks: 1\./);
  assert.ok(lstatSync('/dev/null').isCharacterDevice());
});

test('what the system refuses altogether is said in a sentence, and is no finding', { skip: isLinux }, () => {
  const cwd = folderWith({ 'task.json': OPEN });
  const shell = (script: string) => {
    const args = ['-c', script, 'sh', process.execPath, resolve(CLI)];
    const { status, stderr } = spawnSync('sh', args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
    return [status, stderr];
  };
  const says = (problem: string): string => `ecs-defender: the system does not let this go on: ${problem}.\n`;
  assert.deepEqual(shell('"$@" check > /dev/full'), [2, says('ENOSPC: no space left on device, write')]);
  assert.deepEqual(shell('mkdir gone; cd gone; rmdir ../gone; "$@" check'), [
    2,
    says('ENOENT: no such file or directory, uv_cwd'),
  ]);
  // Where nobody can be told, the exit code still says it.
  assert.deepEqual(shell('"$@" check nothing.json 2> /dev/full'), [2, '']);
});

test('a pipe is read and never written over', { skip }, async () => {
  const cwd = folderWith({});
  const pipe = join(cwd, 'task.json');
  execFileSync('mkfifo', [pipe]);
  const child = spawn(process.execPath, [CLI, 'protect', '--write', ...VALUES, pipe]);
  let err = '';
  child.stderr.on('data', (part) => (err += part));
  writeFileSync(pipe, OPEN);
  const [code] = await once(child, 'exit');
  assert.equal(code, 2);
  assert.match(err, /task\.json: cannot be written \(not a regular file\)/);
  assert.ok(lstatSync(pipe).isFIFO());
});

test('what somebody else writes between the reading and the writing stays', async (t) => {
  const cwd = folderWith({});
  const file = join(cwd, 'task.json');
  const theirs = OPEN.replace('shop', 'theirs');
  // Asked what the image runs, this registry does something else first.
  const registry = createServer((_, response) => {
    writeFileSync(file, theirs);
    response.writeHead(404).end();
  });
  t.after(() => registry.close());
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const image = `127.0.0.1:${(registry.address() as AddressInfo).port}/api:1`;
  writeFileSync(
    file,
    `{ "family": "shop", "containerDefinitions": [
  { "name": "web", "image": "nginx", "entryPoint": ["/web"] },
  { "name": "api", "image": "${image}" }
] }\n`,
  );
  const child = spawn(process.execPath, [
    CLI,
    ...['protect', '--write', '--partial', '--resolve-images'],
    ...VALUES,
    file,
  ]);
  let err = '';
  child.stderr.on('data', (part) => (err += part));
  const [code] = await once(child, 'exit');
  assert.equal(code, 2, err);
  assert.match(err, /task\.json: somebody else has changed it since it was read/);
  assert.equal(readFileSync(file, 'utf8'), theirs);
  assert.deepEqual(readdirSync(cwd), ['task.json']);
});

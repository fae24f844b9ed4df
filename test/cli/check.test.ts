import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run, UNKNOWN, VALUES } from './run';

const found = (out: string): string[] => JSON.parse(out).map((one: { file: string }) => one.file);

describe('check: what it reads', () => {
  test('a folder is walked for known names; what git ignores and what tools keep there is not', () => {
    const cwd = folderWith({
      'a.json': OPEN,
      'deep/b.json.tpl': OPEN,
      'deep/c.txt': OPEN,
      'node_modules/d.json': OPEN,
      '.terraform/e.json': OPEN,
      'cdk.out/f.json': OPEN,
      '.git/g.json': OPEN,
      '.gitignore': 'ignored/\n*.gen.json\n!kept.gen.json\n',
      'ignored/h.json': OPEN,
      'i.gen.json': OPEN,
      'kept.gen.json': OPEN,
      'nested/.gitignore': '/only-here.json\n',
      'nested/only-here.json': OPEN,
      'nested/deeper/only-here.json': OPEN,
    });
    symlinkSync(join(cwd, 'deep'), join(cwd, 'link'));
    const { code, out } = run(['check', '.', '--format', 'json'], { cwd });
    assert.deepEqual(found(out), [
      'a.json',
      'deep/b.json.tpl',
      'kept.gen.json',
      'nested/deeper/only-here.json',
    ]);
    assert.equal(code, 1);
  });

  test('a file named outright is always read, a glob names files itself', () => {
    const cwd = folderWith({ 'a.txt': OPEN, 'node_modules/b.json': OPEN, 'c/d.txt': OPEN });
    assert.deepEqual(found(run(['check', 'a.txt', 'node_modules/b.json', '--format', 'json'], { cwd }).out), [
      'a.txt',
      'node_modules/b.json',
    ]);
    assert.deepEqual(found(run(['check', 'c/**/*.txt', '--format', 'json'], { cwd }).out), ['c/d.txt']);
  });

  test('no glob of a profile keeps the pipeline waiting', () => {
    const cwd = folderWith({
      '.ecs-defender.json': JSON.stringify({ files: { exclude: [`${'*a'.repeat(30)}b`] } }),
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json': OPEN,
    });
    assert.deepEqual(found(run(['check', '.', '--format', 'json'], { cwd }).out), [
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json',
    ]);
  });

  test('the profile’s globs add and exclude files', () => {
    const profile = JSON.stringify({ files: { include: ['tasks/*.txt'], exclude: ['old/**'] } });
    const cwd = folderWith({
      '.ecs-defender.json': profile,
      'tasks/a.txt': OPEN,
      'b.txt': OPEN,
      'old/c.json': OPEN,
    });
    assert.deepEqual(found(run(['check', '.', '--format', 'json'], { cwd }).out), ['tasks/a.txt']);
  });

  test('standard input, judged as the file it belongs to', () => {
    const cwd = folderWith({ 'x/.ecs-defender.json': '{"rules":{"task-unprotected":"off"}}' });
    assert.equal(run(['check', '-'], { cwd, input: OPEN }).code, 1);
    assert.equal(run(['check', '-', '--as', 'x/task.json'], { cwd, input: OPEN }).code, 0);
  });
});

describe('check: exit codes', () => {
  test('0 where nothing is found, with a word where nothing was recognised', () => {
    const cwd = folderWith({ 'package.json': '{"name":"x"}' });
    const { code, err } = run(['check', '.'], { cwd });
    assert.equal(code, 0);
    assert.match(err, /No ECS task definition\. Files looked at: 1\./);
  });

  test('--fail-on moves the level', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    assert.equal(run(['check', '.', '--fail-on', 'error'], { cwd }).code, 0);
    assert.equal(run(['check', '.', '--fail-on', 'information'], { cwd }).code, 1);
  });

  test('2 for a file that cannot be read, and the run goes on', () => {
    const cwd = folderWith({ 'a.json': OPEN, 'bad.json': Buffer.from([0x22, 0xff, 0xfe, 0x22]) });
    const { code, out, err } = run(['check', 'missing.json', 'bad.json', 'a.json'], { cwd });
    assert.equal(code, 2);
    assert.match(err, /missing\.json: no such file/);
    assert.match(err, /bad\.json: cannot be read \(not UTF-8 or UTF-16 text\)/);
    assert.match(out, /a\.json:4:15 {2}warning {2}task-unprotected/);
  });

  test('2 for a use that makes no sense', () => {
    for (const args of [
      ['check', '--format', 'xml'],
      ['check', '--fail-on', 'never'],
      ['check', '--bogus'],
      ['bogus'],
      ['check', '--config', 'none.json'],
      [],
    ]) {
      assert.equal(run(args).code, 2, args.join(' '));
    }
  });

  test('what is wrong with an option is said in the language that is asked for', () => {
    const said = (...args: string[]): string => {
      const { code, err } = run(args);
      assert.equal(code, 2, args.join(' '));
      return err.replace('ecs-defender: ', '').trimEnd();
    };
    assert.equal(said('check', '--formt', 'json'), '--formt is not an option of this command; --format is.');
    assert.equal(
      said('check', '-x', '--lang=ja'),
      'このコマンドに -x というオプションはありません。使えるオプションは --help で確認できます。ハイフンで始まるパスは -- の後に書いてください。',
    );
    assert.match(said('check', '--__proto__'), /^--__proto__ is not an option of this command: --help lists/);
    assert.equal(said('fix', '--write=yes', 'a.json'), '--write takes no value.');
    assert.equal(said('fix', '--write=yes', 'a.json', '--lang', 'ja'), '--write に値は指定できません。');
    for (const args of [['--config'], ['--config', '--baseline', 'b.json']])
      assert.equal(
        said('check', ...args),
        '--config needs a value. One that begins with a dash is written behind an equals sign: --config=-VALUE.',
      );
    assert.match(said('check', '--config=-none.json'), /-none\.json/);
  });

  test('a broken profile is said on every task it belongs to, and protects nothing', () => {
    const cwd = folderWith({ '.ecs-defender.json': '{ "defender": 1 }', 'a.json': OPEN });
    const { code, out } = run(['check', 'a.json'], { cwd });
    assert.equal(code, 1);
    assert.match(out, /profile-invalid/);
    const refused = run(['protect', 'a.json', ...VALUES], { cwd });
    assert.equal(refused.code, 1);
    assert.equal(refused.out, '');
    assert.match(refused.err, /cannot be used/);
  });
});

describe('check: formats', () => {
  test('json is the contract', () => {
    const cwd = folderWith({ 'a.json': UNKNOWN });
    const [report] = JSON.parse(run(['check', 'a.json', '--format', 'json', '--lang', 'ja'], { cwd }).out);
    assert.deepEqual(Object.keys(report), ['file', 'tasks', 'findings', 'accepted', 'notes']);
    assert.deepEqual(report.tasks, [
      {
        family: 'shop',
        range: { start: { line: 0, character: 0 }, end: { line: 5, character: 1 } },
        counts: { protected: 0, open: 1, leftAlone: 0 },
        containers: [{ name: 'web', state: 'unprotected' }],
      },
    ]);
    assert.deepEqual(report.findings, [
      {
        code: 'task-unprotected',
        severity: 'warning',
        message:
          'Task "shop" would start without Prisma Cloud Defender: container "web" is not wired to it. Fix: Protect with Defender. ' +
          'What this container runs is set inside its image, and wrapping must spell it out. Nothing was guessed; see the ways out.',
        range: { start: { line: 3, character: 14 }, end: { line: 3, character: 19 } },
        fixes: ['Protect with Defender'],
      },
    ]);
    assert.ok(report.notes.some((note: string) => note.includes('platform version 1.4.0')));
  });

  test('text speaks the reader’s language', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    assert.match(run(['check', '.'], { cwd, env: { LANG: 'ja_JP.UTF-8' } }).out, /組み込まれていません/);
    assert.match(run(['check', '.', '--lang', 'ja'], { cwd }).out, /組み込まれていません/);
    assert.match(
      run(['check', '.', '--lang', 'en'], { cwd, env: { LANG: 'ja_JP.UTF-8' } }).out,
      /would start without/,
    );
  });
});

describe('help', () => {
  test('of everything, and of one command', () => {
    const all = run(['--help']);
    assert.equal(all.code, 0);
    for (const usage of ['check [PATH|GLOB|-]...', 'protect FILE...', 'lsp --stdio', '--lang en|ja'])
      assert.ok(all.out.includes(usage));
    for (const args of [
      ['help', 'protect'],
      ['protect', '--help'],
      ['protect', '-h'],
    ]) {
      const { out, code } = run(args);
      assert.equal(code, 0);
      assert.ok(out.includes('--install-bundle-secret ARN') && !out.includes('--fail-on'), args.join(' '));
    }
  });

  test('without a command it goes to standard error, and is a misuse', () => {
    const { code, out, err } = run([]);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, /ecs-defender check/);
  });

  test('the version is the package’s', () => {
    assert.equal(run(['--version']).out.trim(), JSON.parse(readFileSync('package.json', 'utf8')).version);
  });
});

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { folderWith, OPEN } from './run';

/** What the tag of a release holds, in a repository of its own: people name it in `uses:` and in `repo:`. */
const scratch = mkdtempSync(join(tmpdir(), 'ecs-defender-step-'));
const released = join(scratch, 'released');
after(() => rmSync(scratch, { recursive: true }));

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });

function commit(cwd: string): void {
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'x');
}

before(() => {
  execFileSync(process.execPath, ['scripts/release.mjs', '--built', released]);
  commit(released);
  git(released, 'tag', 'v1');
});

/** A copy of the tag, as a runner makes one. */
function checkedOut(): string {
  const folder = mkdtempSync(join(scratch, 'copy-'));
  git(folder, '-c', 'advice.detachedHead=false', 'clone', '-q', '--branch', 'v1', released, '.');
  return folder;
}

interface Step {
  readonly shell: string;
  readonly run: string;
  readonly env: Record<string, string>;
  readonly 'working-directory': string;
}

/** Runs the steps of the action as GitHub's runner documents it for composite actions: inputs with their defaults, then
 * each script in a file of its own, by the command that stands for `shell: bash`. */
function act(action: string, workspace: string, given: Record<string, string> = {}, path = process.env.PATH) {
  const { inputs, runs } = parse(readFileSync(join(action, 'action.yml'), 'utf8'));
  assert.equal(runs.using, 'composite');
  for (const name of Object.keys(given)) assert.ok(name in inputs, name);
  const put = (text: string): string =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given[name] ?? inputs[name].default);
  const summary = join(workspace, '..', `summary-${Math.random()}`);
  const [step, ...others] = runs.steps as Step[];
  assert.deepEqual(others, []);
  assert.equal(step.shell, 'bash');
  assert.ok(!step.run.includes('${{'), 'nothing is put into the script itself');
  const script = join(scratch, 'script.sh');
  writeFileSync(script, step.run);
  const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, put(value)]));
  const { status, stdout, stderr } = spawnSync(
    '/bin/bash',
    ['--noprofile', '--norc', '-e', '-o', 'pipefail', script],
    {
      cwd: resolve(workspace, put(step['working-directory'])),
      encoding: 'utf8',
      env: { PATH: path, GITHUB_ACTION_PATH: action, GITHUB_STEP_SUMMARY: summary, ...env },
    },
  );
  return {
    code: status,
    out: stdout + stderr,
    summary: existsSync(summary) && readFileSync(summary, 'utf8'),
  };
}

function repository(files: Record<string, string>): string {
  const folder = folderWith(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`w/${name}`, text])),
  );
  commit(join(folder, 'w'));
  return join(folder, 'w');
}

describe('the action, from the tag of a release, by a stand-in for GitHub’s runner', () => {
  let action: string;
  before(() => {
    action = checkedOut();
  });

  test('fails where a container would start unprotected, annotates it, and writes the summary', () => {
    const { code, out, summary } = act(action, repository({ 'deploy/task.json': OPEN }));
    assert.equal(code, 1, out);
    assert.match(out, /^::warning file=deploy\/task\.json,line=4/m);
    assert.match(String(summary), /\| warning \| deploy\/task\.json:4 \| web \| task-unprotected \|/);
  });

  test('takes a level, a baseline, a profile, a language, a folder, and keeps SARIF', () => {
    const workspace = repository({
      'deploy/task.json': OPEN,
      'p.json': '{ "rules": { "task-unprotected": "off" } }',
    });
    assert.equal(act(action, workspace, { 'fail-on': 'error' }).code, 0);
    assert.equal(act(action, workspace, { config: 'p.json' }).code, 0);
    const kept = act(action, workspace, { sarif: 'out.sarif', lang: 'ja', 'working-directory': 'deploy' });
    assert.match(kept.out, /組み込まれていません/);
    const [{ results }] = JSON.parse(readFileSync(join(workspace, 'deploy/out.sarif'), 'utf8')).runs;
    assert.equal(results[0].ruleId, 'task-unprotected');
    const rows = [
      {
        file: 'deploy/task.json',
        task: 'shop',
        container: 'web',
        code: 'task-unprotected',
        property: 'name',
      },
    ];
    writeFileSync(join(workspace, 'b.json'), JSON.stringify({ version: 1, findings: rows }));
    assert.equal(act(action, workspace, { baseline: 'b.json' }).code, 0);
  });

  test('paths are one a line, whatever they hold', () => {
    const workspace = repository({ 'a b.json': OPEN, '--version': OPEN, 'c.json': OPEN });
    const { code, out } = act(action, workspace, { paths: 'a b.json\n\n--version\n' });
    assert.equal(code, 1);
    assert.match(out, /Tasks: 2\./);
  });

  test('no input is read as code, as an option or as a command', () => {
    const evil = '$(touch owned); `touch owned`; "; touch owned; #';
    for (const name of ['paths', 'fail-on', 'baseline', 'config', 'sarif', 'lang']) {
      const workspace = repository({ 'a.json': OPEN });
      const { code } = act(action, workspace, { [name]: evil });
      assert.notEqual(code, 0, name);
      assert.ok(!existsSync(join(workspace, 'owned')), name);
    }
    const workspace = repository({ 'a.json': OPEN });
    for (const option of ['--help', '--write-baseline=a.json', '-h']) {
      const { code } = act(action, workspace, { paths: option, 'fail-on': 'error' });
      assert.equal(code, 2, option);
    }
    assert.equal(act(action, workspace, { lang: 'en --help', paths: 'a.json' }).code, 1);
  });

  test('what files are called ends no command and starts none', () => {
    const name = '::set-output name=x::y\n::error::z%0A$(touch owned).json';
    const workspace = repository({ [name]: OPEN });
    const { out } = act(action, workspace);
    const [, token] = /^::stop-commands::(.*)$/m.exec(out)!;
    const said = out.slice(out.indexOf(`\n::${token}::\n`) + token.length + 6);
    assert.match(
      said,
      /^::warning file=%3A%3Aset-output name=x%3A%3Ay%0A%3A%3Aerror%3A%3Az%250A\$\(touch owned\)\.json,/,
    );
    assert.equal(said.trim().split('\n').length, 1);
    assert.ok(!existsSync(join(workspace, 'owned')));
  });

  test('a revision that holds sources only says so, and so does a machine without Node', () => {
    const sources = folderWith({ 'action.yml': readFileSync('action.yml') });
    const { code, out } = act(sources, repository({ 'a.json': OPEN }));
    assert.equal(code, 2);
    assert.match(out, /^::error title=ECS Defender::This revision holds sources only/);
    const none = act(action, repository({ 'a.json': OPEN }), {}, join(scratch, 'nothing'));
    assert.equal(none.code, 2);
    assert.match(none.out, /Node 20 or later is needed/);
  });

  test('the release is what the npm package holds, and needs nothing further', () => {
    const manifest = JSON.parse(readFileSync(join(released, 'package.json'), 'utf8'));
    for (const key of ['scripts', 'devDependencies', 'dependencies']) assert.ok(!(key in manifest), key);
    const [{ files }] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
    );
    const ours = readdirSync(released, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(released.length + 1))
      .filter((path) => !path.startsWith('.git/'));
    assert.deepEqual(ours.sort(), files.map(({ path }: { path: string }) => path).sort());
  });
});

describe('the hooks, installed as pre-commit does for language: node (pre-commit itself is not run)', () => {
  const hooks: { id: string; entry: string; files: string; pass_filenames?: boolean }[] = parse(
    readFileSync('.pre-commit-hooks.yaml', 'utf8'),
  );
  const home = join(scratch, 'home');
  const quiet = ['--offline', '--no-audit', '--no-fund', '--no-progress'];

  before(() => {
    const clone = checkedOut();
    const env = { ...process.env, npm_config_prefix: home };
    const npm = (...args: string[]): string =>
      execFileSync('npm', args, { cwd: clone, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    npm('install', '--include=dev', '--include=prod', '--no-save', ...quiet);
    const packed = npm('pack', ...quiet)
      .trim()
      .split('\n')
      .at(-1)!;
    npm('install', '-g', join(clone, packed), ...quiet);
  });

  /** Runs a hook's entry over what is staged, as pre-commit does. */
  function hook(id: string, cwd: string) {
    const { entry, files, pass_filenames = true } = hooks.find((one) => one.id === id)!;
    const staged = git(cwd, 'ls-files', '-z').split('\0').filter(Boolean);
    const fitting = staged.filter((name) => new RegExp(files).test(name));
    if (fitting.length === 0) return undefined;
    const [command, ...args] = [...entry.split(' '), ...(pass_filenames ? fitting : [])];
    const path = [join(home, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
    return spawnSync(command, args, { cwd, encoding: 'utf8', env: { PATH: path, LANG: 'C' } });
  }

  test('ecs-defender looks at the whole of what belongs together', () => {
    const ran = hook('ecs-defender', repository({ 'task.json': OPEN, 'README.txt': 'x' }))!;
    assert.equal(ran.status, 1, ran.stderr);
    assert.match(ran.stdout, /task\.json:4:15 {2}warning {2}task-unprotected/);
    assert.equal(hook('ecs-defender', repository({ 'task.json': '{}' }))!.status, 0);
    assert.equal(
      hook('ecs-defender', repository({ 'README.txt': 'x' })),
      undefined,
      'nothing of ours is staged',
    );
  });

  test('ecs-defender-fix keeps wiring true, and says by the change that it had to', () => {
    const page = readFileSync('docs/rules/image-drift.md', 'utf8');
    const [, drifted] = /```json fires\n([\s\S]*?)```/.exec(page)!;
    const [, fixed] = /```json fixed\n([\s\S]*?)```/.exec(page)!;
    const cwd = repository({ 'app/task-definition.json': drifted, 'package.json': '{}' });
    assert.equal(hook('ecs-defender-fix', cwd)!.status, 0);
    assert.equal(readFileSync(join(cwd, 'app/task-definition.json'), 'utf8'), fixed);
    assert.equal(git(cwd, 'status', '--porcelain').trim(), 'M app/task-definition.json');
  });

  test('every file that check walks for wakes the hook', () => {
    const pattern = new RegExp(hooks[0].files);
    for (const name of [
      'a.json',
      'b.jsonc',
      'c.yaml',
      'c.yml',
      'd.tf',
      'e.tofu',
      'f.json.tpl',
      'g.j2',
      'h.pcrule',
    ])
      assert.match(name, pattern);
    assert.match('.ecs-defender.json', pattern);
    assert.doesNotMatch('main.go', pattern);
  });
});

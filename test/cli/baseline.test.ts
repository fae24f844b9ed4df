import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run } from './run';

const TWO = OPEN.replace('{ "name": "web"', '{ "name": "api", "image": "api:1" },\n    { "name": "web"');
const BASELINE = '.ecs-defender.baseline.json';

function baselined(files: Record<string, string>): string {
  const cwd = folderWith(files);
  const { code, err } = run(['check', '--write-baseline', BASELINE], { cwd });
  assert.equal(code, 0, err);
  return cwd;
}
const check = (cwd: string, ...args: string[]) => run(['check', '--baseline', BASELINE, ...args], { cwd });

describe('baseline', () => {
  test('what was there is accepted, one line for each finding', () => {
    const cwd = baselined({ 'a.json': OPEN });
    assert.equal(
      readFileSync(join(cwd, BASELINE), 'utf8'),
      `{
  "version": 1,
  "findings": [
    {"file":"a.json","task":"shop","container":"web","code":"task-unprotected","property":"name"}
  ]
}
`,
    );
    const { code, out } = check(cwd);
    assert.equal(code, 0);
    assert.match(out, /warnings: 0, other findings: 0, accepted: 1\./);
  });

  test('it holds when the file is reformatted, reordered and grows', () => {
    const cwd = baselined({ 'a.json': TWO });
    const { family, containerDefinitions } = JSON.parse(TWO);
    const moved = containerDefinitions.toReversed().map((one: object) => ({ essential: true, ...one }));
    writeFileSync(join(cwd, 'a.json'), JSON.stringify({ containerDefinitions: moved, family }));
    assert.equal(check(cwd).code, 0);
  });

  test('a new container is a new finding', () => {
    const cwd = baselined({ 'a.json': OPEN });
    writeFileSync(join(cwd, 'a.json'), TWO);
    const { code, out } = check(cwd);
    assert.equal(code, 1);
    assert.match(out, /container "api"/);
    assert.doesNotMatch(out, /container "web" is/);
  });

  test('a row that accepts nothing any more is reported at its place, and goes when it is written again', () => {
    const cwd = baselined({ 'a.json': OPEN, 'b.json': OPEN });
    writeFileSync(join(cwd, 'a.json'), '{ "family": "shop", "containerDefinitions": [] }');
    const { code, out } = check(cwd);
    assert.equal(code, 1);
    assert.match(out, /\.ecs-defender\.baseline\.json:4:\d+ {2}warning {2}suppression-unused/);
    assert.match(out, /accepts task-unprotected in a\.json \(web\)/);
    assert.match(check(cwd, '--lang', 'ja').out, /もう見つかりません/);
    assert.equal(run(['check', '--write-baseline', BASELINE], { cwd }).code, 0);
    assert.doesNotMatch(readFileSync(join(cwd, BASELINE), 'utf8'), /a\.json/);
  });

  test('a stale row that is about no task names its file alone', () => {
    const rule = { name: 'a', owner: 'x', collections: [{ name: 'All' }] };
    const cwd = baselined({ 'p.json': JSON.stringify({ _id: 'appEmbeddedRuntime', rules: [rule] }) });
    rmSync(join(cwd, 'p.json'));
    assert.match(check(cwd).out, /accepts policy-read-only in p\.json, which is/);
  });

  test('a row of a file that is gone is stale', () => {
    const cwd = baselined({ 'a.json': OPEN, 'b.json': OPEN });
    rmSync(join(cwd, 'a.json'));
    assert.match(check(cwd).out, /in a\.json/);
  });

  test('a run over some files says nothing of the others, and writing keeps their rows', () => {
    const cwd = baselined({ 'a.json': OPEN, 'b.json': OPEN });
    assert.equal(check(cwd, 'b.json').code, 0);
    writeFileSync(join(cwd, 'b.json'), TWO);
    assert.equal(run(['check', 'b.json', '--write-baseline', BASELINE], { cwd }).code, 0);
    const rows = JSON.parse(readFileSync(join(cwd, BASELINE), 'utf8')).findings;
    assert.deepEqual(
      rows.map(({ file, container }: { file: string; container: string }) => `${file} ${container}`),
      ['a.json web', 'b.json api', 'b.json web'],
    );
  });

  test('files are named from where the baseline stands, whoever runs it from where', () => {
    const cwd = baselined({ 'sub/a.json': OPEN });
    const below = { cwd: join(cwd, 'sub') };
    assert.equal(run(['check', '.', '--baseline', `../${BASELINE}`], below).code, 0);
  });

  test('text that cannot be read is never accepted, and makes no row stale', () => {
    const cwd = baselined({ 'a.json': OPEN });
    writeFileSync(join(cwd, 'a.json'), OPEN.replace(']', ''));
    const { code, out } = run(['check', '--write-baseline', 'other.json'], { cwd });
    assert.equal(code, 1);
    assert.match(out, /syntax/);
    assert.doesNotMatch(readFileSync(join(cwd, 'other.json'), 'utf8'), /syntax/);
    assert.doesNotMatch(check(cwd).out, /suppression-unused/);
    const row = { file: 'a.json', task: 'shop', container: 'web', code: 'syntax', property: 'entryPoint' };
    writeFileSync(join(cwd, BASELINE), JSON.stringify({ version: 1, findings: [row] }));
    const again = check(cwd);
    assert.equal(again.code, 1);
    assert.match(again.out, /error {2}syntax/);
    // Of what stood behind the fault nobody knows whether it is still there.
    const cut = baselined({ 'a.json': OPEN });
    writeFileSync(join(cut, 'a.json'), OPEN.slice(0, OPEN.indexOf('{ "name"')));
    assert.doesNotMatch(check(cut).out, /suppression-unused/);
  });

  test('a row accepts what is about its own property, and no other', () => {
    const odd = OPEN.replace('"image": "nginx"', '"image": "nginx", "cpu": "x", "memory": "y"');
    const cwd = baselined({ 'a.json': odd });
    const all = readFileSync(join(cwd, BASELINE), 'utf8');
    const row = /^.*"code":"value-type","property":"cpu".*$/m.exec(all)?.[0];
    assert.ok(row, all);
    writeFileSync(join(cwd, BASELINE), all.replace(`${row}\n`, ''));
    const { out } = check(cwd);
    assert.equal(out.match(/value-type/g)?.length, 1, out);
    assert.match(out, /cpu/);
  });

  test('what comes by standard input has rows of its own, wherever the baseline stands', () => {
    const cwd = folderWith({ 'sub/other.txt': '' });
    const given = { cwd, input: OPEN };
    assert.equal(run(['check', '-', '--write-baseline', 'sub/b.json'], given).code, 0);
    assert.match(readFileSync(join(cwd, 'sub/b.json'), 'utf8'), /"file":"<stdin>"/);
    assert.equal(run(['check', '-', '--baseline', 'sub/b.json'], given).code, 0);
  });

  test('one that cannot be written is told, with its name', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const { code, err } = run(['check', '--write-baseline', 'nowhere/b.json'], { cwd });
    assert.equal(code, 2);
    assert.match(err, /nowhere\/b\.json.*ENOENT/);
    assert.doesNotMatch(err, /internal/);
  });

  test('the rule’s level counts for the rows of a baseline too', () => {
    const cwd = baselined({
      'a.json': OPEN,
      '.ecs-defender.json': '{ "rules": { "suppression-unused": "off" } }',
    });
    rmSync(join(cwd, 'a.json'));
    assert.equal(check(cwd).code, 0);
  });

  test('SARIF lists what is accepted as suppressed', () => {
    const cwd = baselined({ 'a.json': OPEN });
    const [{ results }] = JSON.parse(check(cwd, '--format', 'sarif').out).runs;
    assert.deepEqual(results[0].suppressions, [{ kind: 'external', justification: 'In the baseline.' }]);
  });

  test('one that is broken or missing is never used in part', () => {
    const cwd = folderWith({
      'a.json': OPEN,
      'b.json': '{ "version": 1, "findings": [{}] }',
      'c.json': '{',
      'd.json': '{ "version": 2, "findings": [] }',
    });
    mkdirSync(join(cwd, 'folder'));
    for (const [file, said] of [
      ['b.json', /b\.json cannot be used as a baseline: findings > 0 > file/],
      ['c.json', /not valid JSON/],
      ['d.json', /written by a later version/],
      ['none.json', /cannot be read/],
      ['folder', /cannot be read/],
    ] as const) {
      const { code, err, out } = run(['check', 'a.json', '--baseline', file], { cwd });
      assert.equal(code, 2, file);
      assert.equal(out, '');
      assert.match(err, said);
    }
    const both = ['check', '--baseline', 'x', '--write-baseline', 'x'];
    assert.equal(run(both, { cwd }).code, 2);
  });
});

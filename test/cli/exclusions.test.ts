import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folderWith, run } from './run';

const TASK = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "entryPoint": ["/web"] },
    { "name": "batch", "image": "batch:1", "entryPoint": ["/batch"] },
    { "name": "log", "image": "fluent/fluent-bit:3", "essential": false }
  ]
}
`;

/** A folder whose profile leaves `batch` alone. */
function leaving(row: Record<string, string>): string {
  const profile = { containers: { exclude: [{ container: 'batch', ...row }] } };
  return folderWith({ 'a.json': TASK, '.ecs-defender.json': JSON.stringify(profile, null, 2) });
}
/** A run at noon, UTC, of a day. */
function on(day: string, cwd: string, ...args: string[]) {
  const env = { SOURCE_DATE_EPOCH: String(Date.parse(`${day}T12:00:00Z`) / 1000) };
  return run(['check', ...args], { cwd, env });
}

describe('containers.exclude', () => {
  const cwd = leaving({ reason: 'moves to Lambda', until: '2026-05-31', approvedBy: 'sato' });

  test('the last day counts', () => {
    assert.doesNotMatch(on('2026-05-31', cwd).out, /exclusion-expired/);
    const { out, code } = on('2026-06-01', cwd);
    assert.equal(code, 1);
    assert.match(
      out,
      /^ {2}\.ecs-defender\.json:7:18 {2}warning {2}exclusion-expired\n {4}This exclusion was agreed until 2026-05-31/m,
    );
    assert.match(
      out,
      /a\.json:6:15 {2}warning {2}exclusion-expired\n {4}Container "batch" is left alone by the profile \(moves to Lambda\)/,
    );
    assert.match(on('2026-06-01', cwd, '--lang', 'ja').out, /期限は 2026-05-31 でした/);
  });

  test('a run over the task definition alone says so too, and the level can be chosen', () => {
    assert.match(on('2026-06-01', cwd, 'a.json').out, /exclusion-expired/);
  });

  test('nothing is converted because a day has passed', () => {
    const env = { SOURCE_DATE_EPOCH: '4000000000' };
    const { err } = run(['protect', 'a.json', '--diff'], { cwd, env });
    assert.match(err, /"batch" is excluded by the profile until 2026-05-31 \(moves to Lambda\)/);
  });

  test('a row that fits no container is reported when the whole folder is looked at, and could be read', () => {
    const stale = leaving({ container: 'gone', reason: 'had no shell' });
    const { out, code } = on('2026-01-01', stale);
    assert.equal(code, 1);
    assert.match(out, /^ {2}\.ecs-defender\.json:4:7 {2}warning {2}exclusion-unused\n {4}No container/m);
    assert.match(on('2026-01-01', stale, '--lang', 'ja').out, /この行は当てはまりません/);
    for (const args of [['a.json'], ['a.json', '.ecs-defender.json'], ['.', 'none.json']])
      assert.doesNotMatch(on('2026-01-01', stale, ...args).out, /exclusion-unused/);
    assert.doesNotMatch(on('2026-01-01', leaving({ reason: 'moves to Lambda' })).out, /exclusion-unused/);
  });

  test('an override is held against the files that it is for', () => {
    const row = { container: 'batch', reason: 'moves to Lambda' };
    const under = (files: string): string =>
      folderWith({
        'a.json': TASK,
        'prod/b.json': TASK.replace('"batch"', '"job"'),
        '.ecs-defender.json': JSON.stringify({ overrides: [{ files, containers: { exclude: [row] } }] }),
      });
    assert.match(on('2026-01-01', under('prod/**')).out, /exclusion-unused/);
    assert.doesNotMatch(on('2026-01-01', under('*.json')).out, /exclusion-unused/);
  });

  test('a row of an older profile, without a reason, is reported and still counts', () => {
    for (const row of [{}, { reason: '  ' }]) {
      const { out, code } = on('2026-01-01', leaving(row as Record<string, string>));
      assert.equal(code, 1);
      assert.match(out, /\.ecs-defender\.json:4:7 {2}warning {2}exclusion-reason/);
      assert.match(out, /a\.json:6:15 {2}warning {2}exclusion-reason/);
      assert.doesNotMatch(out, /profile-invalid|container "batch" is not wired/);
    }
  });

  test('a date that does not exist breaks the profile, with its place', () => {
    for (const until of ['2026-02-30', 'tomorrow', '2026-6-1']) {
      const { out } = on('2026-01-01', leaving({ reason: 'x', until }));
      assert.match(
        out,
        /profile-invalid\n {4}containers\.exclude\.0\.until must be a date that exists/,
        until,
      );
    }
  });

  test('json counts what is left alone, and says by whom', () => {
    const [report] = JSON.parse(on('2026-01-01', cwd, '--format', 'json').out);
    const [task] = report.tasks;
    assert.deepEqual(task.counts, { protected: 0, open: 1, leftAlone: 2 });
    assert.deepEqual(task.containers.slice(1), [
      {
        name: 'batch',
        state: 'excluded',
        reason: 'Left alone: "batch" is excluded by the profile until 2026-05-31 (moves to Lambda).',
        by: 'profile',
        until: '2026-05-31',
        approvedBy: 'sato',
      },
      {
        name: 'log',
        state: 'excluded',
        reason: 'Left alone: "log" is a log router. To wrap it, add it to containers.include.',
        by: 'built-in',
      },
    ]);
    assert.match(on('2026-01-01', cwd).out, /left alone: 2\./);
  });
});

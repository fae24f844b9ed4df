import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run } from './run';

const [, WIRED] = /```json fixed\n([\s\S]*?)```/.exec(readFileSync('docs/rules/image-drift.md', 'utf8'))!;
const LOST = WIRED.replace('"/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", ', '');
const HIDDEN = `resource "aws_ecs_task_definition" "shop" {
  family                = "shop"
  container_definitions = var.containers
}
`;
const NOON = { SOURCE_DATE_EPOCH: '1782820800' };

const SHOP = `{
  "family": "front",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "entryPoint": ["/web"] },
    { "name": "batch", "image": "batch:1", "entryPoint": ["/batch"] },
    { "name": "log", "image": "fluent/fluent-bit:3" }
  ]
}
`;
const PROFILE = JSON.stringify({
  containers: {
    exclude: [{ container: 'batch', reason: 'moves to Lambda', until: '2026-05-31', approvedBy: 'sato' }],
  },
  suppress: [{ rule: 'task-unprotected', container: 'web', reason: 'next sprint' }],
});
const FILES = { 'a.json': SHOP, 'b/task.json': WIRED, '.ecs-defender.json': PROFILE };

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });
const report = (cwd: string, ...args: string[]) => run(['report', ...args], { cwd, env: NOON });

describe('report', () => {
  test('json is the contract: every container, who has agreed, and what is accepted', () => {
    const { code, out } = report(folderWith(FILES), '.', '--format', 'json', '--lang', 'ja');
    assert.equal(code, 0);
    const { tool, ...audit } = JSON.parse(out);
    assert.match(tool, /^ecs-defender \d/);
    assert.deepEqual(audit, {
      version: 1,
      generated: '2026-06-30T12:00:00Z',
      counts: { tasks: 2, protected: 1, open: 1, leftAlone: 2, hidden: 0 },
      containers: [
        { file: 'a.json', line: 4, task: 'front', container: 'web', state: 'unprotected', findings: [] },
        {
          file: 'a.json',
          line: 5,
          task: 'front',
          container: 'batch',
          state: 'excluded',
          findings: ['exclusion-expired'],
          by: 'profile',
          reason: 'moves to Lambda',
          approvedBy: 'sato',
          until: '2026-05-31',
          expired: true,
        },
        {
          file: 'a.json',
          line: 6,
          task: 'front',
          container: 'log',
          state: 'excluded',
          findings: [],
          by: 'built-in',
          reason: 'It is a log router. To wrap it, add it to containers.include.',
        },
        {
          file: 'b/task.json',
          line: 8,
          task: 'shop',
          container: 'web',
          state: 'protected',
          findings: [],
          generation: '22.12',
        },
        {
          file: 'b/task.json',
          line: 24,
          task: 'shop',
          container: 'TwistlockDefender',
          state: 'sidecar',
          findings: [],
          generation: '22.12',
        },
      ],
      accepted: [
        {
          file: 'a.json',
          line: 4,
          task: 'front',
          container: 'web',
          code: 'task-unprotected',
          by: 'profile',
          reason: 'next sprint',
        },
      ],
      faults: [],
    });
  });

  test('Markdown, in both languages', () => {
    const cwd = folderWith(FILES);
    const { out } = report(cwd);
    assert.match(
      out,
      /^# How ECS tasks are protected by Prisma Cloud Defender\n\n- Generated: 2026-06-30T12:00:00Z/,
    );
    assert.ok(
      out.includes(
        '| front | batch | left alone | moves to Lambda | sato | 2026-05-31 (over) |  | a.json:5 |',
      ),
    );
    assert.ok(out.includes('| shop | web | protected |  |  |  | 22.12 | b/task.json:8 |'));
    assert.ok(out.includes('| front | web | task-unprotected | the profile | next sprint | a.json:4 |'));
    const japanese = report(cwd, '--lang', 'ja').out;
    assert.ok(
      japanese.includes('| front | batch | 対象外 | moves to Lambda | sato | 2026-05-31（期限切れ） |'),
    );
    assert.doesNotMatch(japanese, /left alone|Left alone/);
  });

  test('a reason repeats neither the state nor the name, and is no bare code', () => {
    const cwd = folderWith({
      'a.json': SHOP.replace('"front",', '"front", "requiresCompatibilities": ["FARGATE"],'),
    });
    const { out } = report(cwd);
    assert.ok(
      out.includes('| not protected | A Fargate task without Prisma Cloud Defender (task-unprotected) |'),
    );
    assert.ok(out.includes('| front | log | left alone | It is a log router. To wrap it,'));
    const japanese = report(cwd, '--lang', 'ja').out;
    assert.match(japanese, /\| front \| web \| 未保護 \| [^|]*[ぁ-ん][^|]*\(task-unprotected\)/);
    assert.match(japanese, /\| front \| log \| 対象外 \| ログルーターです。/);
  });

  test('a task whose containers cannot be seen has a row, and is counted', () => {
    const cwd = folderWith({
      'main.tf': HIDDEN,
      'more.json.j2': SHOP.replace('{ "name": "log"', '{{ more }}, { "name": "log"'),
    });
    const { counts, containers } = JSON.parse(report(cwd, '--format', 'json').out);
    assert.deepEqual(counts, { tasks: 2, protected: 0, open: 2, leftAlone: 1, hidden: 2 });
    assert.deepEqual(
      containers.filter(({ state }: Row) => state === 'hidden'),
      [
        {
          file: 'main.tf',
          line: 3,
          task: 'shop',
          container: '',
          state: 'hidden',
          findings: [],
          reason:
            '"shop": containerDefinitions is made by a template, so nothing can be added to it here. Protect the rendered file, or write the list out.',
        },
        {
          file: 'more.json.j2',
          line: 6,
          task: 'front',
          container: '',
          state: 'hidden',
          findings: [],
          reason: 'A template brings in more containers, which cannot be seen here.',
        },
      ],
    );
    const { out } = report(cwd, '--lang', 'ja');
    assert.match(out, /確認できないコンテナがあるタスク 2/);
    assert.match(out, /\| shop \| {2}\| 確認できません \| 「shop」/);
  });

  test('containers that stand in a file of the run are not told twice', () => {
    const inFile = HIDDEN.replace('var.containers', 'file("${path.module}/web.json")');
    const list = '[{ "name": "web", "image": "nginx", "entryPoint": ["/web"] }]';
    const states = (cwd: string, ...paths: string[]): string[] =>
      JSON.parse(report(cwd, ...paths, '--format', 'json').out).containers.map(({ state }: Row) => state);
    const cwd = folderWith({ 'main.tf': inFile, 'web.json': list });
    assert.deepEqual(states(cwd, '.'), ['unprotected']);
    assert.deepEqual(states(cwd, 'main.tf'), ['hidden']);
  });

  test('HTML needs nothing else, and nothing of a document becomes markup', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&</td>';
    const cwd = folderWith({ 'a<b>.json': OPEN.replace('"web"', JSON.stringify(evil)) });
    const { out } = report(cwd, '--format', 'html');
    assert.ok(out.includes("<td>&lt;img src=x onerror=alert(1)&gt;&quot;'&amp;&lt;/td&gt;</td>"));
    assert.ok(out.includes('<td class="short">a&lt;b&gt;.json:4</td>'));
    assert.doesNotMatch(out, /<(?:img|script|link|iframe)|https?:|url\(/);
    assert.match(out, /<html lang="en">/);
    assert.match(
      report(cwd, '--format', 'html', '--lang', 'ja').out,
      /<html lang="ja">[\s\S]*<h2 id="table-1">コンテナ \(1\)/,
    );
    const page = report(folderWith({ 'a.json': OPEN.replace('"shop"', '"a|b\\n# c"') })).out;
    assert.ok(page.includes(String.raw`| a\|b \# c | web |`));
  });

  test('an install bundle in clear text does not get into it', () => {
    const bundle = `eyJzZWNyZXRzIjp7${'abcd'.repeat(8)}`;
    const cwd = folderWith({ 'a.json': OPEN.replace('"web"', `"${bundle}"`) });
    for (const format of ['json', 'markdown', 'html']) {
      const { out } = report(cwd, '--format', format);
      assert.ok(out.includes('***') || out.includes(String.raw`\*\*\*`), format);
      assert.ok(!out.includes(bundle), format);
    }
  });

  test('2 for a file that cannot be read, and for a use that makes no sense', () => {
    const cwd = folderWith(FILES);
    assert.equal(report(cwd, 'a.json', 'none.json').code, 2);
    assert.equal(report(cwd, '--format', 'pdf').code, 2);
    assert.equal(report(cwd, '--compare', 'a.json').code, 2);
    const { code, err } = report(cwd, '--compare', 'a.json', 'a.json');
    assert.equal(code, 2);
    assert.match(err, /a\.json cannot be compared/);
  });
});

describe('a report that is not whole', () => {
  test('a profile that cannot be used is said once on standard error and in the report, and is exit 2', () => {
    const cwd = folderWith({ 'a.json': SHOP, 'b.json': SHOP, '.ecs-defender.json': '{"zz":1}' });
    const { code, out, err } = report(cwd, 'a.json', 'b.json', '--format', 'json');
    assert.equal(code, 2);
    assert.match(err, /^a\.json:1:1 {2}error {2}profile-invalid\n {2}The profile .*"zz" is not a setting/);
    assert.equal(err.match(/profile-invalid/g)?.length, 1);
    const { faults } = JSON.parse(out);
    assert.deepEqual(
      faults.map(({ file, line, code }: { file: string; line: number; code: string }) => [file, line, code]),
      [['a.json', 1, 'profile-invalid']],
    );
    const page = report(cwd, '.', '--lang', 'ja');
    assert.equal(page.code, 2);
    assert.match(
      page.out,
      /## 正しく読み取れなかったもの \(2\)[\s\S]*\| \.ecs-defender\.json:1 \| profile-invalid \|/,
    );
  });

  test('a file with faults of syntax is listed, and is exit 2', () => {
    const cwd = folderWith({ 'a.json': OPEN.replace('"nginx",', '"nginx"') });
    const { code, out, err } = report(cwd);
    assert.equal(code, 2);
    assert.equal(err, 'a.json:4:39  error  syntax\n  A comma is missing before this.\n');
    assert.match(out, /\| a\.json:4 \| syntax \| A comma is missing before this\. \|/);
  });
});

describe('the commit of a report', () => {
  const commitIn = (cwd: string, env = {}): string | undefined =>
    JSON.parse(run(['report', '.', '--format', 'json'], { cwd, env }).out).commit;
  function committed(): { cwd: string; hash: string } {
    const cwd = folderWith({ 'r/a.json': OPEN, 'r/sub/b.json': OPEN });
    const top = join(cwd, 'r');
    git(top, 'init', '-q', '-b', 'feature/x');
    git(top, 'add', '-A');
    git(top, 'commit', '-qm', 'x');
    return { cwd: top, hash: git(top, 'rev-parse', 'HEAD').trim() };
  }

  test('is read from a branch, a detached head, packed references, and from below the top', () => {
    const { cwd, hash } = committed();
    assert.equal(commitIn(cwd), hash);
    assert.equal(commitIn(join(cwd, 'sub')), hash);
    git(cwd, 'pack-refs', '--all');
    assert.ok(!existsSync(join(cwd, '.git/refs/heads/feature/x')));
    assert.equal(commitIn(cwd), hash);
    git(cwd, 'checkout', '-q', '--detach');
    assert.equal(commitIn(cwd), hash);
  });

  test('is read in a work tree beside the main one', () => {
    const { cwd, hash } = committed();
    const beside = join(cwd, '..', 'beside');
    git(cwd, 'worktree', 'add', '-q', beside);
    assert.equal(commitIn(beside), hash);
  });

  test('comes from the pipeline where there is no repository, and is left out where nobody knows', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    assert.equal(commitIn(cwd), undefined);
    assert.equal(commitIn(cwd, { GITHUB_SHA: 'a'.repeat(40) }), 'a'.repeat(40));
    assert.equal(commitIn(cwd, { GITHUB_SHA: '<b>' }), undefined);
  });

  test('a head that names a file elsewhere is not followed', () => {
    const { cwd, hash } = committed();
    writeFileSync(join(cwd, 'secret'), `${hash}\n`);
    writeFileSync(join(cwd, '.git/HEAD'), 'ref: refs/../../secret\n');
    assert.equal(commitIn(cwd), undefined);
  });
});

describe('report --compare', () => {
  const keep = (cwd: string, name: string): void =>
    writeFileSync(join(cwd, name), report(cwd, 'tasks', '--format', 'json').out);
  function changed(): string {
    const cwd = folderWith({
      'tasks/a.json': WIRED,
      'tasks/b.json': WIRED.replaceAll('shop', 'moved'),
      'tasks/c.json': OPEN.replaceAll('shop', 'old'),
    });
    keep(cwd, 'old.json');
    writeFileSync(join(cwd, 'tasks/a.json'), LOST);
    mkdirSync(join(cwd, 'tasks/deep'));
    renameSync(join(cwd, 'tasks/b.json'), join(cwd, 'tasks/deep/b.json'));
    writeFileSync(join(cwd, 'tasks/c.json'), SHOP);
    keep(cwd, 'new.json');
    return cwd;
  }

  test('says what has lost its wiring since, and fails then; a file may move', () => {
    const { out, code } = report(changed(), '--compare', 'old.json', 'new.json', '--format', 'json');
    assert.equal(code, 1);
    const { lost, gained, leftAlone, added, gone } = JSON.parse(out);
    const names = (pairs: { before?: Row; now?: Row }[]): string[] =>
      pairs.map(({ before, now }) => {
        const { task, container } = (now ?? before)!;
        return `${task}/${container} ${before?.state ?? ''}>${now?.state ?? ''}`;
      });
    assert.deepEqual(names(lost), ['shop/web protected>partial']);
    assert.deepEqual(names(gained), []);
    assert.deepEqual(names(leftAlone), ['front/log >excluded']);
    assert.deepEqual(names(added), ['front/web >unprotected', 'front/batch >unprotected']);
    assert.deepEqual(names(gone), ['old/web unprotected>']);
  });

  test('in words, the other way round, and with itself', () => {
    const cwd = changed();
    const { out } = report(cwd, '--compare', 'old.json', 'new.json');
    assert.match(
      out,
      /## Lost their wiring \(1\)\n\n.*\n.*\n\| shop \| web \| protected \| wiring not complete \| A container that does not start through the Defender \(container-unwrapped\)/,
    );
    const back = report(cwd, '--compare', 'new.json', 'old.json', '--lang', 'ja');
    assert.equal(back.code, 0);
    assert.match(back.out, /## 新たに保護されたコンテナ \(1\)/);
    const same = report(cwd, '--compare', 'new.json', 'new.json', '--format', 'html');
    assert.equal(same.code, 0);
    assert.match(same.out, /Lost their wiring \(0\)<\/h2>\n<p>None\.<\/p>/);
  });
});

describe('report --compare, where little can be seen or much was described', () => {
  const audit = (cwd: string, name: string, input?: string): void => {
    const args = ['report', input === undefined ? 'tasks' : '-', '--format', 'json'];
    writeFileSync(join(cwd, name), run(args, { cwd, env: NOON, input }).out);
  };
  const compared = (cwd: string) => {
    const { code, out } = report(cwd, '--compare', 'old.json', 'new.json', '--format', 'json');
    const groups = Object.entries(JSON.parse(out)).filter(
      ([, rows]) => Array.isArray(rows) && rows.length > 0,
    );
    return { code, groups: groups.map(([name, rows]) => `${name} ${(rows as []).length}`) };
  };

  test('a protected task that cannot be seen any more has lost its wiring; an open one is out of sight', () => {
    for (const [before, code, groups] of [
      [WIRED, 1, ['lost 1']],
      [OPEN, 0, ['hidden 1']],
    ] as const) {
      const cwd = folderWith({ 'tasks/a.json': before });
      audit(cwd, 'old.json');
      renameSync(join(cwd, 'tasks/a.json'), join(cwd, 'tasks/main.tf'));
      writeFileSync(join(cwd, 'tasks/main.tf'), HIDDEN);
      audit(cwd, 'new.json');
      assert.deepEqual(compared(cwd), { code, groups });
      renameSync(join(cwd, 'new.json'), join(cwd, 'old.json'));
      audit(cwd, 'new.json');
      assert.deepEqual(compared(cwd), { code: 0, groups: [] });
    }
  });

  test('the newest revision of a family counts, whatever the order', () => {
    const described = (text: string, revision: number): string =>
      JSON.stringify({
        taskDefinition: {
          ...JSON.parse(text),
          revision,
          taskDefinitionArn: `arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:${revision}`,
        },
      });
    const [open, wired, lost] = [described(LOST, 9), described(WIRED, 10), described(LOST, 11)];
    const cwd = folderWith({});
    audit(cwd, 'old.json', `${open}\n${wired}\n`);
    audit(cwd, 'new.json', `${wired}\n${open}\n`);
    assert.deepEqual(compared(cwd), { code: 0, groups: [] });
    audit(cwd, 'new.json', `${lost}\n${wired}\n`);
    assert.deepEqual(compared(cwd), { code: 1, groups: ['lost 1'] });
  });
});

interface Row {
  readonly task: string;
  readonly container: string;
  readonly state: string;
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run, VALUES } from './run';

const OLD = readFileSync('test/golden/upgrade/first-generation.before.json', 'utf8');
const TODAY = readFileSync('test/golden/upgrade/first-generation.after.json', 'utf8');
const BARE = readFileSync('test/golden/unprotect/first-generation.after.json', 'utf8');
const DRIFTED = TODAY.replace('"image": "forms:1"', '"image": "forms:2"');

describe('upgrade', () => {
  test('brings old wiring to today’s shape, once', () => {
    const cwd = folderWith({ 'a.json': OLD });
    const { code, out, err } = run(['upgrade', 'a.json', ...VALUES], { cwd });
    assert.equal(code, 0);
    assert.equal(out, TODAY);
    assert.match(err, /"server" is brought to today's wiring\./);
    assert.equal(run(['upgrade', '--write', 'a.json', ...VALUES], { cwd }).code, 0);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), TODAY);
    assert.match(run(['upgrade', '--write', 'a.json', ...VALUES], { cwd }).err, /nothing to do/);
  });

  test('without the new image nothing is changed, and exit 1', () => {
    const cwd = folderWith({ 'a.json': OLD });
    const { code, out, err } = run(['upgrade', 'a.json'], { cwd });
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /the Defender image \(--image/);
  });

  test('a task without wiring comes out as it is', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const { code, out, err } = run(['upgrade', 'a.json', ...VALUES], { cwd });
    assert.equal(code, 0);
    assert.equal(out, OPEN);
    assert.match(err, /carries no Defender wiring/);
  });
});

describe('unprotect', () => {
  test('takes the wiring away, from standard input as from a file', () => {
    const { code, out } = run(['unprotect', '-'], { input: OLD });
    assert.equal(code, 0);
    assert.equal(out, BARE);
  });

  test('takes a supplied entry point away when told of it again', () => {
    const cwd = folderWith({ 'a.json': OPEN.replace(', "entryPoint": ["/web"]', '') });
    const given = ['--entry-point', 'web=["/web"]', '--command', 'web=["--all"]'];
    const there = run(['protect', 'a.json', ...given, ...VALUES], { cwd }).out;
    assert.equal(
      run(['unprotect', '-', ...given], { input: there }).out,
      readFileSync(join(cwd, 'a.json'), 'utf8'),
    );
    const { out, err } = run(['unprotect', '-'], { input: there });
    assert.deepEqual(JSON.parse(out).containerDefinitions[0].entryPoint, ['/web']);
    assert.match(err, /seems to have been written when it was protected/);
  });

  test('--keep-ptrace leaves the capability', () => {
    const { out } = run(['unprotect', '-', '--keep-ptrace'], { input: OLD });
    assert.deepEqual(JSON.parse(out).containerDefinitions[0].linuxParameters, {
      capabilities: { add: ['SYS_PTRACE'] },
    });
  });
});

describe('fix', () => {
  test('sets what has drifted, needs no values and converts nothing', () => {
    const cwd = folderWith({ 'a.json': DRIFTED, 'open.json': OPEN });
    const { code, out, err } = run(['fix', '--diff', 'a.json', 'open.json'], { cwd });
    assert.equal(code, 0);
    assert.equal(
      out,
      `--- a/a.json
+++ b/a.json
@@ -6,9 +6,9 @@
       "image": "forms:2",
       "entryPoint": ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "node"],
       "command": ["server.js"],
       "environment": [
-        { "name": "TW_IMAGE_NAME", "value": "forms:1" },
+        { "name": "TW_IMAGE_NAME", "value": "forms:2" },
         { "name": "TW_CONTAINER_NAME", "value": "server" },
         { "name": "DEFENDER_TYPE", "value": "fargate" },
         { "name": "FARGATE_TASK", "value": "forms" },
         { "name": "FILESYSTEM_MONITORING", "value": "false" },
`,
    );
    assert.match(err, /a\.json: Fixed image-drift/);
    assert.equal(run(['fix', '--write', 'a.json'], { cwd }).code, 0);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), TODAY.replaceAll('forms:1', 'forms:2'));
  });

  test('scripts are written in the words of their language, in JSON and alone', () => {
    const rule = (script: string): string =>
      `[{ "_id": 101, "name": "a", "type": "network-outgoing", "script": ${JSON.stringify(script)}, "message": "m" }]`;
    const cwd = folderWith({
      'rules.json': rule('net.outgoing_ip => "1.1.1.1"'),
      'a.pcrule': "// type: processes\nproc.name == 'sh' && !proc.interactive\n",
    });
    assert.equal(run(['fix', '--write', 'rules.json', 'a.pcrule'], { cwd }).code, 0);
    assert.equal(readFileSync(join(cwd, 'rules.json'), 'utf8'), rule('net.outgoing_ip >= "1.1.1.1"'));
    // What `!` is meant to deny, nobody can tell.
    assert.equal(
      readFileSync(join(cwd, 'a.pcrule'), 'utf8'),
      '// type: processes\nproc.name = "sh" and !proc.interactive\n',
    );
  });

  test('a switch is set only where the profile states it', () => {
    const mixed = TODAY.replace(
      '"FILESYSTEM_MONITORING", "value": "false"',
      '"FILESYSTEM_MONITORING", "value": "true"',
    );
    const cwd = folderWith({ 'a.json': mixed });
    assert.equal(run(['fix', 'a.json'], { cwd }).out, mixed);
    const stated = folderWith({
      'a.json': mixed,
      '.ecs-defender.json': '{ "defender": { "filesystemMonitoring": false } }',
    });
    assert.equal(run(['fix', 'a.json'], { cwd: stated }).out, TODAY);
  });

  test('text that is not valid JSON, and a broken profile, are refused', () => {
    assert.equal(run(['fix', '-'], { input: DRIFTED.slice(0, -4) }).code, 1);
    const cwd = folderWith({ 'a.json': DRIFTED, '.ecs-defender.json': '{' });
    const { code, out } = run(['fix', 'a.json'], { cwd });
    assert.deepEqual([code, out], [1, '']);
  });
});

describe('what is deployed', () => {
  const described = JSON.stringify(
    {
      taskDefinition: {
        taskDefinitionArn: 'arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:7',
        family: 'shop',
        containerDefinitions: [{ name: 'web', image: 'nginx', entryPoint: ['/web'], command: null }],
        revision: 7,
        status: 'ACTIVE',
      },
      tags: [{ key: 'team', value: 'shop' }],
    },
    null,
    4,
  );

  test('check gates a description; what only registering would refuse is information', () => {
    const { code, out } = run(['check', '-', '--format', 'json'], { input: described });
    assert.equal(code, 1);
    const [{ findings }] = JSON.parse(out);
    assert.deepEqual(
      findings.map((one: { code: string; severity: string }) => `${one.severity} ${one.code}`),
      ['information describe-only-keys', 'warning task-unprotected', 'information null-values'],
    );
    const wired = run(['protect', '-', ...VALUES], { input: described }).out;
    assert.equal(
      run(['check', '-', '--fail-on', 'error'], { input: wired }).code,
      1,
      'it has no execution role',
    );
  });

  test('protect --for-register prints what can be registered', () => {
    const { code, out } = run(['protect', '-', '--for-register', ...VALUES], { input: described });
    assert.equal(code, 0);
    const task = JSON.parse(out);
    assert.deepEqual(Object.keys(task), ['family', 'containerDefinitions', 'tags']);
    assert.deepEqual(task.tags, [{ key: 'team', value: 'shop' }]);
    assert.deepEqual(Object.keys(task.containerDefinitions[0]), [
      'name',
      'image',
      'entryPoint',
      'dependsOn',
      'environment',
      'linuxParameters',
      'volumesFrom',
    ]);
    assert.match(
      out,
      /^\{\n {4}"family": "shop",\n {4}"containerDefinitions": \[\n {8}\{\n {12}"name": "web",/,
    );
    assert.equal(run(['protect', '-', '--for-register', ...VALUES], { input: out }).out, out);
  });

  test('where something is refused, nothing is stripped either', () => {
    const cwd = folderWith({ 'a.json': described });
    assert.equal(run(['protect', '--write', '--for-register', 'a.json'], { cwd }).code, 1);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), described);
  });
});

describe('suppressions', () => {
  const row = (extra: object): string =>
    JSON.stringify({ suppress: [{ rule: 'task-unprotected', ...extra }] });

  test('a row of the profile accepts a finding, for the container and family that it names', () => {
    for (const [extra, code] of [
      [{}, 0],
      [{ container: 'web', family: 'sh*', reason: 'moves next month' }, 0],
      [{ container: 'api' }, 1],
    ] as const) {
      const cwd = folderWith({ 'a.json': OPEN, '.ecs-defender.json': row(extra) });
      assert.equal(run(['check', 'a.json'], { cwd }).code, code, JSON.stringify(extra));
    }
  });

  test('SARIF shows what is accepted, and why', () => {
    const cwd = folderWith({ 'a.json': OPEN, '.ecs-defender.json': row({ reason: 'moves next month' }) });
    const { code, out } = run(['check', '.', '--format', 'sarif'], { cwd });
    assert.equal(code, 0);
    const [result] = JSON.parse(out).runs[0].results;
    assert.equal(result.ruleId, 'task-unprotected');
    assert.deepEqual(result.suppressions, [{ kind: 'external', justification: 'moves next month' }]);
  });

  test('a row that accepts nothing is reported when the whole folder is looked at', () => {
    const cwd = folderWith({ 'a.json': OPEN, '.ecs-defender.json': row({ container: 'gone' }) });
    const { out } = run(['check', '.'], { cwd });
    assert.match(out, /\.ecs-defender\.json:1:22 {2}warning {2}suppression-unused/);
    assert.doesNotMatch(run(['check', 'a.json'], { cwd }).out, /suppression-unused/);
    assert.doesNotMatch(run(['check', 'a.json', '.ecs-defender.json'], { cwd }).out, /suppression-unused/);
  });

  test('a comment accepts what stands on the next line, or on its own', () => {
    const next = OPEN.replace(
      '    { "name"',
      '    // ecs-defender-disable-next-line task-unprotected -- moves\n    { "name"',
    );
    assert.equal(run(['check', '-'], { input: next }).code, 0);
    const own = OPEN.replace('["/web"] }', '["/web"] } // ecs-defender-disable-line task-unprotected');
    assert.equal(run(['check', '-'], { input: own }).code, 0);
    const value = OPEN.replace('"/web"', '"ecs-defender-disable-line task-unprotected"');
    assert.equal(run(['check', '-'], { input: value }).code, 1, 'a value is no comment');
    const typo = next.replace('task-unprotected', 'task-unprotekted');
    const { code, out } = run(['check', '-'], { input: typo });
    assert.equal(code, 1);
    assert.match(out, /There is no rule called "task-unprotekted"/);
  });
});

test('an install bundle in a git work tree is an error, and never shown', () => {
  const bundle = 'eyJzZWNyZXRzIjp7InNlcnZpY2UtcGFyYW1ldGVyIjoieCJ9fQ==';
  const wired = TODAY.replace(
    '"name": "WS_ADDRESS"',
    `"name": "INSTALL_BUNDLE", "value": "${bundle}" }, { "name": "WS_ADDRESS"`,
  );
  const outside = folderWith({ 'a.json': wired });
  const inside = folderWith({ 'a.json': wired, '.git/HEAD': 'ref: refs/heads/main\n' });
  for (const [cwd, severity] of [
    [outside, 'warning'],
    [inside, 'error'],
  ] as const) {
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { out, err } = run(['check', 'a.json', '--format', format], { cwd });
      assert.ok(!(out + err).includes(bundle.slice(16)), format);
      if (format === 'text') assert.match(out, new RegExp(`${severity} {2}bundle-plaintext`));
    }
  }
});

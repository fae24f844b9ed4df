import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run, runAlone } from './run';

const [, WIRED] = /```json fixed\n([\s\S]*?)```/.exec(readFileSync('docs/rules/image-drift.md', 'utf8'))!;
const PREFIX = '"/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", ';
const LOST = WIRED.replace(PREFIX, '');
assert.notEqual(LOST, WIRED);

/** What `aws ecs describe-task-definition` prints of a revision. */
function described(text: string, revision: number, indent = 0, more = {}): string {
  const task = JSON.parse(text);
  const taskDefinitionArn = `arn:aws:ecs:ap-northeast-1:123456789012:task-definition/${task.family}:${revision}`;
  return JSON.stringify({ taskDefinition: { taskDefinitionArn, ...task, ...more }, tags: [] }, null, indent);
}
const check = (input: string, ...args: string[]) =>
  run(['check', '-', ...args], { input, cwd: folderWith({}) });

describe('check - over several descriptions', () => {
  test('what stands far down costs no more than what stands on top, broken or not', () => {
    const lines = '\n'.repeat(1_000);
    const input = `${OPEN.slice(0, -5)}${lines}${OPEN}  ${OPEN}${lines}`.repeat(200);
    const { code, out, err } = runAlone(['check', '-', '--format', 'json'], {
      input,
      // The white space before each document, once for each, would take several times as much.
      env: { NODE_OPTIONS: '--max-old-space-size=100' },
    });
    assert.deepEqual([code, err], [1, '']);
    const report = JSON.parse(out) as { findings: { code: string; range: { start: object } }[] }[];
    assert.equal(report.length, 600);
    const last = report.at(-1)!.findings.find((one) => one.code === 'task-unprotected')!;
    const before = input.slice(0, input.lastIndexOf('"web"')).split('\n');
    assert.deepEqual(last.range.start, { line: before.length - 1, character: before.at(-1)!.length });
  });

  test('one a line, or laid out: each is judged, at its own line', () => {
    for (const indent of [0, 4]) {
      const input = `${described(WIRED, 1, indent)}\n${described(OPEN, 2, indent)}\n`;
      const { out, code } = check(input);
      assert.equal(code, 1);
      assert.match(out, /Tasks: 2\. Containers protected: 1, open: 1/);
      const line =
        indent === 0 ? 2 : input.split('\n').findLastIndex((one) => one.includes('"name": "web"')) + 1;
      assert.match(out, new RegExp(`<stdin>:${line}:\\d+  warning  task-unprotected`));
    }
    assert.equal(check(`${described(WIRED, 1)}\n${described(WIRED, 2)}\n`).code, 0);
  });

  test('a file of JSON lines is read alike; one document with something behind it is not', () => {
    const lines = `${described(WIRED, 1)}\n${described(OPEN, 2)}\n`;
    const cwd = folderWith({ 'a.jsonl': lines, 'b.json': lines });
    assert.match(run(['check', 'a.jsonl'], { cwd }).out, /Tasks: 2\./);
    assert.match(run(['check', 'b.json'], { cwd }).out, /syntax/);
    assert.match(check(`${described(WIRED, 1)}\nAn error occurred (ThrottlingException)\n`).out, /syntax/);
    assert.match(check(`${described(WIRED, 1)}\n${described(OPEN, 2).slice(0, -9)}`).out, /syntax/);
  });

  test('braces and quotes inside of texts end nothing', () => {
    const odd = OPEN.replace('"/web"', String.raw`"}{\"}", "\\"`);
    assert.match(check(`${described(odd, 1)}\n${described(odd, 2)}`).out, /Tasks: 2\./);
  });

  test('the findings of several revisions are told apart', () => {
    const input = `${described(OPEN, 1)}\n${described(OPEN, 2)}\n`;
    const issues = JSON.parse(check(input, '--format', 'gitlab').out);
    const fingerprints = issues.map((one: { fingerprint: string }) => one.fingerprint);
    assert.equal(new Set(fingerprints).size, issues.length);
  });
});

describe('which revision lost the wiring', () => {
  const lost = (...revisions: string[]): string[] =>
    check(revisions.join('\n')).out.match(/Family .*/g) ?? [];

  test('is said once, whatever their order, with who registered it', () => {
    const by = { registeredBy: 'arn:aws:iam::123456789012:role/deployer' };
    assert.deepEqual(
      lost(described(LOST, 44), described(WIRED, 40), described(LOST, 43, 0, by), described(WIRED, 41)),
      [
        'Family "shop": container "web" was protected in revision 41. Of the revisions given here, 43 is the first without ' +
          'that; arn:aws:iam::123456789012:role/deployer registered it.',
      ],
    );
  });

  test('counts what is open now: what was mended since, and what never was protected, is no loss', () => {
    assert.deepEqual(lost(described(WIRED, 1), described(LOST, 2), described(WIRED, 3)), []);
    assert.deepEqual(lost(described(LOST, 1), described(LOST, 2)), []);
    assert.deepEqual(lost(described(WIRED, 1), described(LOST.replaceAll('"shop"', '"other"'), 2)), []);
    assert.equal(lost(described(WIRED, 9), described(LOST, 10)).length, 1, 'numbers are no texts');
  });

  test('a lost container of several, in json and in Japanese', () => {
    const input = `${described(WIRED, 1)}\n${described(LOST, 2)}\n`;
    const [, second] = JSON.parse(check(input, '--format', 'json').out);
    assert.ok(second.notes.some((note: string) => note.startsWith('Family "shop": container "web"')));
    assert.match(check(input, '--lang', 'ja').out, /最初に保護が失われたのは 2 です/);
  });
});

describe('a guard that is given nothing', () => {
  test('does not pass for success', () => {
    for (const input of ['', ' \n']) {
      const { code, err } = check(input);
      assert.equal(code, 2);
      assert.match(err, /nothing on standard input/);
    }
    const arns = JSON.stringify({ taskDefinitionArns: ['arn:aws:ecs:x:1:task-definition/shop:1'] });
    const { code, err } = check(arns);
    assert.equal(code, 2);
    assert.match(err, /names only: describe each/);
  });

  const ARN = 'arn:aws:ecs:ap-northeast-1:123456789012:task-definition/shop:1';
  const NOTHING = [
    JSON.stringify([ARN]),
    JSON.stringify(ARN),
    `TASKDEFINITIONARNS\t${ARN}\n`,
    'null',
    '{"taskDefinition":null}',
    JSON.stringify({ services: [{ serviceName: 'shop' }] }),
    JSON.stringify({ services: [{ taskDefinition: ARN }] }),
    '\nAn error occurred (AccessDenied) when calling the DescribeTaskDefinition operation\n',
    'not json',
    '{"containerDefinition": []}',
    'said "containerDefinitions"',
    '["containerDefinitions"]',
  ];

  test('does not pass for success when it is given what it cannot judge', () => {
    for (const input of NOTHING) {
      const { code, err } = check(input);
      assert.equal(code, 2, input);
      assert.match(
        err,
        /^-: cannot be read \((?:these are names only|line 1: no ECS task definition)/,
        input,
      );
    }
    assert.match(check('null', '--lang', 'ja').err, /1 行目: ECS タスク定義ではなく/);
    assert.equal(check('not json', '--as', 'notes.txt').code, 0, 'a name says what it is');
  });

  test('nor in a file of JSON lines that is named', () => {
    const cwd = folderWith({
      'a.jsonl': 'null\n',
      'b.ndjson': `${described(WIRED, 1)}\nnull\n`,
      'c.json': 'null\n',
    });
    assert.equal(run(['check', 'a.jsonl'], { cwd }).code, 2);
    assert.equal(run(['check', 'b.ndjson', 'a.jsonl'], { cwd }).code, 2);
    assert.equal(run(['check', 'c.json'], { cwd }).code, 0);
  });

  test('judges what stands behind something else, and says what that was', () => {
    for (const first of ['Warning: x', 'null', JSON.stringify(ARN), '{"taskDefinition":null}', 'a\nb']) {
      const { code, out, err } = check(`${first}\n${described(OPEN, 1, 2)}\n`);
      assert.equal(code, 2, first);
      assert.match(out, /task-unprotected[\s\S]*Tasks: 1\./, first);
      assert.match(err, /line 1: no ECS task definition/);
    }
  });

  test('goes on behind a document that is broken', () => {
    const lines = (broken: string) => `${described(WIRED, 1)}\n${broken}\n${described(OPEN, 3)}\n`;
    const whole = described(WIRED, 2);
    for (const broken of [
      'oops',
      whole.slice(0, -9),
      whole.slice(0, whole.indexOf('shop') + 2),
      '{',
      '[',
      '"',
    ]) {
      const { code, out } = check(lines(broken));
      assert.notEqual(code, 0, broken);
      assert.match(out, /<stdin>:3:\d+ {2}warning {2}task-unprotected/, broken);
    }
    const { code, out } = check(lines(described(WIRED, 2, 4).slice(0, -30)));
    assert.equal(code, 1);
    assert.match(out, /syntax[\s\S]*task-unprotected/);
  });

  test('judges the items of a list', () => {
    const list = (...texts: string[]) => `[\n${texts.join(',\n')}\n]\n`;
    const { code, out } = check(list(described(WIRED, 1), described(OPEN, 2)));
    assert.equal(code, 1);
    assert.match(out, /<stdin>:3:\d+ {2}warning {2}task-unprotected[\s\S]*Tasks: 2\./);
    assert.equal(check(list(described(WIRED, 1), described(WIRED, 2))).code, 0);
    assert.equal(check(list(described(WIRED, 1))).code, 0);
    assert.equal(check(list(described(WIRED, 1), 'null')).code, 2);
  });

  test('reads a template and comments as it always did', () => {
    assert.equal(check(`{{- if .Values.web }}\n${described(WIRED, 1, 2)}\n{{- end }}\n`).code, 0);
    assert.equal(check(`// first\n${described(WIRED, 1)}\n// second\n${described(WIRED, 2)}\n`).code, 0);
  });
});

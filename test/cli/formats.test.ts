import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run } from './run';

const commands = (out: string): string[] => out.match(/^::(?:error|warning|notice) .*$/gm) ?? [];
const BAD = '{ "name": "web", "image": "nginx", "entryPoint": ["/web"], "essential": "yes", "cpu": -1 }';

function tasks(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, place) => [`t${place}.json`, OPEN]));
}

describe('names of others', () => {
  test('end no line and speak to no terminal, in reports and in remarks', () => {
    const moves = '\u001b]0;x\u0007\u009b31m';
    const document = OPEN.replace('"web"', String.raw`"w\u001b[2J\r\n::error::x\u2028y"`);
    const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22]);
    const cwd = folderWith({ [`a${moves}\n::error::a.json`]: document, 'b\n::error::b.json': bytes });
    for (const lang of ['en', 'ja']) {
      const { out, err } = run(['check', '.', '--lang', lang], { cwd });
      assert.match(out, /w\\u001b\[2J\\u000d\\u000a::error::x\\u2028y/);
      assert.match(out, /a\\u001b\]0;x\\u0007\\u009b31m\\u000a::error::a\.json:4:15/);
      assert.match(err, /^b\\u000a::error::b\.json: /);
      assert.doesNotMatch(out + err, /^::|[^\P{Cc}\n]|\u2028/mu);
    }
  });

  test('are read in the order in which they are written', () => {
    const marks = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
    const cwd = folderWith({ [`a${marks}.json`]: OPEN.replace('"web"', `"w${marks}"`) });
    const { out, err } = run(['check', '.'], { cwd });
    assert.doesNotMatch(out + err, new RegExp(`[${marks}]`));
    const shown = Array.from(marks, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
      '',
    );
    assert.ok(out.includes(`a${shown}.json`) && out.includes(`w${shown}`), out);
  });

  test('what a repair says of values is one line', () => {
    const [, drifted] = /```json fires\n([\s\S]*?)```/.exec(
      readFileSync('docs/rules/image-drift.md', 'utf8'),
    )!;
    const name = /"TW_IMAGE_NAME",\s*"value": "([^"]*)"/.exec(drifted)![1];
    const file = 'c\n::error::c.json';
    const cwd = folderWith({
      [file]: drifted.replace(`"value": "${name}"`, String.raw`"value": "old:1\n::error::x"`),
    });
    const { err } = run(['fix', '--write', file], { cwd });
    assert.match(err, /old:1\\u000a::error::x/);
    assert.doesNotMatch(err, /^::/m);
  });
});

describe('github', () => {
  test('the report stands in the log, where nothing in it is a command; the annotations follow', () => {
    const name = '::error file=x::mine\n::warning::mine.json';
    const cwd = folderWith({ [name]: OPEN });
    const { out, code } = run(['check', '.', '--format', 'github'], { cwd });
    assert.equal(code, 1);
    const [, token] = /^::stop-commands::([\w-]{36})\n/.exec(out)!;
    const [report, annotations, ...rest] = out.split(`::${token}::\n`);
    assert.deepEqual(rest, []);
    assert.match(report, /warning {2}task-unprotected[\s\S]*Tasks: 1\./);
    assert.equal(
      annotations,
      '::warning file=%3A%3Aerror file=x%3A%3Amine%0A%3A%3Awarning%3A%3Amine.json,line=4,endLine=4,col=15,endColumn=20,' +
        'title=ECS Defender%3A task-unprotected::Task "shop" would start without Prisma Cloud Defender: container "web" is ' +
        'not wired to it. Fix: Protect with Defender.\n',
    );
  });

  test('what a document says cannot end a command', () => {
    const cwd = folderWith({ 'a.json': OPEN.replace('"web"', String.raw`"w%0A\r\n::error::x"`) });
    const annotations = commands(
      run(['check', '.', '--format', 'github'], { cwd }).out.split('::\n').at(-1)!,
    );
    assert.equal(annotations.length, 1);
    assert.match(annotations[0], /"w%250A\\u000d\\u000a::error::x"/);
  });

  test('a remark that begins with what a file is called starts no command either', () => {
    const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22]);
    const cwd = folderWith({ '::add-mask::a\n  ::error::b.json': bytes, '##[error]c.json': bytes });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: cwd };
    const { err, code } = run(['check', '.', '--format', 'github'], { cwd, env });
    assert.equal(code, 2);
    assert.match(err, /cannot be read[\s\S]*cannot be written/);
    assert.doesNotMatch(err, /^\s*::|##\[/m);
    assert.match(
      run(['check', '.'], { cwd }).err,
      /^::add-mask::a\\u000a {2}::error::b\.json: cannot/m,
      'elsewhere names begin lines',
    );
  });

  test('one annotation a container, the gravest finding first', () => {
    const cwd = folderWith({ 'a.json': OPEN.replace(/\{ "name".*\}/, BAD) });
    const found = JSON.parse(run(['check', '.', '--format', 'json'], { cwd }).out)[0].findings;
    assert.ok(found.length >= 2);
    const [only, ...others] = commands(run(['check', '.', '--format', 'github'], { cwd }).out);
    assert.deepEqual(others, []);
    assert.match(only, /^::error .*title=ECS Defender%3A web \(/);
    for (const { code } of found) assert.ok(only.includes(code), code);
  });

  test('errors first, ten of a level, and the last one says how many more', () => {
    const cwd = folderWith({ ...tasks(13), 'z.json': OPEN.replace(/\{ "name".*\}/, BAD) });
    const all = commands(run(['check', '.', '--format', 'github'], { cwd }).out);
    assert.match(all[0], /^::error file=z\.json/);
    assert.equal(all.length, 11);
    assert.match(all[10], /%0ANot shown here: 3 more\./);
    assert.doesNotMatch(all[9], /Not shown/);
    const exact = commands(run(['check', 't0.json', '--format', 'github'], { cwd }).out);
    assert.doesNotMatch(exact[0], /Not shown/);
  });

  test('a table goes to the summary of the step, in the reader’s language and without markup of others', () => {
    const name = '<b>|`[x](javascript:y) ${a} ${b}`|</b>';
    const cwd = folderWith({ 'a|b.json': OPEN.replace('"web"', JSON.stringify(name)) });
    const summary = join(cwd, 'summary.md');
    writeFileSync(summary, 'Before\n');
    const env = { GITHUB_STEP_SUMMARY: summary };
    run(['check', '.', '--format', 'github', '--lang', 'ja'], { cwd, env });
    const lines = readFileSync(summary, 'utf8').split('\n');
    assert.deepEqual(lines.slice(0, 2), ['Before', '## ECS Defender']);
    assert.equal(lines[5], '| 重大度 | 場所 | コンテナ | ルール | 内容 |');
    assert.equal(lines[6], '| --- | --- | --- | --- | --- |');
    const [, level, place, container] = lines[7].split(/(?<!\\)\|/).map((cell) => cell.trim());
    assert.deepEqual([level, place], ['警告', String.raw`a\|b.json:4`]);
    assert.equal(container, String.raw`\<b\>\|\`\[x\](javascript:y) \$\{a\} \$\{b\}\`\|\</b\>`);
    run(['check', '.', '--format', 'text'], { cwd, env });
    assert.equal(readFileSync(summary, 'utf8').split('\n').length, lines.length, 'only for GitHub');
  });
});

describe('gitlab', () => {
  test('one issue for each finding, known by what it is about', () => {
    const files = { 'deep/a.json': OPEN.replace(/\{ "name".*\}/, BAD) };
    const issues = JSON.parse(run(['check', '.', '--format', 'gitlab'], { cwd: folderWith(files) }).out);
    const fingerprints = issues.map((one: { fingerprint: string }) => one.fingerprint);
    assert.equal(new Set(fingerprints).size, issues.length);
    const [issue] = issues.filter((one: { check_name: string }) => one.check_name === 'task-unprotected');
    const { fingerprint, description, ...others } = issue;
    assert.deepEqual(others, {
      check_name: 'task-unprotected',
      severity: 'major',
      location: { path: 'deep/a.json', lines: { begin: 4 } },
    });
    assert.match(description, /^Task "shop" would start/);
    assert.match(fingerprint, /^[0-9a-f]{16}:1$/);
  });

  test('nothing found is an empty list', () => {
    assert.equal(
      run(['check', '.', '--format', 'gitlab'], { cwd: folderWith({ 'a.json': '{}' }) }).out,
      '[]\n',
    );
  });
});

describe('junit', () => {
  const ROUTER = '{ "name": "log", "image": "fluent/fluent-bit:3", "essential": false }';
  const files = { 'a&b.json': OPEN.replace('    {', `    ${ROUTER},\n    {`).replace('"shop"', '"<shop>"') };

  test('a test for each container: it fails, is skipped, or passes', () => {
    const { out } = run(['check', '.', '--format', 'junit'], { cwd: folderWith(files) });
    assert.equal(
      out
        .replace(/(<(?:failure|skipped) message=")[^"]*/g, '$1...')
        .replace(/(type="[^"]*">)[^<]*/g, '$1...'),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ecs-defender" tests="2" failures="1" errors="0" skipped="1" time="0">
  <testsuite name="a&amp;b.json" tests="2" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="a&amp;b.json" name="&lt;shop&gt; / log" file="a&amp;b.json" time="0"><skipped message="..."/></testcase>
    <testcase classname="a&amp;b.json" name="&lt;shop&gt; / web" file="a&amp;b.json" time="0"><failure message="..." type="task-unprotected">...</failure></testcase>
  </testsuite>
</testsuites>
`,
    );
    assert.match(out, /<skipped message="Left alone: &quot;log&quot; is a log router/);
  });

  test('a container whose findings are accepted is skipped, and no pass', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const junit = ['check', '.', '--format', 'junit', '--baseline', 'b.json'];
    run(['check', '.', '--write-baseline', 'b.json'], { cwd });
    const { out, code } = run(junit, { cwd });
    assert.equal(code, 0);
    assert.match(out, /tests="1" failures="0" errors="0" skipped="1"/);
    assert.match(out, /name="shop \/ web"[^>]*><skipped message="Accepted findings: 1\."\/><\/testcase>/);
    assert.match(run([...junit, '--lang', 'ja'], { cwd }).out, /<skipped message="許容済みの指摘: 1 件。"/);
  });

  test('what is below --fail-on is said, and does not fail', () => {
    const { out, code } = run(['check', '.', '--format', 'junit', '--fail-on', 'error'], {
      cwd: folderWith(files),
    });
    assert.equal(code, 0);
    assert.match(out, /failures="0"[\s\S]*<system-out>a&amp;b\.json:5:15 warning task-unprotected/);
  });

  test('characters that XML cannot hold do not get in', () => {
    const odd = OPEN.replace('"web"', String.raw`"\u0000\u001b\ud800]]>"`);
    const { out } = run(['check', '.', '--format', 'junit'], { cwd: folderWith({ 'a.json': odd }) });
    assert.match(out, /\/ \ufffd\ufffd\ufffd\]\]&gt;"/);
    assert.doesNotMatch(out, /[\u0000-\u0008\u001b]/);
  });
});

describe('--save', () => {
  test('keeps reports beside what is printed', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    const args = [
      'check',
      '.',
      '--save',
      'sarif=out.sarif',
      '--save',
      'junit=out.xml',
      '--save',
      'text=out.txt',
    ];
    const { out, code } = run(args, { cwd });
    assert.equal(code, 1);
    assert.equal(readFileSync(join(cwd, 'out.txt'), 'utf8'), out);
    assert.equal(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).version, '2.1.0');
    assert.match(readFileSync(join(cwd, 'out.xml'), 'utf8'), /^<\?xml/);
  });

  test('2 where it makes no sense or cannot be written', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    for (const value of ['sarif', 'sarif=', 'github=x', 'bogus=x', 'sarif=none/x'])
      assert.equal(run(['check', '.', '--save', value], { cwd }).code, 2, value);
    assert.ok(!existsSync(join(cwd, 'none')));
  });

  test('never takes the place of what the run is about', () => {
    const files = {
      'a.json': OPEN,
      'other.json': '{ "private": true }',
      '.ecs-defender.json': '{}',
      '.ecs-defender.images.json': '{ "version": 1, "images": {} }',
      'baseline.json': '{ "version": 1, "findings": [] }',
    };
    const cwd = folderWith(files);
    symlinkSync('a.json', join(cwd, 'link.sarif'));
    for (const file of [...Object.keys(files), './a.json', join(cwd, 'a.json'), 'link.sarif']) {
      const { code, err, out } = run(
        ['check', '.', '--baseline', 'baseline.json', '--save', `json=${file}`],
        { cwd },
      );
      assert.equal(code, 2, file);
      assert.equal(out, '');
      assert.ok(err.includes(`--save ${file}: this run reads that file.`), err);
    }
    for (const [file, text] of Object.entries(files))
      assert.equal(readFileSync(join(cwd, file), 'utf8'), text);
    const both = ['check', 'a.json', '--write-baseline', 'new.json', '--save', 'json=new.json'];
    assert.equal(run(both, { cwd }).code, 2);
    assert.ok(!existsSync(join(cwd, 'new.json')));
    const named = ['check', 'a.json', '--as', 'b/c.json', '--save', 'sarif=a.json', '--lang', 'ja'];
    assert.match(run(named, { cwd }).err, /今回の実行で読み込むファイルです/);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), OPEN);
  });

  test('takes the place of the report before, also where the run has met it', () => {
    const cwd = folderWith({ 'a.json': OPEN });
    for (const name of ['json', 'sarif', 'gitlab', 'junit']) {
      const args = ['check', '.', `${name}.json`, '--save', `${name}=${name}.json`];
      run(['check', '.', '--save', `${name}=${name}.json`], { cwd });
      const first = readFileSync(join(cwd, `${name}.json`), 'utf8');
      assert.equal(run(args, { cwd }).code, 1, name);
      assert.equal(readFileSync(join(cwd, `${name}.json`), 'utf8'), first);
    }
  });
});

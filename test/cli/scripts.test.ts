import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folderWith, OPEN, run } from './run';

const RULES = JSON.stringify(
  [
    { name: 'a', type: 'processes', script: 'proc.name = "nc"', message: '%proc.name' },
    { name: 'b', type: 'network-outgoing', script: 'net.outgoing_ip => "1.1.1.1"', message: '%proc.nmae' },
  ],
  null,
  2,
);

describe('check of custom rules', () => {
  test('scripts in files of their own and in JSON are checked together with task definitions', () => {
    const cwd = folderWith({ 'x.pcrule': 'proc.nmae = "nc"\n', 'rules.json': RULES, 'task.json': OPEN });
    const { code, out, err } = run(['check', 'x.pcrule', 'rules.json'], { cwd });
    assert.equal(
      out,
      `x.pcrule
  x.pcrule:1:1  error  script-unknown-name
    There is no attribute proc.nmae.

rules.json
  rules.json:11:32  error  script-operator
    => is not an operator of this language: write ">=".
  rules.json:12:17  warning  message-macro
    There is no attribute proc.nmae: %proc.nmae would stand in the audit as it is.

Tasks: 0. Containers protected: 0, open: 0, left alone: 0. Errors: 2, warnings: 1, other findings: 0, accepted: 0.
`,
    );
    assert.equal(err, '');
    assert.equal(code, 1);
    const all = run(['check', '.', '--format', 'json'], { cwd });
    assert.deepEqual(
      JSON.parse(all.out).map(({ file }: { file: string }) => file),
      ['rules.json', 'task.json', 'x.pcrule'],
    );
  });

  test('what is right is silent, and is not nothing', () => {
    const cwd = folderWith({ 'x.pcrule': '// type: processes\nproc.name = "nc"\n' });
    const { code, out, err } = run(['check', '.'], { cwd });
    assert.equal(code, 0);
    assert.equal(err, '');
    assert.match(out, /Errors: 0,/);
  });

  test('a script comes through standard input under a name', () => {
    const { code, out } = run(['check', '-', '--as', 'x.pcrule'], {
      cwd: folderWith({}),
      input: 'proc.name',
    });
    assert.equal(code, 1);
    assert.match(out, /x\.pcrule:1:1 {2}error {2}script-not-boolean/);
  });

  test('a comment accepts a finding; one that accepts nothing is found', () => {
    const accepted = '// ecs-defender-disable-next-line script-not-boolean -- known\nproc.name\n';
    const cwd = folderWith({
      'a.pcrule': accepted,
      'b.pcrule': accepted.replace('proc.name\n', 'proc.interactive\n'),
    });
    const { out } = run(['check', '.'], { cwd });
    assert.doesNotMatch(out, /a\.pcrule/);
    assert.match(out, /b\.pcrule:1:\d+ {2}warning {2}suppression-unused/);
  });

  test('protect leaves a script alone', () => {
    const cwd = folderWith({ 'x.pcrule': 'proc.interactive\n' });
    const { code, out } = run(['protect', 'x.pcrule'], { cwd });
    assert.notEqual(code, 0);
    assert.equal(out, '');
  });
});

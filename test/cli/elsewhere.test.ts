import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folderWith, run, VALUES } from './run';

/** Terraform whose containers stand in a file of their own: each file is judged with what the other one says. */

const resource = (family: string, containers: string, more = ''): string => `
resource "aws_ecs_task_definition" "web" {
  family                   = ${family}
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  container_definitions    = ${containers}
  cpu                      = 256
  memory                   = 512
${more}}
`;
const CONTAINERS = `[
  { "name": "web", "image": "\${image}", "entryPoint": ["/web"] }
]
`;
const CALL = `templatefile("\${path.module}/tpl/web.json.tpl", { image = var.image, env = var.env })`;

/** What FARGATE_TASK becomes, or the first line of why not. */
function familyWritten(files: Record<string, string>, path = 'tpl/web.json.tpl', ...args: string[]): string {
  const cwd = folderWith({ '.git/HEAD': '', ...files });
  const { code, out, err } = run(['protect', path, ...VALUES, ...args], { cwd });
  if (code !== 0) return err.split('\n')[0];
  const containers = JSON.parse(out) as { environment: { name: string; value: string }[] }[];
  const values = containers.map(
    ({ environment }) => environment.find(({ name }) => name === 'FARGATE_TASK')?.value,
  );
  assert.equal(new Set(values).size, 1, 'the sidecar and the container say the same');
  return values[0]!;
}

describe('the family of containers that a resource takes from a file', () => {
  const rows: [what: string, family: string, containers: string, expected: string | RegExp][] = [
    ['a literal', '"shop"', CALL, 'shop'],
    ['a variable that the template is given', 'var.env', CALL, '${env}'],
    ['a text around such a variable', '"${var.env}-shop"', CALL, '${env}-shop'],
    ['an expression that the template is not given', 'var.name', CALL, /resource .* says var\.name, which/],
    [
      'one that is only half given',
      '"${var.env}-${var.name}"',
      CALL,
      /says \$\{var\.env\}-\$\{var\.name\}, /,
    ],
    ['a plain file, with a literal', '"shop"', 'file("tpl/web.json.tpl")', 'shop'],
    ['a plain file, with an expression', 'var.env', 'file("tpl/web.json.tpl")', /says var\.env, which/],
    ['as Terraform was written before', '"shop"', '"${file("./tpl/web.json.tpl")}"', 'shop'],
    ['by way of a data source', 'var.env', 'data.template_file.web.rendered', '${stage}'],
    ['by way of a local', '"shop"', 'local.containers', 'shop'],
    ['another file', '"shop"', 'file("tpl/other.json")', /does not name \(--family/],
    ['the same name in another folder', '"shop"', 'file("${path.module}/web.json.tpl")', /does not name/],
  ];
  const more = `
data "template_file" "web" {
  template = file("tpl/web.json.tpl")
  vars     = { stage = var.env }
}
locals {
  containers = ${CALL}
}
`;
  for (const [what, family, containers, expected] of rows) {
    test(what, () => {
      const files = { 'ecs.tf': resource(family, containers) + more, 'tpl/web.json.tpl': CONTAINERS };
      const written = familyWritten(files);
      if (typeof expected === 'string') assert.equal(written, expected);
      else assert.match(written, expected);
    });
  }

  test('the resource stands in a module, and says the path from where Terraform is run', () => {
    const files = {
      'modules/ecs/main.tf': resource('"shop"', 'file("modules/ecs/web.json")'),
      'modules/ecs/web.json': CONTAINERS,
    };
    assert.equal(familyWritten(files, 'modules/ecs/web.json'), 'shop');
  });
  test('above the repository nobody looks', () => {
    const files = {
      'ecs.tf': resource('"shop"', 'file("in/web.json")'),
      'in/.git/HEAD': '',
      'in/web.json': CONTAINERS,
    };
    assert.match(familyWritten(files, 'in/web.json'), /does not name/);
  });
  test('two resources that disagree', () => {
    const files = {
      'a.tf': resource('"shop"', 'file("web.json")'),
      'b.tf': resource('"store"', 'file("web.json")'),
      'web.json': CONTAINERS,
    };
    assert.match(familyWritten(files, 'web.json'), /a family that this file can write/);
    assert.equal(familyWritten({ ...files, 'b.tf': files['a.tf'] }, 'web.json'), 'shop');
  });
  test('the profile says what the resource leaves to a variable', () => {
    const files = { 'ecs.tf': resource('var.name', CALL), 'tpl/web.json.tpl': CONTAINERS };
    assert.equal(familyWritten(files, 'tpl/web.json.tpl', '--family', 'shop'), 'shop');
  });
});

describe('what else the resource says of its containers', () => {
  const report = (args: string[], cwd: string): { code: number | null; out: string } => run(args, { cwd });

  test('a task for EC2 is left alone', () => {
    const cwd = folderWith({
      'ecs.tf': resource('"shop"', 'file("web.json")').replace('"FARGATE"', '"EC2"'),
      'web.json': CONTAINERS,
    });
    const { code, out } = report(['check', '.'], cwd);
    assert.equal(code, 0);
    assert.match(out, /"web" does not run on Fargate \(requiresCompatibilities: EC2\)/);
  });
  test('a task for Windows is refused', () => {
    const windows = '  runtime_platform {\n    operating_system_family = "WINDOWS_SERVER_2022_CORE"\n  }\n';
    const cwd = folderWith({
      'ecs.tf': resource('"shop"', 'file("web.json")', windows),
      'web.json': CONTAINERS,
    });
    const { code, err } = run(['protect', '--diff', 'web.json', ...VALUES], { cwd });
    assert.equal(code, 1);
    assert.match(err, /Windows/);
  });
  test('a capability that Fargate does not know is one here too', () => {
    const capable = CONTAINERS.replace(
      ' }\n',
      ', "linuxParameters": { "capabilities": { "add": ["NET_ADMIN"] } } }\n',
    );
    const cwd = folderWith({ 'ecs.tf': resource('"shop"', 'file("web.json")'), 'web.json': capable });
    assert.match(report(['check', 'web.json'], cwd).out, /capability-on-fargate/);
  });
  test('a family that has changed meanwhile is drift in the file', () => {
    const cwd = folderWith({ 'ecs.tf': resource('"shop"', 'file("web.json")'), 'web.json': CONTAINERS });
    assert.equal(run(['protect', '--write', 'web.json', ...VALUES], { cwd }).code, 0);
    assert.equal(report(['check', 'web.json'], cwd).code, 0);
    run(['protect', '--write', 'web.json'], { cwd });
    const renamed = folderWith({
      'ecs.tf': resource('"store"', 'file("web.json")'),
      'web.json': readFileSync(join(cwd, 'web.json'), 'utf8'),
    });
    assert.match(report(['check', 'web.json'], renamed).out, /family-drift/);
    assert.equal(run(['fix', '--write', 'web.json'], { cwd: renamed }).code, 0);
    assert.doesNotMatch(readFileSync(join(renamed, 'web.json'), 'utf8'), /"shop"/);
  });
});

describe('the resource whose containers stand in a file', () => {
  const files = { 'ecs.tf': resource('"shop"', CALL), 'tpl/web.json.tpl': CONTAINERS };

  test('says how many of them are unprotected, until they are protected', () => {
    const cwd = folderWith(files);
    const before = run(['check', 'ecs.tf'], { cwd });
    assert.equal(before.code, 1);
    assert.match(before.out, /ecs\.tf:6:3 {2}warning {2}task-unprotected/);
    assert.match(
      before.out,
      /stand in \$\{path\.module\}\/tpl\/web\.json\.tpl: 1 of 1 would start without .*\(web\)/,
    );
    const refused = run(['protect', '--diff', 'ecs.tf', ...VALUES], { cwd });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /The containers stand in .*tpl\/web\.json\.tpl\. Protect that file\./);

    assert.equal(run(['protect', '--write', 'tpl/web.json.tpl', ...VALUES], { cwd }).code, 0);
    assert.equal(run(['check', 'ecs.tf'], { cwd }).code, 0);
    const done = run(['protect', '--diff', 'ecs.tf', ...VALUES], { cwd });
    assert.deepEqual([done.code, done.out], [0, '']);
  });
  test('leads to them in SARIF', () => {
    const cwd = folderWith(files);
    const log = JSON.parse(run(['check', '--format', 'sarif', 'ecs.tf'], { cwd }).out);
    const [place] = log.runs[0].results[0].relatedLocations;
    assert.equal(place.physicalLocation.artifactLocation.uri, 'tpl/web.json.tpl');
    assert.deepEqual(place.physicalLocation.region, {
      startLine: 2,
      startColumn: 13,
      endLine: 2,
      endColumn: 18,
    });
  });
  test('says so where the file is not there', () => {
    const cwd = folderWith({ 'ecs.tf': files['ecs.tf'] });
    const { code, out } = run(['check', 'ecs.tf'], { cwd });
    assert.equal(code, 0);
    assert.match(out, /containers-hidden[\s\S]*tpl\/web\.json\.tpl, which cannot be found/);
  });
  test('a service beside it is judged by the wiring in the file', () => {
    const service = `
resource "aws_ecs_service" "web" {
  task_definition  = aws_ecs_task_definition.web.arn
  platform_version = "1.3.0"
}
`;
    const cwd = folderWith({ ...files, 'ecs.tf': files['ecs.tf'] + service });
    assert.doesNotMatch(run(['check', 'ecs.tf'], { cwd }).out, /platform-version/);
    run(['protect', '--write', 'tpl/web.json.tpl', ...VALUES], { cwd });
    assert.match(run(['check', 'ecs.tf'], { cwd }).out, /error {2}platform-version/);
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadTestGrammars } from '../support/grammars';
import { labels, offers, taken } from './completing';

before(loadTestGrammars);

const task = (containers: string, more = ''): string =>
  `{"family":"shop",${more}"containerDefinitions":[${containers}]}`;
const template = (containers: string): string => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop
      ContainerDefinitions:
${containers}`;
const terraform = (containers: string): string => `resource "aws_ecs_task_definition" "shop" {
  family = "shop"
  container_definitions = jsonencode([
${containers}
  ])
}
`;

/** The text with its cursor, what is taken, and the text that comes of it. */
const TAKEN: [name: string, text: string, label: string, result: string][] = [
  ['a key in quotes', task('{"name":"web","ima‸"}'), 'image', task('{"name":"web","image": "$1"}')],
  [
    'a key in quotes that are not closed',
    '{"containerDefinitions":[{"ima‸',
    'image',
    '{"containerDefinitions":[{"image": "$1"',
  ],
  [
    'a key whose quote was typed in front of another',
    task('{"‸ "name":"web"}'),
    'image',
    task('{"image": "$1", "name":"web"}'),
  ],
  ['a key without quotes', task('{"name":"web",ima‸}'), 'image', task('{"name":"web","image": "$1"}')],
  ['a key where nothing stands', task('{‸}'), 'image', task('{"image": "$1"}')],
  [
    'a key behind a missing comma',
    task('{"name":"web" "‸"}'),
    'image',
    task('{"name":"web", "image": "$1"}'),
  ],
  [
    'a key in front of another',
    '{\n  "family": "shop",\n  "‸"\n  "containerDefinitions": []\n}',
    'cpu',
    '{\n  "family": "shop",\n  "cpu": "$1",\n  "containerDefinitions": []\n}',
  ],
  ['the key of a value that is there', task('{"im‸g": "nginx"}'), 'image', task('{"image": "nginx"}')],
  ['a number', task('{"‸"}'), 'memoryReservation', task('{"memoryReservation": $1}')],
  ['true or false', task('{"‸"}'), 'essential', task('{"essential": ${1|true,false|}}')],
  ['a list of texts', task('{"‸"}'), 'command', task('{"command": ["$1"]}')],
  [
    'an object with what it must have',
    '{\n\t"containerDefinitions": [\n\t\t{\n\t\t\t"name": "web",\n\t\t\t"‸"\n\t\t}\n\t]\n}',
    'healthCheck',
    '{\n\t"containerDefinitions": [\n\t\t{\n\t\t\t"name": "web",\n\t\t\t"healthCheck": {\n\t"command": ["$1"]\n}\n\t\t}\n\t]\n}',
  ],
  [
    'a list of objects',
    '{\n  "containerDefinitions": [\n    {\n      "‸"\n    }\n  ]\n}',
    'dependsOn',
    '{\n  "containerDefinitions": [\n    {\n      "dependsOn": [\n  { "containerName": "$1", "condition": "${2|COMPLETE,HEALTHY,START,SUCCESS|}" }\n]\n    }\n  ]\n}',
  ],
  [
    'a map',
    '{\n  "containerDefinitions": [\n    {\n      "‸"\n    }\n  ]\n}',
    'dockerLabels',
    '{\n  "containerDefinitions": [\n    {\n      "dockerLabels": {\n  "$1": "$2"\n}\n    }\n  ]\n}',
  ],
  [
    'a key of a template in JSON, as CloudFormation spells it',
    '{"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ContainerDefinitions":[{"Ima‸"}]}}}}',
    'Image',
    '{"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ContainerDefinitions":[{"Image": "$1"}]}}}}',
  ],
  [
    'a key of a template',
    template('        - Name: web\n          Ima‸\n'),
    'Image',
    template('        - Name: web\n          Image: $1\n'),
  ],
  [
    'a key above others',
    template('        - ‸\n          Name: web\n'),
    'Image',
    template('        - Image: $1\n          Name: web\n'),
  ],
  [
    'the key of a value that is there, in a template',
    template('        - Nam‸: web\n'),
    'Name',
    template('        - Name: web\n'),
  ],
  [
    'an object of a template; the editor moves its lines to where the line begins',
    template('        - Name: web\n          Hea‸\n'),
    'HealthCheck',
    template('        - Name: web\n          HealthCheck:\n  Command:\n    - $1\n'),
  ],
  [
    'an object behind a dash, whose line begins before it',
    template('        - Hea‸\n'),
    'HealthCheck',
    template('        - HealthCheck:\n    Command:\n      - $1\n'),
  ],
  [
    'a list of objects of a template',
    template('        - Name: web\n          ‸\n'),
    'MountPoints',
    template(
      '        - Name: web\n          MountPoints:\n  - SourceVolume: $1\n    ContainerPath: $2\n    ReadOnly: ${3|true,false|}\n',
    ),
  ],
  [
    'a key in the brackets of YAML',
    template('        - { Name: web, ‸ }\n'),
    'Image',
    template('        - { Name: web, Image: $1 }\n'),
  ],
  [
    'the first key of a template’s task',
    'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ‸\n',
    'Family',
    'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: $1\n',
  ],
  [
    'a key of Terraform',
    terraform('    {\n      name = "web"\n      ima‸\n    }'),
    'image',
    terraform('    {\n      name = "web"\n      image = "$1"\n    }'),
  ],
  [
    'a key of Terraform among quoted ones with colons',
    terraform('    {\n      "name": "web",\n      "ima‸"\n    }'),
    'image',
    terraform('    {\n      "name": "web",\n      "image": "$1"\n    }'),
  ],
  [
    'an object of Terraform',
    terraform('    {\n      name = "web"\n      ‸\n    }'),
    'logConfiguration',
    terraform(
      '    {\n      name = "web"\n      logConfiguration = {\n  logDriver = "${1|awsfirelens,awslogs,fluentd,gelf,journald,json-file,splunk,syslog|}"\n}\n    }',
    ),
  ],
  [
    'a key of an object of Terraform on one line',
    terraform('    { name = "web", ‸ }'),
    'image',
    terraform('    { name = "web", image = "$1" }'),
  ],
  [
    'a key of JSON in a heredoc',
    'resource "aws_ecs_task_definition" "shop" {\n  container_definitions = <<EOF\n[{"name": "web", "ima‸"}]\nEOF\n}\n',
    'image',
    'resource "aws_ecs_task_definition" "shop" {\n  container_definitions = <<EOF\n[{"name": "web", "image": "$1"}]\nEOF\n}\n',
  ],
  [
    'an option of a log driver',
    task('{"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"shop","‸"}}}'),
    'awslogs-region',
    task(
      '{"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"shop","awslogs-region": "$1"}}}',
    ),
  ],
];

describe('a key is completed:', () => {
  for (const [name, text, label, result] of TAKEN) test(name, () => assert.equal(taken(text, label), result));

  test('for an editor without snippets, up to its value', () => {
    const plain = { snippets: false };
    assert.equal(taken(task('{"ima‸"}'), 'image', {}, plain), task('{"image": }'));
    assert.equal(
      taken(template('        - Name: web\n          ‸\n'), 'Image', {}, plain),
      template('        - Name: web\n          Image: \n'),
    );
  });
});

describe('which keys are offered:', () => {
  test('those that fit here, what is required first, and none twice', () => {
    assert.deepEqual(labels(task('{"mountPoints":[{"‸"}]}')), ['containerPath', 'readOnly', 'sourceVolume']);
    assert.deepEqual(labels(task('{"mountPoints":[{"sourceVolume":"a","‸"}]}')), [
      'containerPath',
      'readOnly',
    ]);
    assert.deepEqual(labels(task('{"IMAGE":"x","‸"}')).slice(0, 3), ['name', 'command', 'cpu']);
    assert.deepEqual(labels(task('{"dependsOn":[{"‸"}]}')), ['condition', 'containerName']);
  });

  test('with their types', () => {
    const found = offers(task('{"‸"}'));
    const detail = (label: string) => found.find((one) => one.label === label)?.detail;
    assert.equal(detail('image'), 'string');
    assert.equal(detail('memory'), 'number');
    assert.equal(detail('dependsOn'), 'ContainerDependency[]');
    assert.equal(detail('dockerLabels'), 'map');
    assert.equal(detail('healthCheck'), 'HealthCheck');
    assert.deepEqual(
      found.filter(({ isRequired }) => isRequired).map(({ label }) => label),
      ['image', 'name'],
    );
  });

  test('on Fargate, what it takes', () => {
    const fargate = '"requiresCompatibilities":["FARGATE"],';
    for (const name of ['links', 'privileged', 'hostname']) {
      assert.ok(labels(task('{"‸"}')).includes(name), name);
      assert.ok(!labels(task('{"‸"}', fargate)).includes(name), name);
    }
    assert.ok(
      !labels('{"‸","requiresCompatibilities":["FARGATE"],"containerDefinitions":[]}').includes('ipcMode'),
    );
  });

  test('the options of the driver that is chosen', () => {
    const logs = (driver: string): string =>
      task(`{"logConfiguration":{"logDriver":"${driver}","options":{"‸"}}}`);
    assert.deepEqual(labels(logs('awslogs')).slice(0, 3), [
      'awslogs-group',
      'awslogs-region',
      'awslogs-create-group',
    ]);
    assert.deepEqual(labels(logs('splunk')).slice(0, 2), ['splunk-token', 'splunk-url']);
  });

  test('none for names of the author’s own, unknown objects, and arguments of Terraform', () => {
    for (const text of [
      task('{"dockerLabels":{"‸"}}'),
      task('{"x-mine":{"‸"}}'),
      'resource "aws_ecs_task_definition" "shop" {\n  ‸\n  container_definitions = jsonencode([{ name = "web" }])\n}\n',
    ])
      assert.deepEqual(labels(text), [], text);
  });

  test('none where placeholders, intrinsic functions, expressions and comments stand', () => {
    for (const text of [
      task('{"image":"${‸}"}'),
      task('{"image":"${NAME‸'),
      task('{${‸}}'),
      task('{"essential":{{ ‸ }}}'),
      '{\n  // ‸\n  "containerDefinitions": []\n}',
      template('        - Name: web # ‸\n'),
      template('        - Name: web\n          Essential: !Ref ‸\n'),
      template('        - Name: web\n          Essential: !If [A, ‸]\n'),
      template('        - Name: web\n          Essential:\n            Fn::If: [A, ‸]\n'),
      terraform('    {\n      name = "web"\n      essential = var.‸\n    }'),
      terraform('    {\n      name = "web"\n      essential = lookup(var.a, ‸)\n    }'),
      terraform('    {\n      name = "web" # ‸\n    }'),
      '{"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ContainerDefinitions":[{"Essential":{"Ref":"‸"}}]}}}}',
    ])
      assert.deepEqual(labels(text), [], text);
  });

  test('none in documents without a task definition, nor beside one', () => {
    for (const text of [
      '{"‸"}',
      '{"name": "‸"}',
      '',
      'Resources:\n  ‸\n',
      'resource "aws_s3_bucket" "b" {\n  ‸\n}\n',
    ])
      assert.deepEqual(labels(text.includes('‸') ? text : '‸'), [], text);
    assert.deepEqual(
      labels(
        '{"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ContainerDefinitions":[]}},"‸"}}',
      ),
      [],
    );
  });

  test('none behind a blank that an author types between things', () => {
    const options = { snippets: true, onlyValues: true };
    assert.deepEqual(offers(task('{"name":"web", ‸}'), {}, options), []);
    assert.deepEqual(
      offers(task('{"essential": ‸}'), {}, options).map(({ label }) => label),
      ['true', 'false'],
    );
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import { Models } from '../../server/src/service/model';
import { renameAt, renameableAt } from '../../server/src/service/rename';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { configOf, documentOf } from '../support/harness';
import { at } from '../support/markers';
import { SHOP, TEMPLATE, TERRAFORM } from './documents';

before(loadTestGrammars);

function renamed(source: string, to: string): string {
  const { model, text, offset } = at(source);
  const renaming = renameAt(model, offset, to);
  return 'refused' in renaming ? words(renaming.refused, 'en') : applyEdits(text, renaming.edits);
}

/** Puts the cursor behind the n-th place where a text stands. */
function cursorAt(text: string, part: string, n = 1): string {
  let found = -1;
  for (let count = 0; count < n; count++) found = text.indexOf(part, found + 1);
  assert.ok(found >= 0, part);
  const place = found + part.length;
  return `${text.slice(0, place)}‸${text.slice(place)}`;
}

describe('renaming', () => {
  test('a container, with its wiring and everything that refers to it', () => {
    assert.equal(
      renamed(cursorAt(SHOP, '"name": "web'), 'front'),
      `{
  "family": "shop",
  "proxyConfiguration": { "type": "APPMESH", "containerName": "envoy" },
  "volumes": [{ "name": "data" }, { "name": "tmp" }],
  "containerDefinitions": [
    {
      "name": "front",
      "image": "nginx:1.27",
      "links": ["db:database", "envoy"],
      "dependsOn": [{ "containerName": "db", "condition": "HEALTHY" }],
      "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }],
      "environment": [
        { "name": "TW_CONTAINER_NAME", "value": "front" },
        { "name": "FARGATE_TASK", "value": "shop" },
        { "name": "HOST", "value": "db" }
      ]
    },
    { "name": "db", "image": "postgres:16", "volumesFrom": [{ "sourceContainer": "front" }] },
    { "name": "envoy", "image": "envoyproxy/envoy:v1.31" }
  ]
}
`,
    );
  });

  test('a container from a link, whose alias stays', () => {
    assert.equal(
      renamed(cursorAt(SHOP, '"links": ["db'), 'pg'),
      SHOP.replace('db:database', 'pg:database')
        .replace('"containerName": "db"', '"containerName": "pg"')
        .replace('"name": "db"', '"name": "pg"'),
    );
  });

  test('a volume and a family', () => {
    assert.equal(
      renamed(cursorAt(SHOP, '"name": "data'), 'files'),
      SHOP.replace('"name": "data"', '"name": "files"').replace(
        '"sourceVolume": "data"',
        '"sourceVolume": "files"',
      ),
    );
    assert.equal(
      renamed(cursorAt(SHOP, '"value": "shop'), 'store'),
      SHOP.replace('"family": "shop"', '"family": "store"').replace('"value": "shop"', '"value": "store"'),
    );
  });

  test('in a template in YAML, each in its own quotes, with comments kept', () => {
    assert.equal(
      renamed(cursorAt(TEMPLATE.replace('!Ref Other', 'web'), 'SourceContainer: web'), 'front'),
      `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub '\${AWS::StackName}-shop'
      Volumes:
        - Name: data # kept
      ContainerDefinitions:
        - Name: front
          Image: nginx:1.27
          DependsOn:
            - ContainerName: 'db'
              Condition: START
        - Name: "db"
          Image: postgres:16
          MountPoints:
            - { SourceVolume: data, ContainerPath: /data }
          VolumesFrom:
            - SourceContainer: front
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LoadBalancers:
        - ContainerName: front
          ContainerPort: 80
      ServiceRegistries:
        - ContainerName: db
`,
    );
    assert.equal(
      renamed(cursorAt(TEMPLATE, 'Name: data'), '1e3'),
      TEMPLATE.replace('Name: data #', 'Name: "1e3" #').replace('SourceVolume: data', 'SourceVolume: "1e3"'),
    );
    const other = TEMPLATE.replace('!Ref Other', 'web');
    assert.equal(
      renamed(cursorAt(other, "ContainerName: 'db"), 'on'),
      other.replace("'db'", "'on'").replace('Name: "db"', 'Name: "on"').replace('Name: db', 'Name: "on"'),
    );
  });

  test('in Terraform, as its formatter writes it', () => {
    assert.equal(
      renamed(cursorAt(TERRAFORM, 'name      = "web'), 'front'),
      TERRAFORM.replace('name      = "web"', 'name      = "front"').replace(
        'container_name = "web"',
        'container_name = "front"',
      ),
    );
    assert.equal(
      renamed(cursorAt(TERRAFORM, 'family = "shop'), 'store'),
      TERRAFORM.replace('family = "shop"', 'family = "store"').replace('value = "shop"', 'value = "store"'),
    );
  });

  test('in JSON that stands in a text of Terraform', () => {
    assert.equal(
      renamed(
        String.raw`resource "aws_ecs_task_definition" "shop" {
  container_definitions = "[{\"name\": \"w‸eb\", \"links\": [\"db:x\"]}, {\"name\": \"db\", \"links\": [\"web\"]}]"
}
`,
        'front',
      ),
      String.raw`resource "aws_ecs_task_definition" "shop" {
  container_definitions = "[{\"name\": \"front\", \"links\": [\"db:x\"]}, {\"name\": \"db\", \"links\": [\"front\"]}]"
}
`,
    );
  });

  test('the key by which a module of Terraform knows a container', () => {
    const text = (key: string, name: string): string => `module "shop" {
  source = "terraform-aws-modules/ecs/aws//modules/service"
  name   = "shop"
  container_definitions = {
    ${key} = {
      image = "nginx"
    }
    db = {
      dependsOn = [{ containerName = "${name}", condition = "START" }]
    }
  }
}
`;
    assert.equal(renamed(text('w‸eb', 'web'), 'front-1'), text('front-1', 'front-1'));
    assert.equal(renamed(text('w‸eb', 'web'), '1'), text('"1"', '1'));
    assert.equal(renamed(text('"w‸eb"', 'web'), 'front'), text('"front"', 'front'));
  });

  test('a name with escapes', () => {
    assert.equal(
      renamed(
        String.raw`{"containerDefinitions":[{"name":"w\u0065b"},{"name":"db","links":["web‸:x"]}]}`,
        'a',
      ),
      '{"containerDefinitions":[{"name":"a"},{"name":"db","links":["a:x"]}]}',
    );
  });

  test('changes nothing where the name is the same', () => {
    const { model, offset } = at(cursorAt(SHOP, '"name": "web'));
    assert.deepEqual(renameAt(model, offset, 'web'), { edits: [] });
  });
});

test('what is to be renamed is the name alone', () => {
  const { model, text, offset } = at(cursorAt(SHOP, '"links": ["d'));
  const found = renameableAt(model, offset);
  assert.ok('name' in found);
  assert.equal(found.name, 'db');
  assert.equal(text.slice(found.start - 1, found.end + 1), '"db:');
});

const task = (...containers: string[]): string =>
  `{"family":"shop","containerDefinitions":[${containers.join(',')}]}`;
const SIDECAR =
  '{"name":"TwistlockDefender","image":"defender","entryPoint":["/usr/local/bin/defender","fargate","sidecar"]}';

const REFUSED: [name: string, text: string, to: string, reason: RegExp][] = [
  ['any other text', task('{"name":"web","image":"ng‸inx"}'), 'x', /^Here stands no name/],
  [
    'a name that ECS does not take',
    task('{"name":"w‸eb"}'),
    'my web',
    /^"my web" cannot be the name of a container/,
  ],
  ['an empty name', task('{"name":"w‸eb"}'), '', /cannot be the name/],
  ['a name of 256 letters', task('{"name":"w‸eb"}'), 'x'.repeat(256), /cannot be the name/],
  [
    'a name that is taken',
    task('{"name":"w‸eb"}', '{"name":"db"}'),
    'db',
    /^There is a container called "db"/,
  ],
  [
    'a name that something refers to already',
    task('{"name":"w‸eb","links":["db"]}'),
    'db',
    /^There is a container called "db" already, or something refers to one/,
  ],
  [
    'a placeholder',
    task('{"name":"${‸NAME}"}'),
    'x',
    /^A template fills in the name of this container \(\$\{NAME\}\)/,
  ],
  ['an unquoted placeholder', task('{"name":${‸NAME}}'), 'x', /^A template fills in/],
  [
    'a name that a template may refer to',
    task('{"name":"w‸eb"}', '{"name":"db","links":["${FRONT}"]}'),
    'x',
    /Rename by hand\.$/,
  ],
  [
    'a name in a task with containers that cannot be seen',
    task('{"name":"w‸eb"}', '${MORE}'),
    'x',
    /cannot be seen here: \$\{MORE\}/,
  ],
  [
    'a name that a whole list may refer to',
    task('{"name":"w‸eb"}', '{"name":"db","dependsOn":${WAITS}}'),
    'x',
    /cannot be seen here: \$\{WAITS\}/,
  ],
  [
    'a name that an expression of the template may mean',
    cursorAt(TEMPLATE, 'Name: web'),
    'x',
    /cannot be seen here: !Ref Other/,
  ],
  [
    'a reference to nothing',
    task('{"name":"web","links":["d‸b"]}'),
    'x',
    /^This task has no container called "db"/,
  ],
  ['a name that stands twice', task('{"name":"w‸eb"}', '{"name":"web"}'), 'x', /^More than one container/],
  [
    'the sidecar',
    task('{"name":"web"}', SIDECAR.replace('Twist', 'Twist‸')),
    'x',
    /^The Defender sidecar must be called/,
  ],
  [
    'the sidecar’s name for another',
    task('{"name":"w‸eb"}'),
    'TwistlockDefender',
    /^TwistlockDefender is the name of/,
  ],
  [
    'the meaning of a log driver',
    task(
      '{"name":"web","logConfiguration":{"logDriver":"awsfire‸lens"}}',
      '{"name":"r","firelensConfiguration":{}}',
    ),
    'x',
    /^Here stands no name/,
  ],
  ['a name in broken text', '{"containerDefinitions":[{"name":"w‸eb"},]', 'x', /^The document has faults/],
  [
    'a name that YAML uses in several places',
    `Resources:
  One:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: &all
        - Name: w‸eb
  Two:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: *all
`,
    'x',
    /^"web" stands in a part of the document that is used in several places/,
  ],
  [
    'a container whose definition stands in another file',
    `resource "aws_ecs_task_definition" "shop" {
  container_definitions = file("containers.json")
}
resource "aws_ecs_service" "shop" {
  task_definition = aws_ecs_task_definition.shop.arn
  load_balancer {
    container_name = "w‸eb"
  }
}
`,
    'x',
    /cannot be seen here: file\("containers\.json"\)\. Rename by hand\.$/,
  ],
  [
    'the family of a module',
    `module "shop" {
  source = "terraform-aws-modules/ecs/aws//modules/service"
  name   = "sh‸op"
  container_definitions = {
    web = { image = "nginx" }
  }
}
`,
    'x',
    /^The module gives the service/,
  ],
];

describe('renaming is refused with a reason:', () => {
  for (const [name, source, to, reason] of REFUSED) {
    test(name, () => assert.match(renamed(source, to), reason));
  }

  test('before anything is typed, wherever the reason does not depend on the new name', () => {
    const { model, offset } = at(task('{"name":"${‸NAME}"}'));
    const found = renameableAt(model, offset);
    assert.ok('refused' in found);
    assert.equal(
      words(found.refused, 'ja'),
      'このコンテナの名前（${NAME}）はテンプレートが埋めるため、ここでは変更できません。名前を決めている場所で変更してください。',
    );
  });
});

test('a container of a list that a service of Terraform names is not renamed here alone', () => {
  const terraform = `resource "aws_ecs_task_definition" "shop" {
  container_definitions = file("containers.json")
}
resource "aws_ecs_service" "shop" {
  task_definition = aws_ecs_task_definition.shop.arn
  load_balancer {
    container_name = "web"
  }
}
`;
  const neighbourhood = {
    path: '/p/containers.json',
    files: [{ path: '/p/ecs.tf', uri: 'file:///p/ecs.tf', text: terraform }],
  };
  const config = { ...configOf(), surroundings: { neighbourhood } };
  const text = '[{"name":"web","image":"nginx","essential":true},{"name":"db","image":"postgres"}]';
  const model = new Models().of(documentOf(text), config)!;
  const refused = renameAt(model, text.indexOf('web'), 'x');
  assert.ok('refused' in refused);
  assert.match(words(refused.refused, 'en'), /cannot be seen here: "web"\. Rename by hand\.$/);
  assert.ok('edits' in renameAt(model, text.indexOf('db'), 'x'));
});

test('renaming there and back leaves the text as it was', () => {
  for (const [text, part, to] of [
    [SHOP, '"name": "web', 'x'],
    [TERRAFORM, 'name  = "db', 'database-with-a-long-name'],
    [TEMPLATE.replace('!Ref Other', 'web'), 'Name: "db', 'x'],
  ] as const) {
    const there = renamed(cursorAt(text, part), to);
    assert.notEqual(there, text);
    const back = renamed(cursorAt(there, part.replace(/\w+$/, to)), /\w+$/.exec(part)![0]);
    assert.equal(back, text);
  }
});

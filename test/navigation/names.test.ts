import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { definitionAt, highlightsAt, referencesAt } from '../../server/src/service/navigation';
import { loadTestGrammars } from '../support/grammars';
import { at, mark, marked } from '../support/markers';

before(loadTestGrammars);

const task = (containers: string, more = ''): string =>
  `{"family":"shop",${more}"containerDefinitions":[${containers}]}`;

/** The cursor, and what is found there between the marks. */
const DEFINITIONS: [name: string, text: string][] = [
  [
    'dependsOn',
    task('{"name":"web","dependsOn":[{"containerName":"d‸b"}]},{"name":"«db»","image":"postgres"}'),
  ],
  ['volumesFrom', task('{"name":"«web»"},{"name":"db","volumesFrom":[{"sourceContainer":"web‸"}]}')],
  ['a link with an alias', task('{"name":"web","links":["‸db:database"]},{"name":"«db»"}')],
  ['a link without an alias', task('{"name":"web","links":["d‸b"]},{"name":"«db»"}')],
  [
    'mountPoints',
    task('{"name":"web","mountPoints":[{"sourceVolume":"‸data"}]}', '"volumes":[{"name":"«data»"}],'),
  ],
  ['proxyConfiguration', task('{"name":"«envoy»"}', '"proxyConfiguration":{"containerName":"en‸voy"},')],
  ['TW_CONTAINER_NAME', task('{"name":"«web»","environment":[{"name":"TW_CONTAINER_NAME","value":"w‸eb"}]}')],
  [
    'FARGATE_TASK, also where it says another family',
    '{"family":"«shop»","containerDefinitions":[{"name":"web","environment":[{"name":"FARGATE_TASK","value":"s‸tore"}]}]}',
  ],
  [
    'the FireLens router of a log driver',
    task(
      '{"name":"web","logConfiguration":{"logDriver":"awsfire‸lens"}},{"name":"«router»","firelensConfiguration":{"type":"fluentbit"}}',
    ),
  ],
  ['a definition itself', task('{"name":"«w‸eb»"}')],
  [
    'a placeholder that names the same',
    task('{"name":"web","dependsOn":[{"containerName":"${‸NAME}-db"}]},{"name":"«${NAME}-db»"}'),
  ],
  [
    'in the same task only',
    `Resources:
  One:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
  Two:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: «web»
        - Name: db
          DependsOn:
            - ContainerName: we‸b
`,
  ],
  [
    'an expression that is the same as that of a name',
    `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: «!Ref Name»
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LoadBalancers:
        - ContainerName: !Ref‸ Name
`,
  ],
  [
    'a load balancer of CloudFormation in JSON',
    '{"Resources":{"Task":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ContainerDefinitions":[{"Name":"«web»"}]}},"Service":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":{"Ref":"Task"},"LoadBalancers":[{"ContainerName":"‸web"}]}}}}',
  ],
  [
    'a load balancer of Terraform',
    `resource "aws_ecs_task_definition" "shop" {
  container_definitions = jsonencode([{ name = "«web»" }])
}
resource "aws_ecs_service" "shop" {
  task_definition = aws_ecs_task_definition.shop.arn
  load_balancer {
    container_name = "w‸eb"
  }
}
`,
  ],
  [
    'a volume that a service of Terraform configures',
    `resource "aws_ecs_task_definition" "shop" {
  container_definitions = jsonencode([{ name = "web" }])
  volume {
    name = "«data»"
  }
}
resource "aws_ecs_service" "shop" {
  task_definition = aws_ecs_task_definition.shop.arn
  volume_configuration {
    name = "d‸ata"
  }
}
`,
  ],
  [
    'the load balancer of a module of Terraform',
    `module "shop" {
  source = "terraform-aws-modules/ecs/aws//modules/service"
  name   = "shop"
  container_definitions = {
    «web» = {
      image = "nginx"
    }
  }
  load_balancer = {
    service = {
      container_name = "‸web"
    }
  }
}
`,
  ],
];

describe('going to a definition', () => {
  for (const [name, source] of DEFINITIONS) {
    test(name, () => {
      const { model, text, offset } = at(source);
      assert.equal(mark(text, definitionAt(model, offset)?.targets ?? []), mark(text, marked(source).spans));
    });
  }

  test('leads nowhere from a name that nothing has, nor from any other text', () => {
    for (const source of [
      task('{"name":"web","dependsOn":[{"containerName":"d‸b"}]}'),
      task('{"name":"web","image":"w‸eb"}'),
      task('{"name":"web","environment":[{"name":"HOST","value":"w‸eb"}]}'),
      task('{"na‸me":"web"}'),
    ]) {
      const { model, offset } = at(source);
      assert.equal(definitionAt(model, offset), undefined, source);
    }
  });

  test('says which text it comes from', () => {
    const { model, text, offset } = at(task('{"name":"web","links":["‸db:database"]},{"name":"db"}'));
    const { start, end } = definitionAt(model, offset)!.origin;
    assert.equal(text.slice(start, end), 'db');
  });
});

const REFERENCES: [name: string, text: string][] = [
  [
    'of a container',
    `{
  "family": "shop",
  "proxyConfiguration": { "containerName": "«web»" },
  "containerDefinitions": [
    {
      "name": "w‸eb",
      "environment": [{ "name": "TW_CONTAINER_NAME", "value": "«web»" }, { "name": "HOST", "value": "web" }]
    },
    {
      "name": "db",
      "links": ["«web»:front"],
      "dependsOn": [{ "containerName": "«web»" }],
      "volumesFrom": [{ "sourceContainer": "«web»" }]
    }
  ]
}`,
  ],
  [
    'of a volume',
    task(
      '{"name":"data","mountPoints":[{"sourceVolume":"«data»"},{"sourceVolume":"tmp"}]}',
      '"volumes":[{"name":"d‸ata"},{"name":"tmp"}],',
    ),
  ],
  [
    'of a family',
    '{"family":"sh‸op","containerDefinitions":[{"name":"shop","environment":[{"name":"FARGATE_TASK","value":"«shop»"}]}]}',
  ],
];

describe('references', () => {
  for (const [name, source] of REFERENCES) {
    test(name, () => {
      const { model, text, offset } = at(source);
      assert.equal(mark(text, referencesAt(model, offset, false)), mark(text, marked(source).spans));
    });
  }

  test('come with the definition where it is asked for', () => {
    const { model, text, offset } = at(task('{"name":"web","links":["d‸b"]},{"name":"db"}'));
    assert.equal(
      mark(text, referencesAt(model, offset, true)),
      task('{"name":"web","links":["«db»"]},{"name":"«db»"}'),
    );
  });
});

test('the places to be highlighted say which of them gives the name', () => {
  const { model, text, offset } = at(task('{"name":"web","links":["d‸b:x"]},{"name":"db"}'));
  assert.deepEqual(
    highlightsAt(model, offset).map(({ start, end, role }) => `${role} ${text.slice(start - 1, end + 1)}`),
    ['reference "db:', 'definition "db"'],
  );
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { completionsAt } from '../../server/src/service/completion/completion';
import { SHOP, TEMPLATE, TERRAFORM } from '../navigation/documents';
import { loadTestGrammars } from '../support/grammars';
import { configOf, VALUES } from '../support/harness';
import { labels, offers, taken } from './completing';

before(loadTestGrammars);

const task = (containers: string, more = ''): string =>
  `{"family":"shop",${more}"containerDefinitions":[${containers}]}`;
const FARGATE = '"requiresCompatibilities":["FARGATE"],';
const template = (properties: string): string => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
${properties}`;

const OFFERED: [name: string, text: string, labels: string[]][] = [
  ['the values of an enumeration', task('{"ulimits":[]}', '"ipcMode":"‸",'), ['host', 'none', 'task']],
  ['true and false', task('{"essential":‸}'), ['true', 'false']],
  [
    'items that are not in the list yet',
    '{"requiresCompatibilities":["EC2","‸"],"containerDefinitions":[]}',
    ['EXTERNAL', 'FARGATE', 'MANAGED_INSTANCES'],
  ],
  ['of network modes on Fargate, the one', task('', `${FARGATE}"networkMode":"‸",`), ['awsvpc']],
  [
    'of log drivers on Fargate, its three',
    task('{"logConfiguration":{"logDriver":"‸"}}', FARGATE),
    ['awsfirelens', 'awslogs', 'splunk'],
  ],
  [
    'of capabilities on Fargate, the one',
    task('{"linuxParameters":{"capabilities":{"add":["‸"]}}}', FARGATE),
    ['SYS_PTRACE'],
  ],
  [
    'the other containers to wait for',
    task('{"name":"web","dependsOn":[{"containerName":"‸"}]},{"name":"db"},{"name":"api"}'),
    ['db', 'api'],
  ],
  [
    'those that are not waited for yet',
    task(
      '{"name":"web","dependsOn":[{"containerName":"db"},{"containerName":"‸"}]},{"name":"db"},{"name":"api"}',
    ),
    ['api'],
  ],
  [
    'the other containers to take volumes from',
    task('{"name":"web","volumesFrom":[{"sourceContainer":"‸"}]},{"name":"db"}'),
    ['db'],
  ],
  ['the other containers to link to', task('{"name":"web","links":["‸"]},{"name":"db"}'), ['db']],
  ['the proxy', task('{"name":"envoy"}', '"proxyConfiguration":{"containerName":"‸"},'), ['envoy']],
  [
    'volumes',
    task(
      '{"mountPoints":[{"sourceVolume":"‸"}]}',
      '"volumes":[{"name":"data"},{"name":"${TMP}"},{"name":"tmp"}],',
    ),
    ['data', 'tmp'],
  ],
  [
    'START alone, of a container that is essential and has no health check',
    task('{"dependsOn":[{"containerName":"db","condition":"‸"}]},{"name":"db"}'),
    ['START'],
  ],
  [
    'HEALTHY, of a container with a health check',
    task(
      '{"dependsOn":[{"containerName":"db","condition":"‸"}]},{"name":"db","healthCheck":{"command":["CMD","true"]}}',
    ),
    ['HEALTHY', 'START'],
  ],
  [
    'SUCCESS, of a container that may end',
    task('{"dependsOn":[{"condition":"‸","containerName":"db"}]},{"name":"db","essential":false}'),
    ['COMPLETE', 'START', 'SUCCESS'],
  ],
  ['the sizes of Fargate', task('', '"cpu":"‸",'), ['256', '512', '1024', '2048', '4096', '8192', '16384']],
  [
    'the memory that goes with the cpu',
    task('', '"cpu":"512","memory":"‸",'),
    ['1024', '2048', '3072', '4096'],
  ],
  [
    'the memory that goes with the cpu in vCPU',
    task('', '"cpu":".25 vCPU","memory":"‸",'),
    ['512', '1024', '2048'],
  ],
  [
    'secrets that the task refers to already',
    task(
      '{"secrets":[{"name":"A","valueFrom":"arn:aws:ssm:us-east-1:123456789012:parameter/a"},{"name":"B","valueFrom":"‸"}]}',
    ),
    ['arn:aws:ssm:us-east-1:123456789012:parameter/a'],
  ],
  [
    'what other containers say of their logs',
    task(
      '{"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/shop"}}},{"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"‸"}}}',
    ),
    ['/ecs/shop'],
  ],
  ['nothing for what only the author knows', task('{"name":"‸","image":"nginx"}'), []],
  [
    'a load balancer’s container, in CloudFormation',
    `${template('      ContainerDefinitions:\n        - Name: web\n        - Name: db\n')}  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LoadBalancers:
        - ContainerName: ‸
`,
    ['web', 'db'],
  ],
  [
    'a load balancer’s container, in Terraform',
    `resource "aws_ecs_task_definition" "shop" {
  container_definitions = jsonencode([{ name = "web" }])
}
resource "aws_ecs_service" "shop" {
  task_definition = aws_ecs_task_definition.shop.arn
  load_balancer {
    container_name = "‸"
  }
}
`,
    ['web'],
  ],
  [
    'the memory of a resource of Terraform',
    'resource "aws_ecs_task_definition" "shop" {\n  cpu    = 256\n  memory = ‸\n  container_definitions = jsonencode([{ name = "web" }])\n}\n',
    ['512', '1024', '2048'],
  ],
  [
    'the memory of a template',
    template('      Cpu: 256\n      Memory: ‸\n      ContainerDefinitions: []\n'),
    ['512', '1024', '2048'],
  ],
];

describe('the values that are offered:', () => {
  for (const [name, text, expected] of OFFERED) test(name, () => assert.deepEqual(labels(text), expected));

  test('sizes say what they amount to', () => {
    assert.deepEqual(
      offers(task('', '"cpu":"256","memory":"‸",')).map(({ detail }) => detail),
      ['0.5 GB', '1 GB', '2 GB'],
    );
    assert.equal(offers(task('', '"cpu":"‸",'))[0].detail, '0.25 vCPU');
  });
});

const TAKEN: [name: string, text: string, label: string, result: string][] = [
  [
    'in the place of a whole text',
    task('{"dependsOn":[{"containerName":"d‸x"}]},{"name":"db"}'),
    'db',
    task('{"dependsOn":[{"containerName":"db"}]},{"name":"db"}'),
  ],
  [
    'where nothing stands',
    task('{"dependsOn":[{"containerName": ‸}]},{"name":"db"}'),
    'db',
    task('{"dependsOn":[{"containerName": "db"}]},{"name":"db"}'),
  ],
  [
    'in quotes that are not closed',
    '{"containerDefinitions":[{"name":"db"},{"links":["‸',
    'db',
    '{"containerDefinitions":[{"name":"db"},{"links":["db"',
  ],
  ['without quotes where it takes none', task('{"essential":"‸"}'), 'true', task('{"essential":true}')],
  [
    'in front of a member without a comma',
    '{\n  "memory": ‸\n  "cpu": "256",\n  "containerDefinitions": []\n}',
    '512',
    '{\n  "memory": "512",\n  "cpu": "256",\n  "containerDefinitions": []\n}',
  ],
  [
    'behind an item without a comma',
    task('{"name":"web","links":["db" "‸"]},{"name":"db"},{"name":"api"}'),
    'api',
    task('{"name":"web","links":["db", "api"]},{"name":"db"},{"name":"api"}'),
  ],
  [
    'behind a colon of YAML, with a blank',
    template('      ContainerDefinitions:\n        - Essential:‸\n'),
    'true',
    template('      ContainerDefinitions:\n        - Essential: true\n'),
  ],
  [
    'in the quotes of YAML',
    template("      NetworkMode: '‸'\n      ContainerDefinitions: []\n"),
    'awsvpc',
    template("      NetworkMode: 'awsvpc'\n      ContainerDefinitions: []\n"),
  ],
  [
    'as a plain text of YAML',
    template('      NetworkMode: aws‸\n      ContainerDefinitions: []\n'),
    'awsvpc',
    template('      NetworkMode: awsvpc\n      ContainerDefinitions: []\n'),
  ],
  [
    'as an item of YAML',
    template('      RequiresCompatibilities:\n        - ‸\n      ContainerDefinitions: []\n'),
    'FARGATE',
    template('      RequiresCompatibilities:\n        - FARGATE\n      ContainerDefinitions: []\n'),
  ],
  [
    'in the brackets of YAML',
    template('      RequiresCompatibilities: [EC2, ‸]\n      ContainerDefinitions: []\n'),
    'FARGATE',
    template('      RequiresCompatibilities: [EC2, FARGATE]\n      ContainerDefinitions: []\n'),
  ],
  [
    'in quotes, what YAML would read as something else',
    template(
      '      ContainerDefinitions:\n        - Name: web\n          Environment:\n            - Name: FIPS_ENABLED\n              Value: ‸\n',
    ),
    'true',
    template(
      '      ContainerDefinitions:\n        - Name: web\n          Environment:\n            - Name: FIPS_ENABLED\n              Value: "true"\n',
    ),
  ],
];

describe('a value is put', () => {
  for (const [name, text, label, result] of TAKEN) test(name, () => assert.equal(taken(text, label), result));
});

describe('the Defender’s variables:', () => {
  const web = (environment: string, more = ''): string =>
    task(`{"name":"web","image":"nginx:1.27"${more},"environment":[${environment}]}`);

  test('those of an application that are not there yet, each with its value', () => {
    assert.deepEqual(
      offers(web('{"name":"TW_IMAGE_NAME","value":"nginx:1.27"},{"name":"‸"}')).map(
        ({ label, detail }) => `${label}=${detail}`,
      ),
      [
        'TW_CONTAINER_NAME=web',
        'DEFENDER_TYPE=fargate',
        'FARGATE_TASK=shop',
        'FILESYSTEM_MONITORING=false',
        'FIPS_ENABLED=false',
      ],
    );
    assert.equal(
      taken(web('{"name":"‸"}'), 'TW_IMAGE_NAME'),
      web('{"name":"TW_IMAGE_NAME", "value": "nginx:1.27"}'),
    );
    assert.equal(
      taken(web('{"name":"‸","value":"x"}'), 'TW_IMAGE_NAME'),
      web('{"name":"TW_IMAGE_NAME","value":"x"}'),
    );
  });

  test('those of the sidecar, as the team has decided', () => {
    const sidecar = (members: string): string => task(`{"name":"TwistlockDefender",${members}}`);
    assert.deepEqual(
      offers(sidecar('"environment":[{"name":"‸"}]'), VALUES).map(
        ({ label, detail }) => `${label}=${detail}`,
      ),
      [
        'DEFENDER_TYPE=fargate',
        'FARGATE_TASK=shop',
        'WS_ADDRESS=wss://console.example.com:8084',
        'FILESYSTEM_MONITORING=false',
        'FIPS_ENABLED=false',
      ],
    );
    assert.equal(
      taken(sidecar('"secrets":[{"name":"‸"}]'), 'INSTALL_BUNDLE', VALUES),
      sidecar(
        '"secrets":[{"name":"INSTALL_BUNDLE", "valueFrom": "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf"}]',
      ),
    );
  });

  test('their values alone', () => {
    assert.deepEqual(labels(web('{"name":"TW_CONTAINER_NAME","value":"‸"}')), ['web']);
    assert.deepEqual(labels(web('{"name":"FARGATE_TASK","value":"‸"}')), ['shop']);
    assert.deepEqual(labels(web('{"name":"FILESYSTEM_MONITORING","value":"‸"}')), ['false', 'true']);
    assert.deepEqual(labels(web('{"name":"OTHER","value":"‸"}')), []);
    assert.deepEqual(labels(web('{"name":"INSTALL_BUNDLE","value":"‸"}'), VALUES), []);
  });

  test('in a template, each on its line; an expression is copied', () => {
    const source = (name: string): string =>
      template(`      Family: shop
      ContainerDefinitions:
        - Name: web
          Image: !Ref Image
          Environment:
            - Name: ${name}
`);
    assert.equal(taken(source('TW_‸'), 'TW_IMAGE_NAME'), source('TW_IMAGE_NAME\n  Value: !Ref Image'));
  });

  test('in Terraform, an expression is copied', () => {
    const source = (entry: string): string => `resource "aws_ecs_task_definition" "shop" {
  container_definitions = jsonencode([
    {
      name        = "web"
      image       = var.image
      environment = [{ ${entry} }]
    }
  ])
}
`;
    assert.equal(
      taken(source('name = "‸"'), 'TW_IMAGE_NAME'),
      source('name = "TW_IMAGE_NAME", value = var.image'),
    );
  });
});

test('nothing goes wrong wherever the cursor stands, in whatever state the text is', () => {
  const texts = [SHOP, TEMPLATE, TERRAFORM];
  const config = configOf();
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(2000),
      fc.nat(40),
      fc.constantFrom('', '"', ':', '{', '}', ',', ' ', '\n', 'x', '${', '- '),
      (text, place, length, typed) => {
        const at = place % text.length;
        const changed = text.slice(0, at) + typed + text.slice(at + length);
        const offset = at + typed.length;
        for (const { edit } of completionsAt(changed, offset, config, { snippets: true })) {
          assert.ok(edit.start <= offset && offset <= edit.end);
          assert.ok(!changed.slice(edit.start, edit.end).includes('\n'));
        }
      },
    ),
    { numRuns: 400 },
  );
});

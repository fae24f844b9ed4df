import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { linksIn } from '../../server/src/service/links';
import { loadTestGrammars } from '../support/grammars';
import { modelOf } from '../support/harness';

before(loadTestGrammars);

/** The links of a text, each as the text it stands on and where it leads. */
const links = (text: string): string[] =>
  linksIn(modelOf(text)).map(({ start, end, target }) => `${text.slice(start, end)} -> ${target}`);
const container = (...members: string[]): string =>
  `{"family":"f","containerDefinitions":[{"name":"web",${members.join(',')}}]}`;
const role = (arn: string): string =>
  `{"family":"f","taskRoleArn":"${arn}","containerDefinitions":[{"name":"web"}]}`;

const IMAGES: [image: string, page: string | undefined][] = [
  ['nginx', 'https://hub.docker.com/_/nginx'],
  ['nginx:1.27@sha256:'.padEnd(82, 'a'), 'https://hub.docker.com/_/nginx'],
  ['docker.io/library/nginx:1.27', 'https://hub.docker.com/_/nginx'],
  ['grafana/grafana:11', 'https://hub.docker.com/r/grafana/grafana'],
  ['public.ecr.aws/nginx/nginx:1.27', 'https://gallery.ecr.aws/nginx/nginx'],
  [
    '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/shop:3',
    'https://ap-northeast-1.console.aws.amazon.com/ecr/repositories/private/123456789012/team/shop?region=ap-northeast-1',
  ],
  [
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/shop',
    'https://cn-north-1.console.amazonaws.cn/ecr/repositories/private/123456789012/shop?region=cn-north-1',
  ],
  [
    '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/shop',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/ecr/repositories/private/123456789012/shop?region=us-gov-west-1',
  ],
  [
    '123456789012.dkr-ecr.eu-west-1.on.aws/shop',
    'https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/shop?region=eu-west-1',
  ],
  ['ghcr.io/owner/app:1', 'https://ghcr.io/owner/app'],
  ['quay.io/prometheus/node-exporter', 'https://quay.io/repository/prometheus/node-exporter'],
  ['mcr.microsoft.com/dotnet/aspnet:8.0', 'https://mcr.microsoft.com/artifact/mar/dotnet/aspnet'],
  ['gcr.io/distroless/base', 'https://gcr.io/distroless/base'],
  ['us-docker.pkg.dev/project/repo/app', 'https://us-docker.pkg.dev/project/repo/app'],
  ['registry.example.com/app', undefined],
  ['123456789012.dkr.ecr.us-iso-east-1.amazonaws.com/shop', undefined],
  ['a/b/c', undefined],
  ['${REGISTRY}/app', undefined],
  ['<IMAGE1_NAME>', undefined],
  ['Not An Image', undefined],
];

const ROLES: [arn: string, page: string | undefined][] = [
  [
    'arn:aws:iam::123456789012:role/ecs-exec',
    'https://console.aws.amazon.com/iam/home#/roles/details/ecs-exec',
  ],
  ['arn:aws:iam::123456789012:role/a/b/ecs', 'https://console.aws.amazon.com/iam/home#/roles/details/ecs'],
  ['arn:aws-cn:iam::123456789012:role/ecs', 'https://console.amazonaws.cn/iam/home#/roles/details/ecs'],
  [
    'arn:aws-us-gov:iam::123456789012:role/ecs',
    'https://console.amazonaws-us-gov.com/iam/home#/roles/details/ecs',
  ],
  ['arn:aws-iso:iam::123456789012:role/ecs', undefined],
  ['arn:aws:iam::${ACCOUNT}:role/ecs', undefined],
  ['arn:aws:iam::123456789012:user/ecs', undefined],
  ['ecs-exec', undefined],
];

const SECRETS: [valueFrom: string, page: string | undefined][] = [
  [
    'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:prod/db-AbCdEf',
    'https://ap-northeast-1.console.aws.amazon.com/secretsmanager/secret?name=prod%2Fdb&region=ap-northeast-1',
  ],
  [
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf:password:AWSCURRENT:',
    'https://us-east-1.console.aws.amazon.com/secretsmanager/secret?name=db&region=us-east-1',
  ],
  [
    'arn:aws-us-gov:secretsmanager:us-gov-east-1:123456789012:secret:db-AbCdEf',
    'https://us-gov-east-1.console.amazonaws-us-gov.com/secretsmanager/secret?name=db&region=us-gov-east-1',
  ],
  [
    'arn:aws:ssm:us-east-1:123456789012:parameter/prod/db',
    'https://us-east-1.console.aws.amazon.com/systems-manager/parameters/%252Fprod%252Fdb/description?region=us-east-1',
  ],
  [
    'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/db',
    'https://cn-north-1.console.amazonaws.cn/systems-manager/parameters/db/description?region=cn-north-1',
  ],
  [
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:my-secret',
    'https://us-east-1.console.aws.amazon.com/secretsmanager/secret?name=my-secret&region=us-east-1',
  ],
  ['/prod/db', undefined],
  ['arn:aws:s3:::bucket/key', undefined],
  ['arn:aws:secretsmanager:${REGION}:123456789012:secret:db-AbCdEf', undefined],
];

describe('a link', () => {
  const expected = (text: string, page: string | undefined): string[] => (page ? [`${text} -> ${page}`] : []);
  for (const [image, page] of IMAGES) {
    test(`of the image ${image}`, () =>
      assert.deepEqual(links(container(`"image":"${image}"`)), expected(image, page)));
  }
  for (const [arn, page] of ROLES)
    test(`of the role ${arn}`, () => assert.deepEqual(links(role(arn)), expected(arn, page)));
  for (const [valueFrom, page] of SECRETS) {
    test(`of the secret ${valueFrom}`, () =>
      assert.deepEqual(
        links(container(`"secrets":[{"name":"A","valueFrom":"${valueFrom}"}]`)),
        expected(valueFrom, page),
      ));
  }

  const logs = (region: string, driver = 'awslogs'): string =>
    container(
      `"logConfiguration":{"logDriver":"${driver}","options":{"awslogs-group":"/ecs/shop","awslogs-region":"${region}"}}`,
    );
  test('of a log group', () => {
    assert.deepEqual(links(logs('ap-northeast-1')), [
      '/ecs/shop -> https://ap-northeast-1.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-1#logsV2:log-groups/log-group/$252Fecs$252Fshop',
    ]);
    assert.deepEqual(links(logs('${REGION}')), []);
    assert.deepEqual(links(logs('us-east-1', 'splunk')), []);
  });

  test('of the secrets of a log driver and of a registry', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf';
    const page = 'https://us-east-1.console.aws.amazon.com/secretsmanager/secret?name=x&region=us-east-1';
    assert.deepEqual(
      links(
        container(
          `"repositoryCredentials":{"credentialsParameter":"${arn}"}`,
          `"logConfiguration":{"logDriver":"splunk","secretOptions":[{"name":"splunk-token","valueFrom":"${arn}"}]}`,
        ),
      ),
      [`${arn} -> ${page}`, `${arn} -> ${page}`],
    );
  });

  test('in templates stands on the text without its quotes, and not where an expression stands', () => {
    assert.deepEqual(
      links(`Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      TaskRoleArn: 'arn:aws:iam::123456789012:role/task'
      ContainerDefinitions:
        - Name: web
          Image: nginx:1.27
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: shop
              awslogs-region: !Ref AWS::Region
        - Name: api
          Image: !Sub '\${Repo}:1'
`),
      [
        'arn:aws:iam::123456789012:role/task -> https://console.aws.amazon.com/iam/home#/roles/details/task',
        'nginx:1.27 -> https://hub.docker.com/_/nginx',
      ],
    );
  });
});

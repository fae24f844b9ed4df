import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Locale } from '../../server/src/l10n/catalogue';
import { markdownOf } from '../../server/src/lsp/markdown';
import { hoverAt } from '../../server/src/service/hover/hover';
import { loadTestGrammars } from '../support/grammars';
import { protectText, VALUES } from '../support/harness';
import { at } from '../support/markers';

before(loadTestGrammars);

/** Stands for AWS's documentation, which changes with its SDK. */
const DOCS = {
  'ContainerDefinition.essential': 'AWS on essential.',
  'ContainerDefinition.links': `${'One. '.repeat(60)}\n\n${'Two. '.repeat(60)}`,
};

/** What is said where `‸` stands. */
function hover(source: string, locale: Locale = 'en'): string | undefined {
  const { model, offset } = at(source);
  const found = hoverAt(model, offset, DOCS);
  return found && markdownOf(found.paragraphs, locale);
}

const task = (container: string, more = ''): string =>
  `{"family":"shop",${more}"containerDefinitions":[${container}]}`;
const REFERENCE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

test('what a document says stays in its code span', () => {
  const said = (entryPoint: string): string =>
    hover(task(`{"image":"x:1","entry‸Point":["${entryPoint}"]}`))!.split('\n\n')[0];
  assert.equal(said('/run'), 'Runs now: `/run`');
  assert.equal(said('echo `date`'), 'Runs now: ``"echo `date`"``');
  assert.equal(said('`` [x](command:y)'), 'Runs now: ```"`` [x](command:y)"```');
  assert.equal(said('a`'), 'Runs now: ``"a`"``');
});

const SAID: [name: string, text: string, said: string[]][] = [
  [
    'a key: its type, its meaning in AWS’s words, CloudFormation’s name, the reference',
    task('{"essen‸tial":true}'),
    [
      '`essential`: `boolean`',
      'AWS on essential.',
      'In CloudFormation: `Essential`',
      `[AWS API reference](${REFERENCE}/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-essential)`,
    ],
  ],
  [
    'a value without a meaning of its own: the same',
    task('{"essential":tr‸ue}'),
    [
      '`essential`: `boolean`',
      'AWS on essential.',
      'In CloudFormation: `Essential`',
      `[AWS API reference](${REFERENCE}/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-essential)`,
    ],
  ],
  [
    'a key of a template: the API’s name',
    'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Essen‸tial: true\n',
    [
      '`Essential`: `boolean`',
      'AWS on essential.',
      'In the ECS API: `essential`',
      `[AWS API reference](${REFERENCE}/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-essential)`,
    ],
  ],
  [
    'what is required, and which values it takes',
    task('{"dependsOn":[{"condi‸tion":"START","containerName":"db"}]}'),
    [
      '`condition`: `string`, required',
      'Values: `COMPLETE`, `HEALTHY`, `START`, `SUCCESS`',
      'In CloudFormation: `Condition`',
      `[AWS API reference](${REFERENCE}/API_ContainerDependency.html#ECS-Type-ContainerDependency-condition)`,
    ],
  ],
  [
    'a range',
    task('{"healthCheck":{"inter‸val":10}}'),
    [
      '`interval`: `number`',
      'From 5 to 300.',
      'In CloudFormation: `Interval`',
      `[AWS API reference](${REFERENCE}/API_HealthCheck.html#ECS-Type-HealthCheck-interval)`,
    ],
  ],
  [
    'what Fargate does not take; a long text ends where it is enough',
    task('{"li‸nks":["db"]}'),
    [
      '`links`: `string[]`',
      `${'One. '.repeat(60)}`,
      '…',
      'Not with the network mode `awsvpc`, and so never on Fargate.',
      'In CloudFormation: `Links`',
      `[AWS API reference](${REFERENCE}/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-links)`,
    ],
  ],
  [
    'the size of a task in units that people know',
    task('', '"cpu":"25‸6","memory":"512",'),
    ['256 CPU units: 0.25 vCPU.', 'Fargate has for 0.25 vCPU: 512, 1024, 2048 MiB of memory.'],
  ],
  [
    'memory, and the range that goes with the cpu',
    task('', '"cpu":"1 vCPU","memory":"2 G‸B",'),
    ['2048 MiB: 2 GiB.', 'Fargate has for 1 vCPU: 2048 to 8192 MiB of memory, in steps of 1024.'],
  ],
  ['the memory of a container', task('{"memory":76‸8}'), ['768 MiB: 0.75 GiB.']],
  [
    'an image with a tag',
    task('{"name":"web","image":"public.ecr.aws/ng‸inx/nginx:1.27","entryPoint":["/run"]}'),
    [
      'Registry `public.ecr.aws`, repository `nginx/nginx`.',
      'Tag `1.27`: whoever may push can move it to another image.',
      'Runs now: `/run`',
      'Under the Defender: `/var/lib/twistlock/fargate/defender fargate entrypoint /run`',
    ],
  ],
  [
    'nothing where a template decides, but what the key means',
    task('{"memory":${ME‸MORY}}'),
    [
      '`memory`: `number`',
      'In CloudFormation: `Memory`',
      `[AWS API reference](${REFERENCE}/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-memory)`,
    ],
  ],
];

describe('the hover says of', () => {
  for (const [name, text, said] of SAID) test(name, () => assert.equal(hover(text), said.join('\n\n')));

  test('an image by its digest, or without a tag', () => {
    const digest = `sha256:${'0a'.repeat(32)}`;
    const of = (image: string): string => hover(task(`{"image":"‸${image}","entryPoint":["/run"]}`)) ?? '';
    assert.match(
      of(`nginx:1@${digest}`),
      new RegExp(
        `^Registry \`docker\\.io\`, repository \`library/nginx\`\\.\n\nDigest \`${digest}\`: always the same image; the tag \`1\` does not count\\.`,
      ),
    );
    assert.match(of(`nginx@${digest}`), /always the same image\./);
    assert.match(of('nginx'), /\n\nNo tag: `latest` is taken\./);
  });

  test('a key first what its value amounts to, then what it means', () => {
    const [first, , rule, heading] = (hover(task('', '"c‸pu":"256","memory":"512",')) ?? '').split('\n\n');
    assert.equal(first, '256 CPU units: 0.25 vCPU.');
    assert.equal(rule, '---');
    assert.equal(heading, '`cpu`: `string`');
  });

  test('nothing of what ECS does not know, and between things', () => {
    for (const text of [
      task('{"x-mi‸ne":1}'),
      '{‸ "containerDefinitions":[]}',
      task('{"name":"a",‸ "image":"b"}'),
    ])
      assert.equal(hover(text), undefined, text);
  });

  test('everything of ours in Japanese; AWS’s own stays English', () => {
    assert.equal(
      hover(task('{"essen‸tial":true}'), 'ja'),
      `\`essential\`: \`boolean\`\n\nAWS on essential.\n\nCloudFormation での名前: \`Essential\`\n\n[AWS API リファレンス](${REFERENCE}/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-essential)`,
    );
  });
});

describe('over the Defender’s wiring, what it is for and where it comes from:', () => {
  const { text } = protectText(
    '{\n  "family": "shop",\n  "containerDefinitions": [\n    { "name": "web", "image": "nginx:1.27", "entryPoint": ["/run"] }\n  ]\n}\n',
    VALUES,
  );
  /** What is said right behind the first place where a text stands. */
  const over = (part: string, document = text): string => {
    const place = document.indexOf(part) + part.length;
    assert.ok(place >= part.length, part);
    return hover(`${document.slice(0, place)}‸${document.slice(place)}`) ?? '';
  };

  const PARTS: [part: string, said: RegExp][] = [
    ['"name": "Twist', /^The sidecar of the App-Embedded Defender\. .*Manage > Defenders > Deploy/],
    [
      '"image": "registry',
      /^The Defender's image; its tag names the release\. .*\n\nRelease 34\.04\.145\.\n\nRegistry `registry\.example\.com`/,
    ],
    ['"/usr/local/bin', /^Starts the Defender as the task's sidecar\./],
    ['"healthC', /^Asks the Defender whether it is ready; .*The missing `CMD` is right/],
    ['"/var/lib/twist', /^The Defender's wrapper: it starts what follows and watches it\./],
    ['"condition": "HEAL', /^The container waits for the sidecar/],
    ['"sourceContainer": "Twist', /^Takes the sidecar's volume/],
    ['"SYS_P', /^The only capability that the Defender needs/],
    ['"TW_IMA', /^The container's image, as `image` says it\./],
    ['"TW_CONT', /^The container's name, as `name` says it\./],
    ['"DEFENDER_', /^The kind of Defender: `fargate`/],
    ['"FARGATE_T', /^The task's family/],
    ['"FILESYSTEM_', /Manage > Defenders > Deploy, "Enable file system runtime protection"/],
    ['"FIPS_', /^Whether the Defender keeps to cryptography that FIPS allows/],
    [
      '"INSTALL_B',
      /^With this the Defender logs in to your Console: a secret, .*GET \/defenders\/install-bundle/,
    ],
    ['"WS_ADD', /^Where the Defender finds the Console: .*Manage > System > Utilities, Path to Console/],
    ['"value": "wss:', /^Where the Defender finds the Console/],
  ];
  for (const [part, said] of PARTS) test(part, () => assert.match(over(part), said));

  test('in a template just as well', () => {
    const { text: template } = protectText(
      'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: shop\n      ContainerDefinitions:\n        - Name: web\n          Image: nginx:1.27\n          EntryPoint: [/run]\n',
      VALUES,
    );
    assert.match(over('- Name: INSTALL_', template), /^With this the Defender logs in to your Console/);
    assert.match(over('Condition: HEAL', template), /^The container waits for the sidecar/);
  });

  test('nothing of the kind where nothing is wired', () => {
    const plain = task('{"name":"a","environment":[{"name":"FIPS_‸ENABLED","value":"true"}]}');
    assert.doesNotMatch(hover(plain) ?? '', /Defender/);
  });

  test('no bundle and no token is ever shown', () => {
    const bundle = 'eyJzZWNyZXRzIjp7InNlcnZpY2UtcGFyYW1ldGVyIjoieCJ9fQ==';
    const token = `tw_${'a1'.repeat(16)}`;
    const document = `{"family":"f","containerDefinitions":[{"name":"TwistlockDefender","image":"registry-auth.twistlock.com/${token}/twistlock/defender:defender_34_04_145","entryPoint":["/usr/local/bin/defender","fargate","sidecar"],"environment":[{"name":"INSTALL_BUNDLE","value":"${bundle}"}]}]}`;
    for (let place = 0; place <= document.length; place++) {
      const said = hover(`${document.slice(0, place)}‸${document.slice(place)}`) ?? '';
      assert.ok(!said.includes(bundle) && !said.includes(token), `at ${place}`);
    }
    assert.match(over('"image":"registry', document), /repository `\*\*\*\/twistlock\/defender`/);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { decode } from '../server/src/disk/encoding';
import { syntaxOf } from '../server/src/ecs/recognise';
import { spellValue } from '../server/src/syntax/dialect';
import type { Value } from '../server/src/syntax/edits';

/** What is measured with: documents made for it, in every size and syntax, and documents that people wrote. */

export const SIZES = { '4 KB': 4_000, '100 KB': 100_000, '1 MB': 1_000_000, '10 MB': 10_000_000 } as const;
export type Size = keyof typeof SIZES;

/** `one`: a template in which a single resource is a task definition; `most`: one in which nearly all are. */
export type Share = 'one' | 'most';
export type Syntax = 'json' | 'cloudformation-json' | 'cloudformation-yaml' | 'terraform';

export interface BenchDocument {
  readonly name: string;
  readonly syntax: Syntax;
  readonly size: Size;
  readonly share: Share;
  readonly text: string;
}

/** A task definition of the ECS API is always one: its containers make its size. */
export const KINDS: readonly { readonly syntax: Syntax; readonly share: Share }[] = [
  { syntax: 'json', share: 'most' },
  { syntax: 'cloudformation-json', share: 'one' },
  { syntax: 'cloudformation-json', share: 'most' },
  { syntax: 'cloudformation-yaml', share: 'one' },
  { syntax: 'cloudformation-yaml', share: 'most' },
  { syntax: 'terraform', share: 'one' },
  { syntax: 'terraform', share: 'most' },
];

export function generated(syntax: Syntax, share: Share, size: Size): BenchDocument {
  const name = syntax === 'json' ? syntax : `${syntax}, ${share === 'one' ? 'one task' : 'mostly tasks'}`;
  return { name, syntax, size, share, text: textOf(syntax, share, SIZES[size]) };
}

/** A place inside of a value, as near to the middle of a made document as there is one.
 * @throws where it has none */
export function placeToType(text: string): number {
  const middle = text.length >> 1;
  const after = text.indexOf('info', middle);
  const place = after < 0 ? text.lastIndexOf('info', middle) : after;
  if (place < 0) throw new Error('There is no value to type in.');
  return place;
}

/** A task definition with this many containers, as JSON. */
export function taskOf(containers: number): string {
  return print(task('shop', 0, containers));
}

function textOf(syntax: Syntax, share: Share, size: number): string {
  const write = (count: number): string => {
    if (syntax === 'json') return taskOf(count);
    const tasks = share === 'one' ? 1 : Math.ceil(count / 2);
    const others = count - tasks;
    return WRITERS[syntax](tasks, others);
  };
  // Every part is about as long as the others, so that a sample tells how many it takes.
  const [few, more] = [write(4).length, write(12).length];
  return write(Math.max(1, Math.round(4 + ((size - few) * 8) / (more - few))));
}

const print = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** One container: of three, one is wired for the App-Embedded Defender, and of ten, one has a slip in it. */
function container(place: number): Record<string, Value> {
  const name = `worker-${place}`;
  const isWired = place % 3 === 1;
  const image = `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop/${name}:1.${place % 40}.2`;
  return {
    name,
    image,
    essential: place % 2 === 0,
    cpu: 64,
    memoryReservation: place % 10 === 3 ? '128' : 128,
    entryPoint: isWired
      ? ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint', `/srv/${name}/start.sh`]
      : [`/srv/${name}/start.sh`],
    command: ['--listen', `0.0.0.0:${8000 + (place % 1000)}`, '--workers', '4', '--log-format', 'json'],
    portMappings: [{ containerPort: 8000 + (place % 1000), protocol: 'tcp' }],
    environment: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'DATABASE_HOST', value: `db-${place}.internal.example.com` },
      { name: 'QUEUE_URL', value: `https://sqs.ap-northeast-1.amazonaws.com/123456789012/${name}` },
      { name: 'FEATURES', value: 'search,checkout,recommendations' },
      ...(isWired
        ? [
            { name: 'TW_IMAGE_NAME', value: image },
            { name: 'TW_CONTAINER_NAME', value: name },
          ]
        : []),
    ],
    secrets: [
      {
        name: 'DATABASE_PASSWORD',
        valueFrom: `arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/${name}-AbCdEf`,
      },
    ],
    mountPoints: [{ sourceVolume: 'cache', containerPath: '/var/cache/app', readOnly: false }],
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '/ecs/shop',
        'awslogs-region': 'ap-northeast-1',
        'awslogs-stream-prefix': name,
      },
    },
    healthCheck: { command: ['CMD-SHELL', 'curl -fs http://localhost:8080/health || exit 1'], retries: 3 },
  };
}

function task(family: string, from: number, containers: number): Record<string, Value> {
  return {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '1024',
    memory: '4096',
    executionRoleArn: 'arn:aws:iam::123456789012:role/shop-execution',
    volumes: [{ name: 'cache' }],
    containerDefinitions: Array.from({ length: containers }, (_, place) => container(from + place)),
  };
}

const CONTAINERS = 2;
/** As long as a task definition, about. */
const STEPS = 14;

/** A resource that has nothing to do with containers: what most of a template is. */
const runbook = (place: number): Record<string, Value> => ({
  schemaVersion: '2.2',
  mainSteps: Array.from({ length: STEPS }, (_, at) => ({
    action: 'aws:runShellScript',
    name: `step${at}`,
    precondition: { platformType: 'Linux' },
    inputs: { runCommand: [`/opt/runbooks/${place}/step-${at}.sh`, 'sleep 5'], timeoutSeconds: '60' },
  })),
});

const WRITERS: Record<Exclude<Syntax, 'json'>, (tasks: number, others: number) => string> = {
  'cloudformation-json': (tasks, others) => print(template(tasks, others)),
  'cloudformation-yaml': (tasks, others) =>
    stringify(template(tasks, others), { aliasDuplicateObjects: false, lineWidth: 0 }),
  terraform: (tasks, others) =>
    [
      ...Array.from({ length: tasks }, (_, place) => taskResource(place)),
      ...Array.from({ length: others }, (_, place) => runbookResource(place)),
    ].join('\n'),
};

function template(tasks: number, others: number): unknown {
  const made = (count: number, make: (place: number) => [string, Value]) =>
    Array.from({ length: count }, (_, place) => make(place));
  const resources = [
    ...made(tasks, (place) => [
      `Task${place}`,
      {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: spellValue('cloudformation', task(`shop-${place}`, place * CONTAINERS, CONTAINERS)),
      },
    ]),
    ...made(tasks, (place) => [
      `Service${place}`,
      { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: `Task${place}` }, DesiredCount: 2 } },
    ]),
    ...made(others, (place) => [
      `Runbook${place}`,
      { Type: 'AWS::SSM::Document', Properties: { DocumentType: 'Command', Content: runbook(place) } },
    ]),
  ];
  return { AWSTemplateFormatVersion: '2010-09-09', Resources: Object.fromEntries(resources) };
}

function taskResource(place: number): string {
  const {
    containerDefinitions,
    volumes: _,
    requiresCompatibilities: __,
    ...own
  } = task(`shop-${place}`, place * CONTAINERS, CONTAINERS);
  const lines = [
    `  family = ${hcl(own.family)}`,
    '  requires_compatibilities = ["FARGATE"]',
    '  network_mode = "awsvpc"',
    '  cpu = 1024',
    '  memory = 4096',
    '  execution_role_arn = aws_iam_role.execution.arn',
    '  volume {\n    name = "cache"\n  }',
    `  container_definitions = jsonencode(${hcl(containerDefinitions, '  ')})`,
  ];
  const service = `resource "aws_ecs_service" "service_${place}" {\n  task_definition = aws_ecs_task_definition.task_${place}.arn\n}\n`;
  return `resource "aws_ecs_task_definition" "task_${place}" {\n${lines.join('\n')}\n}\n\n${service}`;
}

function runbookResource(place: number): string {
  return `resource "aws_ssm_document" "runbook_${place}" {\n  content = jsonencode(${hcl(runbook(place), '  ')})\n}\n`;
}

/** A value as an HCL expression. */
function hcl(value: unknown, indent = ''): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object'))
      return `[${value.map((item) => hcl(item)).join(', ')}]`;
    return `[\n${value.map((item) => `${inner}${hcl(item, inner)},\n`).join('')}${indent}]`;
  }
  const members = Object.entries(value).map(([key, item]) => {
    const name = /^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key);
    return `${inner}${name} = ${hcl(item, inner)}\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

/** Documents that people wrote: the examples, and real files of other owners where they lie beside the checkout. */
export interface RealDocuments {
  readonly name: string;
  readonly syntax: 'json' | 'yaml' | 'terraform';
  readonly texts: readonly string[];
}

const CORPUS = '../shared/corpus/files';
const FOLDERS = ['examples', 'test/golden/protect', CORPUS];

/** Why some of the real documents are not measured; undefined where all are. */
export const skipped = existsSync(CORPUS)
  ? undefined
  : 'real documents of other owners were not beside this checkout, so only the examples and golden files stand for them';

export function realDocuments(): RealDocuments[] {
  const texts = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap((entry) => decode(readFileSync(`${entry.parentPath}/${entry.name}`))?.text ?? []),
  );
  return (['json', 'yaml', 'terraform'] as const).map((syntax) => {
    const own = texts.filter((text) => syntaxOf(text) === syntax);
    const size = own.reduce((sum, text) => sum + text.length, 0);
    return { name: `${own.length} real files, ${Math.round(size / 1000)} KB`, syntax, texts: own };
  });
}

/** Whether a text is JSON as `JSON.parse` takes it. */
export function isStrict(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { readDocument, recognise } from '../../server/src/ecs/recognise';
import { loadTestGrammars } from '../support/grammars';

/** What is more than the grammars can count, or than their parser may take: told, and the next document is read. */

before(loadTestGrammars);

const YAML = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Image: nginx
`;
const TERRAFORM = `resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "app", image = "nginx" }])
}
`;
const steps = (count: number, line: string): string =>
  Array.from({ length: count }, (_, level) => '  '.repeat(level + 1) + line).join('\n');

const CASES: [name: string, text: () => string, faults: string[]][] = [
  ['blocks 300 deep', () => `${YAML}Metadata:\n${steps(300, 'a:')}\n`, ['too-deep']],
  ['lists in mappings, 300 deep', () => `${YAML}Metadata:\n${steps(300, '- a:')}\n`, ['too-deep']],
  ['300 dashes on one line', () => `${YAML}Metadata:\n  ${'- '.repeat(300)}a\n`, ['too-deep']],
  ['300 dashes behind a carriage return', () => `# c\r${'- '.repeat(300)}a\n${YAML}`, ['too-deep']],
  [
    '300 levels between carriage returns',
    () => `${YAML}# c\r${steps(300, 'k:').replaceAll('\n', '\r')}\n`,
    ['too-deep'],
  ],
  ['300 dashes behind a byte order mark', () => `\ufeff${'- '.repeat(300)}a\n---\n${YAML}`, ['too-deep']],
  ['300 dashes behind the end of a document', () => `${YAML}... ${'- '.repeat(300)}a\n`, ['too-deep']],
  ['300 question marks on one line', () => `${YAML}${'? '.repeat(300)}a\n`, ['too-deep']],
  ['a NUL, as a value', () => `${YAML}          Cpu: \0\n          Memory: 64\n`, ['unreadable']],
  ['a NUL in a comment', () => `# \0\n${YAML}`, ['unreadable']],
  [
    '210,000 values of a task in Terraform',
    () => TERRAFORM.replace('"nginx"', `"nginx", command = [${'"a",'.repeat(210_000)}]`),
    ['too-many'],
  ],
  [
    'mappings that are merged in 210,000 times',
    () => `${YAML}          X: &x {}\n          Y:\n            <<: [${'*x,'.repeat(210_000)}]\n`,
    ['too-many'],
  ],
  [
    'a list of 100,000 lines',
    () => `${YAML}          Command:\n${'            - a\n'.repeat(100_000)}`,
    ['too-many'],
  ],
  ['a million items', () => `${TERRAFORM}locals {\n  x = [${'"a",'.repeat(1_000_000)}]\n}\n`, ['too-many']],
  [
    'comments that nothing closes',
    () => `${TERRAFORM}locals {\n  x = ${'/*('.repeat(30_000)}\n}\n`,
    ['too-many'],
  ],
  [
    'blank lines where a value is missing',
    () => `${TERRAFORM}locals {\n  x = ${'\n'.repeat(30_000)}\n}\n`,
    ['too-many'],
  ],
  ['noise', () => TERRAFORM + '=}{"'.repeat(50_000), ['too-many']],
  ['blocks at 125 columns', () => `${YAML}Metadata:\n${steps(124, 'a:')}\n`, []],
  ['blocks at 126 columns', () => `${YAML}Metadata:\n${steps(125, 'a:')}\n`, ['too-deep']],
  ['32,767 lines', () => YAML + '# a\n'.repeat(32_760), []],
  ['32,768 lines', () => YAML + '# a\n'.repeat(32_761), ['too-many']],
];

for (const [name, text, faults] of CASES) {
  test(name, (t) => {
    // Counting alone must do: by the clock all of it would end some time.
    t.mock.method(performance, 'now', () => 0);
    assert.deepEqual(
      readDocument(text())?.tree.faults.map(({ code }) => code),
      faults,
    );
    for (const next of [YAML, TERRAFORM]) {
      const document = readDocument(next);
      assert.deepEqual([document?.tasks.length, document?.tree.faults], [1, []]);
    }
  });
}

test('of what the grammars cannot make sense of a hundred faults are told', () => {
  const text = TERRAFORM + 'locals {\n  x = [1,,2]\n}\n'.repeat(300);
  assert.equal(readDocument(text)?.tree.faults.length, 100);
});

test('names are read however many there are', () => {
  const locals = Array.from({ length: 20_000 }, (_, place) => `  a${place} = 1\n`).join('');
  const text = `locals {\n${locals}  last = [{ name = "app", image = "nginx" }]\n}
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode(local.last)
}
`;
  assert.deepEqual(
    readDocument(text)?.tasks.map(({ containers }) => containers.map(({ name }) => name)),
    [['app']],
  );
});

test('a parser of which each step takes longer than the one before is stopped by the clock', (t) => {
  const text = TERRAFORM + 'variable "v" {\n  default = "a"\n}\n'.repeat(1_000);
  const faults = (): unknown => readDocument(text)?.tree.faults.map(({ code }) => code);
  assert.deepEqual(faults(), []);
  let now = 0;
  const { mock } = t.mock.method(performance, 'now', () => (now += 500));
  assert.deepEqual(faults(), ['too-many']);
  mock.restore();
  assert.deepEqual(faults(), []);
});

const PLAIN = `family: shop
containerDefinitions:
  - name: app
    image: nginx
`;

for (const [name, text, fault] of [
  ['a NUL', `# \0\n${PLAIN}`, 'unreadable'],
  ['40,000 lines', `${PLAIN}    command:\n${'      - a\n'.repeat(40_000)}`, 'too-many'],
  ['300 levels', `${PLAIN}    dockerLabels:\n${steps(300, 'a:')}\n`, 'too-deep'],
])
  test(`a task in a document of its own is not passed over in silence for ${name}`, () => {
    assert.deepEqual(
      recognise(text)?.tree.faults.map(({ code }) => code),
      [fault],
    );
  });

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Parser } from 'web-tree-sitter';
import { Models } from '../../server/src/service/model';
import { loadTestGrammars } from '../support/grammars';
import { configOf } from '../support/harness';

/** YAML and Terraform that take long to parse are read in turns, so that nobody else waits for them. */

before(loadTestGrammars);

const TERRAFORM = `resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "app", image = "nginx", cpu = "many" }])
}
`;
const YAML = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Image: nginx
          Cpu: many
`;
const repeated = (line: (place: number) => string): string =>
  Array.from({ length: 2_000 }, (_, place) => line(place)).join('');
const TEXTS: [name: string, text: string][] = [
  ['Terraform', TERRAFORM + repeated((place) => `variable "v${place}" {\n  default = ["a", { b = 1 }]\n}\n`)],
  ['Terraform with faults', TERRAFORM + repeated(() => '=}{"')],
  ['YAML', YAML + repeated((place) => `  Topic${place}: { Type: "AWS::SNS::Topic", Tags: [a, b] }\n`)],
  [
    'a template of YAML',
    YAML + repeated((place) => `{{- if .Values.${place} }}\n  T${place}: [a, b]\n{{- end }}\n`),
  ],
];

const config = configOf();
const never = (): boolean => false;
const documentOf = (text: string): TextDocument => TextDocument.create('file:///document', '', 1, text);
const told = (models: Models, document: TextDocument): unknown =>
  models.of(document, config)?.findings.map(({ code, start, end }) => [code, start, end]);
const ofText = (text: string): unknown => told(new Models(), documentOf(text));

for (const [name, text] of TEXTS) {
  test(`${name}: what is read in turns is what is read at once, and other documents are read meanwhile`, async () => {
    const document = documentOf(text);
    const models = new Models();
    const others: unknown[] = [];
    const pause = async (): Promise<void> => {
      others.push(ofText(TERRAFORM), ofText(YAML));
    };
    await models.read(document, pause, never);
    assert.ok(others.length > 4, `only ${others.length / 2} turns`);
    assert.deepEqual(
      others.filter((_, place) => place > 1),
      others.slice(0, -2),
    );
    assert.deepEqual(told(models, document), ofText(text));
    assert.match(JSON.stringify(told(models, document)), /task-unprotected|syntax/);
  });
}

test('a turn ends by the clock where steps take long', async (t) => {
  const text = TERRAFORM + 'variable "v" {\n  default = "a"\n}\n'.repeat(200);
  const turnsOf = async (): Promise<number> => {
    const models = new Models();
    const document = documentOf(text);
    let turns = 0;
    await models.read(document, async () => void turns++, never);
    assert.deepEqual(told(models, document), ofText(text));
    return turns;
  };
  let now = 0;
  t.mock.method(performance, 'now', () => now++);
  const few = await turnsOf();
  t.mock.method(performance, 'now', () => (now += 5));
  const many = await turnsOf();
  assert.ok(many > 2 * few, `${few}, and ${many} where each takes longer`);
});

test('what is made of a parse is made in turns as well', async (t) => {
  const container = (place: number): string => `        - Name: app${place}\n          Image: nginx\n`;
  const text = YAML + Array.from({ length: 1_000 }, (_, place) => container(place)).join('');
  const parses = t.mock.method(Parser.prototype, 'parse');
  let now = 0;
  const clock = t.mock.method(performance, 'now', () => (now += 5));
  const models = new Models();
  const document = documentOf(text);
  let turns = 0;
  await models.read(document, async () => void turns++, never);
  clock.mock.restore();
  assert.ok(turns > parses.mock.callCount() + 10, `${turns} turns, ${parses.mock.callCount()} of the parser`);
  assert.deepEqual(told(models, document), ofText(text));
});

const [[, HARD]] = TEXTS;

test('of a text that has changed, or that nobody wants any more, no more is read', async () => {
  for (const isChanged of [true, false]) {
    const document = documentOf(HARD);
    const models = new Models();
    let turns = 0;
    const pause = async (): Promise<void> => {
      if (++turns === 2 && isChanged) TextDocument.update(document, [{ text: TERRAFORM }], 2);
    };
    await models.read(document, pause, () => turns === 2 && !isChanged);
    assert.equal(turns, 2);
    assert.deepEqual(told(models, document), ofText(document.getText()));
  }
});

test('whoever wants the same text waits for it, and reads it anew where the other wants it no more', async () => {
  for (const givesUp of [true, false]) {
    const document = documentOf(HARD);
    const models = new Models();
    let [first, second] = [0, 0];
    const one = models.read(
      document,
      async () => void first++,
      () => givesUp && first === 2,
    );
    const other = models.read(document, async () => void second++, never);
    await Promise.all([one, other]);
    assert.ok(givesUp ? first === 2 && second > 2 : first > 2 && second === 0, `${first}, ${second} turns`);
    assert.deepEqual(told(models, document), ofText(HARD));
  }
});

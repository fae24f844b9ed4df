import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor } from './support/editor';
import { JOB } from './support/texts';
import { within } from './support/wait';

const TERRAFORM = `resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "app", image = "nginx" }])
}
`;
/** More than is read at all, which only its parser knows. */
const HARD = `${TERRAFORM}locals {\n  x = [${'"a",'.repeat(200_000)}]\n}\n`;

for (const [where, folders] of [
  ['', []],
  [', not in its folder either', ['/project']],
] as const)
  test(`a document that keeps its parser busy keeps nobody else waiting${where}, and is let go where it changes`, async (t) => {
    const editor = await Editor.start(t, { alone: true, folders });
    const other = await editor.open('file:///project/task.json', JOB);
    const warm = await editor.open('file:///project/warm.tf', TERRAFORM, 'terraform');
    const codes = (await warm.pull()).map(({ code }) => code);
    const hard = await editor.open('file:///project/hard.tf', HARD, 'terraform');
    const answered: string[] = [];
    const asked = hard.pull().then((found) => {
      answered.push('hard');
      return found;
    });
    for (let time = 0; time < 20; time++) await within(other.pull(), 'what is asked beside it');
    assert.ok(!answered.includes('hard'));
    await hard.change({ text: TERRAFORM });
    assert.deepEqual(
      (await asked).map(({ code }) => code),
      codes,
    );
    assert.deepEqual([editor.messages, editor.log, editor.errors], [[], [], '']);
  });

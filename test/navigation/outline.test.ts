import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Outline, outlineOf } from '../../server/src/service/outline';
import { selectionsAt } from '../../server/src/service/selection';
import { loadTestGrammars } from '../support/grammars';
import { modelOf } from '../support/harness';
import { at } from '../support/markers';
import { SHOP, TEMPLATE, TERRAFORM } from './documents';

before(loadTestGrammars);

/** A line a symbol: what it is, its name, its detail, and the text of its selection. */
function outline(
  text: string,
  symbols: readonly Outline[] = outlineOf(modelOf(text)),
  indent = '',
): string[] {
  return symbols.flatMap((one) => {
    const selected = text.slice(one.selection.start, one.selection.end);
    assert.ok(one.start <= one.selection.start && one.selection.end <= one.end, one.name);
    for (const child of one.children) assert.ok(one.start <= child.start && child.end <= one.end, child.name);
    const detail = one.detail ? ` (${one.detail})` : '';
    return [
      `${indent}${one.kind} ${one.name}${detail} @ ${selected}`,
      ...outline(text, one.children, `${indent}  `),
    ];
  });
}

describe('the outline', () => {
  test('of a task definition', () => {
    assert.deepEqual(outline(SHOP), [
      'task shop @ "shop"',
      '  volume data @ "data"',
      '  volume tmp @ "tmp"',
      '  container web (nginx:1.27) @ "web"',
      '  container db (postgres:16) @ "db"',
      '  container envoy (envoyproxy/envoy:v1.31) @ "envoy"',
    ]);
  });

  test('of a template: the resource, its containers and volumes', () => {
    assert.deepEqual(outline(TEMPLATE), [
      "task Task (!Sub '${AWS::StackName}-shop') @ Task:",
      '  volume data @ data',
      '  container web (nginx:1.27) @ web',
      '  container db (postgres:16) @ "db"',
    ]);
  });

  test('of Terraform', () => {
    assert.deepEqual(outline(TERRAFORM), [
      'task shop (shop) @ resource "aws_ecs_task_definition" "shop" {',
      '  container web (nginx:1.27) @ "web"',
      '  container db (postgres:16) @ "db"',
      '  volume data @ "data"',
    ]);
  });

  test('of containers that Terraform keeps beside their resource', () => {
    assert.deepEqual(
      outline(`locals {
  containers = [{ name = "web", image = "nginx" }]
}
resource "aws_ecs_task_definition" "shop" {
  family                = "shop"
  container_definitions = jsonencode(local.containers)
}
`),
      ['task shop (shop) @ resource "aws_ecs_task_definition" "shop" {', 'container web (nginx) @ "web"'],
    );
  });

  test('of a list of containers, also where they have no names yet', () => {
    assert.deepEqual(outline('[{"name":"web","image":"nginx","essential":true},{"image":"x"},{}]'), [
      'task containerDefinitions @ [{"name":"web","image":"nginx","essential":true},{"image":"x"},{}]',
      '  container web (nginx) @ "web"',
      '  container [1] (x) @ {',
      '  container [2] @ {',
    ]);
  });

  test('shows no token of a registry', () => {
    const token = `tw_${'a1'.repeat(16)}`;
    assert.deepEqual(
      outline(
        `{"containerDefinitions":[{"name":"d","image":"registry.example.com/${token}/defender:1"}]}`,
      )[1],
      '  container d (registry.example.com/***/defender:1) @ "d"',
    );
  });
});

describe('an ever wider selection', () => {
  const widening = (source: string): string[] => {
    const { model, text, offset } = at(source);
    return selectionsAt(model, offset).map(({ start, end }) => text.slice(start, end));
  };

  test('in JSON: text, member, container, list, task', () => {
    assert.deepEqual(widening('{"family":"f","containerDefinitions":[{"name":"w‸eb"},{"name":"db"}]}'), [
      'web',
      '"web"',
      '"name":"web"',
      '{"name":"web"}',
      '[{"name":"web"},{"name":"db"}]',
      '"containerDefinitions":[{"name":"web"},{"name":"db"}]',
      '{"family":"f","containerDefinitions":[{"name":"web"},{"name":"db"}]}',
    ]);
  });

  test('on a key: the key, then its member', () => {
    assert.deepEqual(widening('{"containerDefinitions":[{"na‸me":"web"}]}').slice(0, 3), [
      'name',
      '"name"',
      '"name":"web"',
    ]);
  });

  test('in Terraform, up to the block', () => {
    const found = widening(TERRAFORM.replace('postgres', 'post‸gres'));
    assert.deepEqual(found.slice(0, 4), [
      'postgres:16',
      '"postgres:16"',
      'image = "postgres:16"',
      '{\n      name  = "db"\n      image = "postgres:16"\n    }',
    ]);
    assert.equal(found.at(-2)!.split('\n')[0], 'resource "aws_ecs_task_definition" "shop" {');
  });

  test('never shrinks, and holds the cursor, wherever it stands', () => {
    for (const text of [SHOP, TEMPLATE, TERRAFORM]) {
      const model = modelOf(text);
      for (let offset = 0; offset <= text.length; offset++) {
        let last: { start: number; end: number } | undefined;
        for (const { start, end } of selectionsAt(model, offset)) {
          assert.ok(start <= offset && offset <= end, `${offset}`);
          if (last) assert.ok(start <= last.start && last.end <= end, `${offset}`);
          last = { start, end };
        }
      }
    }
  });
});

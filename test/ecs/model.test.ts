import model from 'ecs-model:shapes';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { CLOUDFORMATION, TERRAFORM } from '../../server/src/ecs/model/differences';
import { type Member, type Shape, type Type, taskShape } from '../../server/src/ecs/model/shapes';
import type { Dialect } from '../../server/src/syntax/dialect';
import { sdkShapes } from './sdk';

/** AWS's model, held against accounts of the API that it is not made of: what drifts apart fails here. */

function shapesOf(dialect: Dialect): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  const visit = (type: Type): void => {
    if (type.kind === 'list') visit(type.item);
    if (type.kind !== 'struct' || shapes.has(type.shape.name)) return;
    shapes.set(type.shape.name, type.shape);
    for (const member of type.shape.members) visit(member.type);
  };
  visit({ kind: 'struct', shape: taskShape(dialect) });
  return shapes;
}

const named = (members: readonly Member[]): string[] => members.map((one) => one.name).sort();

test('the model has every shape and member of the installed SDK, and no others', () => {
  const ours = shapesOf('api');
  const theirs = sdkShapes();
  assert.ok(theirs.size > 35 && theirs.get('ContainerDefinition')!.members.length > 40);
  assert.deepEqual([...ours.keys()].sort(), [...theirs.keys()].sort());
  for (const [name, { members, required }] of theirs) {
    const shape = ours.get(name)!;
    assert.deepEqual(named(shape.members), [...members].sort(), name);
    assert.deepEqual(named(shape.members.filter((one) => one.isRequired)), [...required].sort(), name);
  }
});

test('every enumeration has values', () => {
  const empty = Object.entries(model.values).filter(([, values]) => values.length === 0);
  assert.deepEqual(empty, []);
  assert.deepEqual(model.values.ContainerCondition, ['COMPLETE', 'HEALTHY', 'START', 'SUCCESS']);
});

test('what is said of a dialect is said of members that there are', () => {
  const known = [...shapesOf('api').values()].flatMap((shape) => [
    shape.name,
    ...shape.members.map((one) => `${shape.name}.${one.name}`),
  ]);
  const said = [...Object.keys(CLOUDFORMATION), ...Object.keys(TERRAFORM)];
  assert.deepEqual(
    said.filter((one) => !known.includes(one)),
    [],
  );
});

/** What CloudFormation does not take yet. */
const NOT_IN_CLOUDFORMATION = ['ResourceRequirement.sharingStrategy'];

test('CloudFormation spells every member as its registry does', async () => {
  // biome-ignore lint/suspicious/noExplicitAny: the database is only walked here
  const db: any = await loadAwsServiceSpec();
  const [resource] = db.lookup('resource', 'cloudFormationType', 'equals', 'AWS::ECS::TaskDefinition');
  const wrong: string[] = [];
  let seen = 0;
  const compare = (shape: Shape, properties: Record<string, { type: unknown }>): void => {
    const spelled = shape.members.map((one) => one.spelled);
    for (const name of Object.keys(properties))
      if (!spelled.includes(name)) wrong.push(`CloudFormation has ${shape.name}.${name}`);
    for (const member of shape.members) {
      const id = `${shape.name}.${member.name}`;
      const property = properties[member.spelled];
      if (!property && !NOT_IN_CLOUDFORMATION.includes(id)) wrong.push(`${id}: not ${member.spelled}`);
      else if (property) descend(member.type, property.type);
    }
  };
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const descend = (type: Type, theirs: any): void => {
    seen++;
    if (type.kind === 'list') descend(type.item, theirs.element ?? {});
    else if (type.kind === 'struct' && theirs.type === 'ref')
      compare(type.shape, db.get('typeDefinition', theirs.reference.$ref).properties);
  };
  compare(taskShape('cloudformation'), resource.properties);
  assert.deepEqual(wrong, []);
  assert.ok(seen > 150);
});

import { type Shape, type Type, taskShape } from '../server/src/ecs/model/shapes';
import type { Dialect } from '../server/src/syntax/dialect';

/** What AWS's API takes as a JSON Schema, for the validators that ours is measured beside: the same shapes, members and
 * values that the `schema` rules go by. */
export function taskSchema(dialect: Dialect): object {
  const definitions: Record<string, object> = {};
  const ofShape = (shape: Shape): object => {
    if (!(shape.name in definitions)) {
      definitions[shape.name] = {};
      definitions[shape.name] = {
        type: 'object',
        additionalProperties: false,
        required: shape.members.filter(({ isRequired }) => isRequired).map(({ spelled }) => spelled),
        properties: Object.fromEntries(shape.members.map(({ spelled, type }) => [spelled, ofType(type)])),
      };
    }
    return { $ref: `#/definitions/${shape.name}` };
  };
  const ofType = (type: Type): object => {
    switch (type.kind) {
      case 'string':
        return type.values ? { enum: type.values } : { type: 'string' };
      case 'number':
      case 'boolean':
        return { type: type.kind };
      case 'any':
        return {};
      case 'map':
        return { type: 'object', additionalProperties: { type: 'string' } };
      case 'list':
        return { type: 'array', items: ofType(type.item) };
      case 'struct':
        return ofShape(type.shape);
    }
  };
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...ofShape(taskShape(dialect)), definitions };
}

/** A template in which resources of one type are task definitions. */
export function templateSchema(): object {
  const { definitions, ...task } = taskSchema('cloudformation') as { definitions: object };
  const resource = {
    if: { properties: { Type: { const: 'AWS::ECS::TaskDefinition' } } },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
    then: { properties: { Properties: task } },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions,
    properties: { Resources: { additionalProperties: resource } },
  };
}

import type { Member, Type } from '../../ecs/model/shapes';
import type { Schema } from '../../policy/schema/schema';

const KNOWN = new WeakMap<Schema, Type>();

/** What a policy's schema takes, as completion knows types: so that one writer serves all kinds of documents. */
export function typeOf(schema: Schema): Type {
  let type = KNOWN.get(schema);
  if (!type) {
    type = makeType(schema);
    KNOWN.set(schema, type);
  }
  return type;
}

function makeType(schema: Schema): Type {
  const said: unknown = JSON.parse(schema.likely ?? schema.initial ?? 'null');
  const likely = said === null || typeof said === 'object' ? undefined : String(said);
  switch (schema.type) {
    case 'object': {
      const members = Object.entries(schema.properties).map(([name, own]) => memberOf(name, own));
      const first = members.filter(({ name, isRequired }) => isRequired || schema.properties[name].isUsual);
      const find = (spelled: string): Member | undefined => members.find(({ name }) => name === spelled);
      return { kind: 'struct', shape: { name: 'object', members, first, find } };
    }
    case 'list': {
      const item = typeOf(schema.items);
      // A list that the Console begins with one text.
      const [only] = Array.isArray(said) ? said : [];
      return { kind: 'list', item: item.kind === 'string' && only ? { ...item, likely: only } : item };
    }
    case 'text':
      return { kind: 'string', likely };
    case 'oneOf':
      return { kind: 'string', values: schema.values.filter(Boolean), likely };
    case 'flag':
      return { kind: 'boolean', likely };
    case 'integer':
    case 'number':
      return { kind: 'number', likely };
    default:
      return { kind: 'any', likely };
  }
}

function memberOf(name: string, schema: Schema): Member {
  return {
    id: name,
    owner: '',
    name,
    spelled: name,
    written: name,
    type: typeOf(schema),
    isRequired: schema.isRequired === true,
  };
}

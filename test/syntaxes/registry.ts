import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

/** The resource's schema in the CloudFormation registry, as AWS publishes it, and what a resource has wrong by it. */

// biome-ignore lint/suspicious/noExplicitAny: the database is only walked here
type Json = any;

export async function taskDefinitionSchema(): Promise<(properties: Json) => string[]> {
  const db: Json = await loadAwsServiceSpec();
  const [resource] = db.lookup('resource', 'cloudFormationType', 'equals', 'AWS::ECS::TaskDefinition');

  const faultsOf = (value: Json, type: Json, path: string): string[] => {
    if (isIntrinsic(value)) return [];
    switch (type.type) {
      case 'ref':
        return membersOf(value, db.get('typeDefinition', type.reference.$ref).properties, path);
      case 'array':
        if (!Array.isArray(value)) return [`${path}: not a list`];
        return value.flatMap((item, place) => faultsOf(item, type.element, `${path}.${place}`));
      case 'map':
        return typeof value === 'object' && value !== null ? [] : [`${path}: not a map`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${path}: not a boolean`];
      case 'integer':
      case 'number':
        // CloudFormation makes a number of a text that is one.
        return Number.isInteger(Number(value)) && value !== '' ? [] : [`${path}: not a number`];
      case 'string':
        return typeof value === 'object' ? [`${path}: not a text`] : [];
      default:
        return [];
    }
  };
  const membersOf = (value: Json, known: Json, path: string): string[] => {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return [`${path}: not an object`];
    const found = Object.entries(value).flatMap(([key, inner]) =>
      known[key] ? faultsOf(inner, known[key].type, `${path}.${key}`) : [`${path}.${key}: not known`],
    );
    const required = Object.keys(known).filter((key) => known[key].required && value[key] === undefined);
    return [...found, ...required.map((key) => `${path}.${key}: missing`)];
  };
  return (properties) => membersOf(properties, resource.properties, '');
}

function isIntrinsic(value: Json): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return (
    keys.length === 1 &&
    /^(?:Ref|Fn::|Sub$|If$|GetAtt$|Join$|Select$|FindInMap$|ImportValue$|Split$)/.test(keys[0])
  );
}

/** The properties of every task definition in a template, wherever it stands. */
export function tasksIn(value: Json): Json[] {
  if (value === null || typeof value !== 'object') return [];
  const own = value.Type === 'AWS::ECS::TaskDefinition' && value.Properties ? [value.Properties] : [];
  return [...own, ...Object.values(value).flatMap(tasksIn)];
}

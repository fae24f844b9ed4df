import * as sdk from '@aws-sdk/client-ecs';

/** The schemas by which the installed SDK writes its requests: another account of the API than the declarations that
 * the model is made of. */

export interface SdkShape {
  readonly members: readonly string[];
  readonly required: readonly string[];
}

/** `[kind, namespace, name, traits, names, types, how many of the names are required]` of a structure or a union, and
 * `[kind, namespace, name, traits, item]` of a list. */
// biome-ignore lint/suspicious/noExplicitAny: the schemas are only walked here
type Schema = any;
const LIST = 1;

/** All structures that registering a task definition can hold. */
export function sdkShapes(): Map<string, SdkShape> {
  const shapes = new Map<string, SdkShape>();
  const visit = (schema: Schema): void => {
    const own = typeof schema === 'function' ? schema() : schema;
    if (!Array.isArray(own)) return;
    if (Array.isArray(own[0]) || typeof own[0] === 'function') return visit(own[0]);
    const [kind, , name, , names, types, required = 0] = own;
    if (kind === LIST) return visit(names);
    if (!Array.isArray(types) || shapes.has(name)) return;
    shapes.set(name, { members: names, required: names.slice(0, required) });
    for (const type of types) visit(type);
  };
  visit((sdk as Schema).RegisterTaskDefinitionRequest$);
  return shapes;
}

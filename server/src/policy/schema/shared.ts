import {
  anything,
  copy,
  either,
  filled,
  initially,
  integer,
  list,
  need,
  object,
  oneOf,
  type Properties,
  readOnly,
  removed,
  type Schema,
  text,
  usual,
} from './schema';

const scope = () => initially(['*'], list(filled()));

const scopes = {
  hosts: scope(),
  images: scope(),
  labels: scope(),
  containers: scope(),
  functions: scope(),
  namespaces: scope(),
  appIDs: scope(),
  accountIDs: scope(),
  codeRepos: removed('32.02', scope()),
  clusters: scope(),
};
const rest = {
  owner: readOnly(text()),
  modified: readOnly(text()),
  color: text(),
  description: text(),
  system: readOnly(either('boolean', 'string')),
  prisma: readOnly(either('boolean', 'string')),
};

/** A collection by itself. An absent scope means `["*"]`. */
export const collection = object({ ...scopes, name: need(filled()), ...rest });

/** A collection in a rule: only the name counts, what stands beside it is an echo. */
export const collectionInRule = object({ ...copies(scopes), name: need(filled()), ...copies(rest) });

function copies(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, copy(schema)]));
}

/** What stands at the head of every rule. */
export const RULE_HEAD = {
  modified: readOnly(text()),
  owner: readOnly(text()),
  name: need(filled()),
  previousName: text(),
  notes: text(),
};

/** A custom rule attached to a policy rule, with what that kind of policy does on a match. Some tools embed the whole
 * custom rule beside its number. */
export const attached = (effect: Schema): Schema =>
  object({
    _id: need(integer(1)),
    action: usual(initially('audit', oneOf('audit', 'incident', ''))),
    effect: usual(initially('alert', effect)),
    ...copies({
      name: text(),
      type: text(),
      script: text(),
      description: text(),
      message: text(),
      owner: text(),
      modified: either('integer', 'string'),
      attackTechniques: anything(),
      minVersion: text(),
      vulnIDs: anything(),
    }),
  });

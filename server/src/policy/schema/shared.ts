import {
  anything,
  either,
  filled,
  integer,
  list,
  need,
  object,
  oneOf,
  readOnly,
  removed,
  type Schema,
  text,
} from './schema';

const scope = () => list(filled());

/** A collection: by itself, and echoed in a rule, where only the name counts. An absent scope means `["*"]`. */
export const collection = object({
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
  name: need(filled()),
  owner: readOnly(text()),
  modified: readOnly(text()),
  color: text(),
  description: text(),
  system: readOnly(either('boolean', 'string')),
  prisma: readOnly(either('boolean', 'string')),
});

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
    action: oneOf('audit', 'incident', ''),
    effect,
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
  });

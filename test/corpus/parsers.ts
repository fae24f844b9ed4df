import { parseToObject } from 'hcl2-parser';
import { parse } from 'jsonc-parser';
import { type CollectionTag, parseDocument, type ScalarTag } from 'yaml';

/** Parsers that are not ours, and what they read less the wiring: naive on purpose. */

// biome-ignore lint/suspicious/noExplicitAny: a template can hold anything
type Json = any;
export type Independent = (text: string) => Json;

export const PARSERS: Record<string, Independent> = {
  'cfn-json': (text) => parse(text),
  'cfn-yaml': (text) => parseDocument(text, { customTags: TAGS, logLevel: 'silent' }).toJS(),
  terraform: (text) => {
    const [parsed] = parseToObject(text);
    return encodedIn(parsed);
  },
};

const NAMES = [
  'Ref',
  'Sub',
  'If',
  'GetAtt',
  'Join',
  'Select',
  'Split',
  'FindInMap',
  'ImportValue',
  'Base64',
  'Cidr',
];
const MORE = ['GetAZs', 'Equals', 'Not', 'And', 'Or', 'Condition', 'Transform', 'Length', 'ToJsonString'];

/** Each short form as an object with its name. */
const TAGS = [...NAMES, ...MORE].flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) as never },
  { tag: `!${name}`, collection: 'seq', resolve: (value) => ({ [name]: value.toJSON() }) as never },
  { tag: `!${name}`, collection: 'map', resolve: (value) => ({ [name]: value.toJSON() }) as never },
]);

/** The parser leaves `jsonencode(...)` and heredocs as texts. */
function encodedIn(value: Json): Json {
  if (typeof value === 'string') {
    const call = /^\$\{jsonencode\(([\s\S]*)\)\}$/.exec(value)?.[1];
    if (call !== undefined) return parseToObject(`x = ${call.trim()}`)[0]?.x ?? value;
    return /^\s*\[/.test(value) ? parse(value) : value;
  }
  if (Array.isArray(value)) return value.map(encodedIn);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encodedIn(inner)]));
}

const OURS =
  /^(?:TW_IMAGE_NAME|TW_CONTAINER_NAME|DEFENDER_TYPE|FARGATE_TASK|FILESYSTEM_MONITORING|FIPS_ENABLED)$/;
const PREFIX = /twistlock|^fargate$|^entrypoint$|^\/app$/;

/** A value without the Defender in it, and without what is empty: the same in every spelling. */
export function withoutWiring(value: Json): Json {
  if (Array.isArray(value)) {
    return value
      .filter((item) => !isOurs(item))
      .map(withoutWiring)
      .filter((item) => !isNothing(item));
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutWiring(inner)]);
  return Object.fromEntries(entries.filter(([, inner]) => !isNothing(inner)));
}

function isOurs(item: Json): boolean {
  if (typeof item === 'string') return item === 'SYS_PTRACE' || PREFIX.test(item);
  if (item === null || typeof item !== 'object') return false;
  const name = item.name ?? item.Name;
  if (name === 'TwistlockDefender' || OURS.test(String(name))) return true;
  const on = item.containerName ?? item.ContainerName ?? item.sourceContainer ?? item.SourceContainer;
  return on === 'TwistlockDefender';
}

function isNothing(value: Json): boolean {
  return (
    value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

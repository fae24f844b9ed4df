import fc from 'fast-check';

/** Task definitions as people write them, with every shape that merging has to cope with: absent, null, empty, full. */

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const odd = fc.oneof(
  word,
  fc.string({ maxLength: 6 }).map((text) => `é"\\${text}`),
  fc.constant('${TAG}'),
  fc.constant('<IMAGE1_NAME>'),
);
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const nullish = <T>(value: fc.Arbitrary<T>) => fc.oneof(fc.constant(undefined), fc.constant(null), value);

const pairs = fc.array(fc.record({ name: fc.stringMatching(/^[A-Z_]{1,6}$/), value: odd }), { maxLength: 3 });
const capabilities = nullish(
  fc.record(
    { add: nullish(fc.subarray(['SYS_PTRACE'])), drop: nullish(fc.constant(['NET_RAW'])) },
    { requiredKeys: [] },
  ),
);

const container = fc.record({
  name: word,
  image: fc.oneof(
    fc.constant('nginx:1.27'),
    odd.filter((text) => text !== ''),
  ),
  essential: sometimes(fc.boolean()),
  entryPoint: nullish(fc.array(odd, { maxLength: 3 })),
  command: nullish(fc.array(odd, { maxLength: 2 })),
  environment: nullish(pairs),
  dependsOn: nullish(
    fc.array(fc.record({ containerName: word, condition: fc.constant('START') }), { maxLength: 1 }),
  ),
  volumesFrom: nullish(fc.array(fc.record({ sourceContainer: word }), { maxLength: 1 })),
  linuxParameters: nullish(
    fc.record({ initProcessEnabled: sometimes(fc.boolean()), capabilities }, { requiredKeys: [] }),
  ),
  firelensConfiguration: fc.option(fc.constant({ type: 'fluentbit' }), { nil: undefined, freq: 6 }),
  portMappings: nullish(fc.array(fc.record({ containerPort: fc.nat(65535) }), { maxLength: 2 })),
});

const containers = fc
  .uniqueArray(container, { minLength: 1, maxLength: 4, selector: (one) => one.name })
  .filter((all) => all.some((one) => !one.firelensConfiguration));

export const tasks = fc.record({
  family: word,
  requiresCompatibilities: nullish(fc.constant(['FARGATE'])),
  cpu: sometimes(fc.constant('256')),
  memory: sometimes(fc.constant(512)),
  executionRoleArn: sometimes(fc.constant('arn:aws:iam::123456789012:role/exec')),
  containerDefinitions: containers,
});

/** The value of a document: a task, a described task, or a bare list of containers. */
export const documents = fc
  .oneof(
    tasks,
    tasks.map((taskDefinition) => ({ taskDefinition })),
    // A bare list is told from other lists of names and images by a key that only containers have.
    containers.map((all) => all.map((one) => ({ ...one, essential: one.essential ?? true }))),
  )
  .map(clean);

/** How a value is written: indent, line breaks, and how much stands on one line. */
export const layouts = fc.record({
  indent: fc.constantFrom('  ', '    ', '\t', ''),
  eol: fc.constantFrom('\n', '\r\n'),
  inlineItems: fc.boolean(),
  inlineLists: fc.boolean(),
  finalNewline: fc.boolean(),
  comments: fc.boolean(),
});
export type DocumentLayout = typeof layouts extends fc.Arbitrary<infer T> ? T : never;

export function write(value: unknown, layout: DocumentLayout): string {
  const text = layout.indent === '' ? JSON.stringify(value) : block(value, '', layout);
  return text + (layout.finalNewline ? layout.eol : '');
}

function block(value: unknown, outer: string, layout: DocumentLayout): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const items = Array.isArray(value) ? value : Object.entries(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const flat = Object.values(value).every((item) => item === null || typeof item !== 'object');
  if (items.length === 0) return open + close;
  if (flat && (Array.isArray(value) ? layout.inlineLists : layout.inlineItems && outer !== '')) {
    const parts = Array.isArray(value)
      ? value.map((item) => JSON.stringify(item))
      : items.map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`);
    return Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  }
  const inner = outer + layout.indent;
  const lines = items.map((item, place) => {
    const text = Array.isArray(value)
      ? block(item, inner, layout)
      : `${JSON.stringify(item[0])}: ${block(item[1], inner, layout)}`;
    const comma = place < items.length - 1 ? ',' : '';
    return inner + text + comma + (layout.comments && place % 2 === 0 ? ' // why' : '');
  });
  return open + layout.eol + lines.join(layout.eol) + layout.eol + outer + close;
}

/** Drops undefined members, which JSON has not. */
function clean<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

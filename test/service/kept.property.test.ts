import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Model, Models } from '../../server/src/service/model';
import { readJson } from '../../server/src/syntax/json/reader';
import { Kind, type NodeId, Tree } from '../../server/src/syntax/tree';
import { seeds } from '../fuzz/seeds';
import { configOf, documentOf, VALUES } from '../support/harness';

/** What was found of containers that have not changed is not looked for again: nobody may notice. */

const CONFIG = configOf({ ...VALUES, suppress: [{ rule: 'non-root', reason: 'for the test' }] });

const TASK = 'AWS::ECS::TaskDefinition';

/** The tasks of the examples and of the rules' pages: each rule has something to say of one of them. */
const TASKS = seeds(false)
  .filter(({ syntax }) => syntax === 'json')
  .flatMap(({ text }) => tasksIn(text));
const CONTAINERS = TASKS.flatMap((task) => task.containerDefinitions as unknown[]);

function tasksIn(text: string): Record<string, unknown>[] {
  try {
    const task = JSON.parse(text);
    return Array.isArray(task.containerDefinitions) ? [task] : [];
  } catch {
    return [];
  }
}

/** A value, or a name, that something else of the pool takes the place of. */
interface Typed {
  readonly container: number;
  readonly node: number;
  readonly other: number;
  /** It is a value of the same name: what is typed makes sense nearly always. */
  readonly isAlike: boolean;
  /** How much of the new source is written: what is half typed is looked at as well. */
  readonly share: number;
}

const typed: fc.Arbitrary<Typed> = fc.record({
  container: fc.nat(),
  node: fc.nat(),
  other: fc.nat(),
  isAlike: fc.constantFrom(true, true, true, false),
  share: fc.constantFrom(...Array<number>(12).fill(1), 0.5),
});

/** What stands for the name of a value. */
const NAME = '';

/** The sources of the names, and of the values by the names that they have. */
const POOL = new Map<string, string[]>();
for (const one of CONTAINERS) {
  const tree = readJson(JSON.stringify(one));
  for (let node = 1; node < tree.size; node++) {
    const called = calledIn(tree, node);
    const known = POOL.get(called);
    if (known) known.push(tree.source(node));
    else POOL.set(called, [tree.source(node)]);
  }
}

const OF_VALUES = [...POOL.keys()].filter((called) => called !== NAME);

const cases = fc.record({
  task: fc.constantFrom(...TASKS),
  containers: fc.array(fc.constantFrom(...CONTAINERS), { minLength: 2, maxLength: 6 }),
  isTemplate: fc.boolean(),
  hasFamily: fc.boolean(),
  edits: fc.array(typed, { minLength: 1, maxLength: 8 }),
});

test('what is kept of an earlier version is what a look at the new one finds', () => {
  fc.assert(
    fc.property(cases, ({ task, containers, isTemplate, hasFamily, edits }) => {
      const family = hasFamily ? 'shop' : undefined;
      const written = { ...task, family, containerDefinitions: containers };
      const resource = { Type: TASK, Properties: capitalised(written) };
      const text = JSON.stringify(
        isTemplate ? { Resources: { One: resource, Two: resource } } : written,
        null,
        2,
      );
      const document = documentOf(text);
      const models = new Models();
      models.of(document, CONFIG);
      for (const edit of edits) {
        type(document, edit);
        const fresh = new Models().of(documentOf(document.getText()), CONFIG);
        assert.equal(seen(models.of(document, CONFIG)), seen(fresh), document.getText());
      }
    }),
    { numRuns: 250 },
  );
});

/** A template may hold a resource anywhere: what is typed in its containers is typed in the container around it as well. */
test('a container that holds another task changes with it', () => {
  const inner = { Type: TASK, Properties: { ContainerDefinitions: [{ Name: 'inner', Image: 'nginx' }] } };
  const outer = { Name: 'outer', Image: 'nginx', PortMappings: inner };
  // The type comes last, so that the inner task is the first of the two.
  const resource = { Properties: { ContainerDefinitions: [outer] }, Type: TASK };
  const document = documentOf(JSON.stringify({ Resources: { One: resource } }, null, 2));
  const models = new Models();
  const hasNoList = (): boolean =>
    models.of(document, CONFIG)!.findings.some(({ code }) => code === 'not-a-list');
  assert.ok(hasNoList());
  const start = document.getText().lastIndexOf('nginx');
  const range = { start: document.positionAt(start), end: document.positionAt(start + 'nginx'.length) };
  TextDocument.update(document, [{ range, text: '${Image}' }], 2);
  assert.ok(!hasNoList(), 'what holds a placeholder may become a list');
});

test('what is said of a number too large for any is kept as it is', () => {
  const huge = '9'.repeat(400);
  const text = `{"containerDefinitions": [{"name": "web", "image": "nginx"}, {"portMappings": [{"containerPort": ${huge}}]}]}`;
  const document = documentOf(text);
  const models = new Models();
  const told = (): unknown =>
    models.of(document, CONFIG)!.findings.find(({ code }) => code === 'out-of-range')?.message.args.value;
  assert.equal(told(), Number.POSITIVE_INFINITY);
  const position = document.positionAt(text.indexOf('nginx'));
  TextDocument.update(document, [{ range: { start: position, end: position }, text: 'my' }], 2);
  assert.equal(told(), Number.POSITIVE_INFINITY);
});

/** All that is found, and all that can be done about it. */
function seen(model: Model | undefined): string {
  const found = model?.findings.map(({ fixes, ...finding }) => ({
    code: finding.code,
    severity: finding.severity,
    start: finding.start,
    end: finding.end,
    message: finding.message,
    container: finding.container,
    isGrouped: finding.isGrouped,
    related: finding.related,
    fixes: fixes?.map(({ changes, ...fix }) => ({ ...fix, changes: changes() })),
  }));
  const silenced = model?.suppressed.map(({ finding: { code, start, end } }) => `${code} ${start} ${end}`);
  // What is copied from elsewhere in the document is told by its node.
  const withoutTrees = (_key: string, value: unknown): unknown => (value instanceof Tree ? undefined : value);
  return JSON.stringify({ found, silenced: silenced?.sort() }, withoutTrees, 1);
}

function type(document: TextDocument, { container, node, other, isAlike, share }: Typed): void {
  const tree = readJson(document.getText());
  const place = pick(nodesIn(tree, pick(containersOf(tree), container) ?? 0), node);
  const called = calledIn(tree, place);
  const names = called === NAME ? [NAME] : isAlike && POOL.has(called) ? [called] : OF_VALUES;
  const source = pick(POOL.get(pick(names, other))!, other);
  const range = { start: document.positionAt(tree.start(place)), end: document.positionAt(tree.end(place)) };
  const text = source.slice(0, Math.ceil(source.length * share));
  TextDocument.update(document, [{ range, text }], document.version + 1);
}

/** The name of the value that a node is, or is an item of. */
function calledIn(tree: Tree, node: NodeId): string {
  const parent = tree.parent(node);
  if (parent < 0) return 'item';
  if (tree.kind(parent) === Kind.Array) return `${calledIn(tree, parent)} item`;
  return tree.children(parent).indexOf(node) % 2 === 0 ? NAME : tree.string(node - 1).toLowerCase();
}

function containersOf(tree: Tree): NodeId[] {
  const found: NodeId[] = [];
  for (let node = 0; node < tree.size; node++) {
    const parent = tree.parent(node);
    const isList = parent > 0 && tree.kind(parent) === Kind.Array && tree.kind(node) === Kind.Object;
    if (isList && /^containerDefinitions$/i.test(tree.string(parent - 1))) found.push(node);
  }
  return found;
}

/** The nodes below an object. */
function nodesIn(tree: Tree, object: NodeId): NodeId[] {
  const found: NodeId[] = [];
  for (let node = object + 1; node < tree.after(object); node++) found.push(node);
  return found.length > 0 ? found : [object];
}

function pick<T>(all: readonly T[], place: number): T {
  return all[place % all.length];
}

/** As CloudFormation spells properties. */
function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key[0]?.toUpperCase() + key.slice(1), capitalised(inner)]),
  );
}

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Models } from '../../server/src/service/model';
import { loadTestGrammars } from '../support/grammars';
import { configOf } from '../support/harness';

/** Diagnostics are made in pieces, so that work on one document does not keep the others waiting. */

const TEXT = JSON.stringify({
  family: 'shop',
  containerDefinitions: [{ name: 'web', image: 'web:1', essential: true, cpu: 'many' }],
});
/** One container, so that it is the rules that take their time. */
const LARGE = TEXT.replace(
  '"many"',
  `"many", "environment": ${JSON.stringify(
    Array.from({ length: 2000 }, (_, place) => ({ name: `NAME_${place}`, value: 'a' })),
  )}`,
);
const config = configOf();
const documentOf = (text = TEXT): TextDocument => TextDocument.create('file:///task.json', 'json', 1, text);
const never = (): boolean => false;

before(loadTestGrammars);

test('what is found in pieces is what is found at once', async () => {
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses++;
    return Promise.resolve();
  };
  const model = await new Models().soon(documentOf(LARGE), config, pause, never);
  const expected = new Models().of(documentOf(LARGE), config)!;
  assert.deepEqual(
    model!.findings.map(({ code, start, end }) => ({ code, start, end })),
    expected.findings.map(({ code, start, end }) => ({ code, start, end })),
  );
  assert.ok(model!.findings.some(({ code }) => code === 'value-type'));
  assert.ok(pauses > 20, `only ${pauses} pauses`);
});

test('nothing is found for somebody who does not want it any more', async () => {
  let isCancelled = false;
  let pauses = 0;
  const pause = (): Promise<void> => {
    isCancelled = ++pauses === 3;
    return Promise.resolve();
  };
  const model = await new Models().soon(documentOf(), config, pause, () => isCancelled);
  assert.equal(model, undefined);
  assert.equal(pauses, 3);
});

test('a document that changes meanwhile is looked at as it is now', async () => {
  const document = documentOf();
  let pauses = 0;
  const pause = (): Promise<void> => {
    if (++pauses === 3) TextDocument.update(document, [{ text: TEXT.replace('"many"', '256') }], 2);
    return Promise.resolve();
  };
  const model = await new Models().soon(document, config, pause, never);
  assert.equal(model!.tree.text, document.getText());
  assert.ok(!model!.findings.some(({ code }) => code === 'value-type'));
});

test('what others have found out during a pause is not found out again', async () => {
  const document = documentOf();
  const models = new Models();
  let own: unknown;
  const pause = (): Promise<void> => {
    own ??= models.of(document, config);
    return Promise.resolve();
  };
  const model = await models.soon(document, config, pause, never);
  assert.equal(model, models.of(document, config));
  assert.equal(model, own);
});

test('a task with more containers than are looked at together is looked at as one', () => {
  const misspelt = { name: 'a', image: 'a', essential: true, portMapping: [] };
  const wrong = { name: 'b', image: 'b', essential: true, cpu: 'many' };
  const containerDefinitions = Array.from({ length: 600 }, () => misspelt as object).concat([
    wrong,
    misspelt,
  ]);
  const found = new Models().of(
    documentOf(JSON.stringify({ family: 'shop', mode: 'x', containerDefinitions })),
    config,
  )!.findings;
  const wanted = ['unknown-property', 'value-type', 'duplicate-container'];
  const counts = wanted.map((code) => found.filter((one) => one.code === code).length);
  // The property of the task is told once, that of each container where it stands.
  assert.deepEqual(counts, [1 + 601, 1, 600]);
});

test('what is said of one of many containers in YAML is said where its anchor stands', () => {
  const wired = (place: number): string =>
    `  - name: web${place}\n    image: web\n    user: &u${place} root\n`;
  const anchors = Array.from({ length: 600 }, (_, place) => wired(place)).join('');
  const text = `family: shop\ncontainerDefinitions:\n${anchors}  - name: last\n    image: last\n    cpu: *u0\n`;
  const { findings } = new Models().of(documentOf(text), config)!;
  const told = findings.filter(({ code }) => code === 'value-type');
  assert.deepEqual(
    told.map(({ start }) => text.slice(start, start + 4)),
    ['root'],
  );
});

test('whoever wants the same look waits for it', async () => {
  const document = documentOf(LARGE);
  const models = new Models();
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses++;
    return Promise.resolve();
  };
  await models.soon(documentOf(LARGE), config, pause, never);
  const ofOne = pauses;
  const [one, other] = await Promise.all([
    models.soon(document, config, pause, never),
    models.soon(document, config, pause, never),
  ]);
  assert.equal(one, other);
  assert.equal(pauses, 2 * ofOne, 'two at once take what one takes');
  const otherConfig = configOf();
  assert.equal((await models.soon(document, otherConfig, pause, never))!.config, otherConfig);
});

test('a look that one has given up is there for the other all the same, of a document that holds nothing too', async () => {
  for (const text of [LARGE, '{"Resources": {}}']) {
    const document = documentOf(text);
    const models = new Models();
    let isCancelled = false;
    let pauses = 0;
    const pause = (): Promise<void> => {
      isCancelled = ++pauses >= 2;
      return Promise.resolve();
    };
    const [one, other] = await Promise.all([
      models.soon(document, config, pause, () => isCancelled),
      models.soon(document, config, () => Promise.resolve(), never),
    ]);
    assert.equal(one, undefined);
    assert.equal(other?.findings.length, new Models().of(documentOf(text), config)?.findings.length);
  }
});

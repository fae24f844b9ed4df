import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Models } from '../../server/src/service/model';
import { configOf, documentOf } from '../support/harness';

/** What a misspelt name of a task's own is corrected to. */

const titlesOf = (containers: number): string[] => {
  const named = Array.from({ length: containers - 1 }, (_, place) => ({ name: `web${place}`, image: 'web' }));
  const last = { name: 'last', image: 'web', dependsOn: [{ containerName: 'wbe7', condition: 'START' }] };
  const text = JSON.stringify({ family: 'shop', containerDefinitions: [...named, last] });
  const { findings } = new Models().of(documentOf(text), configOf())!;
  const told = findings.filter(({ code }) => code === 'unknown-container');
  assert.equal(told.length, 1);
  return (told[0].fixes ?? []).flatMap(({ title }) => String(title.args.value ?? title.args.name ?? ''));
};

test('a name that none has is corrected to the nearest that one has', () => {
  assert.ok(titlesOf(200).includes('web7'), String(titlesOf(200)));
});

test('among more names than anybody means, none is looked for', () => {
  assert.ok(!titlesOf(201).includes('web7'), String(titlesOf(201)));
});

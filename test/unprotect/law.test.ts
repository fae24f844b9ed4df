import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Models } from '../../server/src/service/model';
import { unprotect } from '../../server/src/service/protect';
import { documents, layouts, write } from '../protect/documents';
import { fraction } from '../support/fraction';
import { configOf, documentOf, protectText, unprotectText, VALUES } from '../support/harness';
import { lawful } from './lawful';

/** `unprotect(protect(x))` is `x`, byte for byte, wherever the protected text still tells what `x` was. */

const RUNS = { numRuns: 1000 };
const DECISIONS = { ...VALUES, family: 'app' };
const PROCESSES = { processes: new Map([['*', { entryPoint: ['/supplied'], command: ['--all'] }]]) };

const protectedText = (text: string) => protectText(text, DECISIONS, PROCESSES).text;
const back = (text: string) => unprotectText(text, DECISIONS, PROCESSES).text;

test('what was protected comes back byte for byte, and is protected alike again', () => {
  fc.assert(
    fc.property(documents.map(lawful), layouts, (value, layout) => {
      const text = write(value, layout);
      const there = protectedText(text);
      assert.notEqual(there, text);
      const again = back(there);
      assert.equal(again, text);
      assert.equal(protectedText(again), there);
    }),
    RUNS,
  );
});

test('taking it away twice changes nothing more', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const once = back(protectedText(write(value, layout)));
      assert.equal(back(once), once);
    }),
    RUNS,
  );
});

test('a document that was never wired stays as it is', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const text = write(value, layout);
      assert.equal(back(text), text);
    }),
    RUNS,
  );
});

test('no text, cut or changed anywhere, makes it throw', () => {
  const config = configOf(DECISIONS);
  fc.assert(
    fc.property(documents, layouts, fraction, fc.nat(30), (value, layout, at, drop) => {
      const whole = protectedText(write(value, layout));
      const start = Math.floor(at * whole.length);
      const model = new Models().of(documentOf(whole.slice(0, start) + whole.slice(start + drop)), config);
      if (model) unprotect(model, PROCESSES);
    }),
    RUNS,
  );
});

test('an entry point of another wording than the source’s is the author’s', () => {
  const stated = '{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/mine"]}]}';
  const { text, notes } = unprotectText(protectedText(stated), DECISIONS, PROCESSES);
  assert.equal(text, stated);
  assert.deepEqual(notes, []);
});

test('an entry point that was supplied stays where unprotect is not told of it', () => {
  const text = '{"family":"f","containerDefinitions":[{"name":"a","image":"b"}]}';
  const { text: left, notes } = unprotectText(protectedText(text), DECISIONS);
  assert.equal(
    left,
    '{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/supplied"],"command":["--all"]}]}',
  );
  assert.deepEqual(
    notes.map((one) => one.key),
    ['note.entryPointStays'],
  );
});

test('SYS_PTRACE stays where one asks for it', () => {
  const text = '{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/a"]}]}';
  const { text: left } = unprotectText(protectedText(text), DECISIONS, { keepPtrace: true });
  assert.equal(
    left,
    '{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/a"],"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}}]}',
  );
});

test('where a template decides about a container, nothing is taken away and the sidecar stays', () => {
  const text = protectedText(
    '{"family":"f","containerDefinitions":[{"name":"a","image":"b","entryPoint":["/a"]}]}',
  );
  const templated = text
    .replace('"environment":[', '"environment":[{% if x %}')
    .replace('{"name":"DEFENDER_TYPE"', '{% endif %}{"name":"DEFENDER_TYPE"');
  const { text: left, refusals } = unprotectText(templated, DECISIONS, PROCESSES);
  assert.equal(left, templated);
  assert.deepEqual(
    refusals.map((one) => one.message.key),
    ['refused.computed'],
  );
});

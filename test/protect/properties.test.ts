import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { Models } from '../../server/src/service/model';
import { protect } from '../../server/src/service/protect';
import { fraction } from '../support/fraction';
import { configOf, documentOf, findingsOf, protectText, VALUES } from '../support/harness';
import { documents, layouts, write } from './documents';
import { type ReferenceInputs, referenceProtect } from './reference';

const RUNS = { numRuns: 1000 };
const INPUTS: ReferenceInputs = {
  image: 'registry.example.com/defender:defender_34_04_145',
  wsAddress: 'wss://console.example.com:8084',
  secret: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf',
  family: 'app',
  entryPoint: ['/app'],
};
const DECISIONS = { ...VALUES, family: 'app' };
const OPTIONS = { processes: new Map([['*', { entryPoint: ['/app'] }]]) };
const COVERAGE = /^(task-unprotected|container-unwrapped|sidecar-missing|wiring-partial) /;

const convert = (text: string) => protectText(text, DECISIONS, OPTIONS);

test('what is parsed afterwards equals the reference transform of what was parsed before', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const { text, refusals } = convert(write(value, layout));
      assert.deepEqual(refusals, []);
      assert.deepEqual(parse(text), referenceProtect(value, INPUTS));
    }),
    RUNS,
  );
});

test('protecting twice changes nothing', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const once = convert(write(value, layout)).text;
      assert.equal(convert(once).text, once);
    }),
    RUNS,
  );
});

test('no coverage finding is left afterwards', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const { text } = convert(write(value, layout));
      assert.deepEqual(
        findingsOf(text, DECISIONS).filter((one) => COVERAGE.test(one)),
        [],
      );
    }),
    RUNS,
  );
});

test('every byte stays, in order and on its line, but for a null that is replaced', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const before = write(value, layout);
      const { text: after, edits } = convert(before);
      for (const { start, end } of edits) assert.ok(start === end || before.slice(start, end) === 'null');
      assertLinesStay(before, after);
    }),
    RUNS,
  );
});

test('inserted lines end as the document’s lines do, and none ends in blanks', () => {
  fc.assert(
    fc.property(documents, layouts, (value, layout) => {
      const { text } = convert(write(value, layout));
      const breaks = new Set(text.match(/\r?\n/g));
      assert.ok(breaks.size <= 1, `line breaks are mixed: ${JSON.stringify([...breaks])}`);
      assert.doesNotMatch(text, /[ \t]+\r?\n/);
    }),
    RUNS,
  );
});

test('no text, cut or changed anywhere, makes judging or planning throw', () => {
  const models = new Models();
  const config = configOf(DECISIONS);
  const mutation = fc.record({
    at: fraction,
    drop: fc.nat(20),
    insert: fc.string({ unit: 'binary', maxLength: 4 }),
  });
  fc.assert(
    fc.property(
      documents,
      layouts,
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      (value, layout, mutations) => {
        let text = write(value, layout);
        for (const { at, drop, insert } of mutations) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + insert + text.slice(start + drop);
        }
        const model = models.of(documentOf(text), config);
        if (model) protect(model, { placeholders: true, ...OPTIONS });
      },
    ),
    RUNS,
  );
});

/** Each line of `before` is, character for character and in order, inside one line of `after`; a null may have been
 * replaced, and the brackets of an empty list or object may have been drawn apart. */
function assertLinesStay(before: string, after: string): void {
  const lines = after.split(/\r?\n/);
  let at = 0;
  for (const line of before.split(/\r?\n/)) {
    const filled = /null|\[\]|\{\}/.test(line);
    const wanted = filled ? line.replace(/(?:null|\[\]|\{\}).*$/s, '') : line;
    while (at < lines.length && !isWithin(wanted.trim(), lines[at])) at++;
    assert.ok(at < lines.length, `line lost: ${line}`);
    if (!filled) at++;
  }
}

function isWithin(part: string, whole: string): boolean {
  let from = 0;
  for (const char of part) {
    from = whole.indexOf(char, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { Models } from '../../server/src/service/model';
import { protect, unprotect } from '../../server/src/service/protect';
import { tasks } from '../protect/documents';
import { type ReferenceInputs, referenceProtect } from '../protect/reference';
import { loadTestGrammars } from '../support/grammars';
import {
  configOf,
  documentOf,
  english,
  findingsOf,
  fixText,
  protectText,
  unprotectText,
  upgradeText,
  VALUES,
} from '../support/harness';
import { lawful } from '../unprotect/lawful';
import { layouts, WRITERS } from './writers';

/** What must hold of every document holds in every syntax. */

const RUNS = { numRuns: 75 };
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
const back = (text: string) => unprotectText(text, DECISIONS, OPTIONS).text;
const clean = <T>(value: T): T => JSON.parse(JSON.stringify(value));

before(loadTestGrammars);

for (const [name, { write, read }] of Object.entries(WRITERS)) {
  describe(name, () => {
    const written = fc.record({ task: tasks.map(clean), layout: layouts });

    // Most of the time goes into the protection: each is held against all that must be true of it.
    test('a protection is the reference transform, adds whole lines only, and is whole after one time', () => {
      fc.assert(
        fc.property(written, ({ task, layout }) => {
          const text = write(task, layout);
          const converted = convert(text);
          const once = converted.text;
          assert.deepEqual(converted.refusals.map(english), []);
          assert.deepEqual(read(once), referenceProtect(read(text), INPUTS));

          // Every byte stays, but for what an empty value gives its place to.
          for (const { start, end } of converted.edits)
            assert.match(text.slice(start, end), /^\s*(?:null|\[\]|\{\})?$/);
          // Inserted lines end as the document's lines do, and none ends in blanks.
          assert.ok(new Set(once.match(/\r?\n/g)).size <= 1);
          assert.doesNotMatch(once, /[ \t]+\r?\n/);

          assert.equal(convert(once).text, once);
          const left = findingsOf(once, DECISIONS).filter((one) => COVERAGE.test(one));
          assert.deepEqual(left, []);
        }),
        RUNS,
      );
    });

    test('what was protected comes back byte for byte', () => {
      fc.assert(
        fc.property(written, ({ task, layout }) => {
          const text = write(lawful(task), layout);
          const there = convert(text).text;
          assert.notEqual(there, text);
          assert.equal(back(there), text);
        }),
        RUNS,
      );
    });

    test('wiring of the first generation ends as if it had been protected anew; today’s stays', () => {
      fc.assert(
        fc.property(written, ({ task, layout }) => {
          const today = convert(write(task, layout)).text;
          const old = today
            .replaceAll(
              '/var/lib/twistlock/fargate/defender',
              '/var/lib/twistlock/fargate/fargate_defender.sh',
            )
            .replace('defender_34_04_145', 'defender_21_04_421');
          assert.equal(upgradeText(old, DECISIONS).text, today);
          assert.equal(upgradeText(today, DECISIONS).text, today);
          assert.equal(fixText(today, DECISIONS).text, today);
        }),
        RUNS,
      );
    });

    test('no text, cut or changed anywhere, makes it throw', () => {
      const damage = fc.record({ at: fc.nat(), length: fc.nat(20), text: fc.string({ maxLength: 4 }) });
      fc.assert(
        fc.property(written, damage, ({ task, layout }, { at, length, text: noise }) => {
          const text = convert(write(task, layout)).text;
          const place = at % (text.length + 1);
          const damaged = text.slice(0, place) + noise + text.slice(place + length);
          const model = new Models().of(documentOf(damaged), configOf(DECISIONS));
          if (!model) return;
          protect(model, { placeholders: true });
          unprotect(model, {});
        }),
        RUNS,
      );
    });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Models } from '../../server/src/service/model';
import { applyEdits } from '../../server/src/syntax/edits';
import { readJson } from '../../server/src/syntax/json/reader';
import { printChanges } from '../../server/src/syntax/print';
import {
  configOf,
  documentOf,
  fixText,
  protectText,
  unprotectText,
  upgradeText,
  VALUES,
} from '../support/harness';
import { documents, layouts, write } from './documents';

/** Wiring that people and scripts have damaged: whatever is left of it, no work on it may break the document. */

const DECISIONS = {
  ...VALUES,
  family: 'app',
  consoleVersion: '34.04',
  entryPoints: [{ entryPoint: ['/app'], command: ['--x'] }],
  defender: { ...VALUES.defender, container: { cpu: 10, logConfiguration: 'inherit' as const } },
};
const WORKS = { protectText, upgradeText, unprotectText, fixText };

/** What turns up in the place of a value. */
const ODD: unknown[] = [
  null,
  '',
  [],
  {},
  7,
  true,
  '${X}',
  '<Y>',
  '/var/lib/twistlock/fargate/fargate_defender.sh',
  'fargate',
  'entrypoint',
  'TwistlockDefender',
  'START',
  'true',
  'ALL',
  'SYS_PTRACE',
  '/bin/sh -c "/var/lib/twistlock/fargate/defender fargate entrypoint x"',
];
const damage = fc.record({
  place: fc.nat(),
  how: fc.constantFrom('remove', 'insert', 'replace', 'replace'),
  value: fc.constantFrom(...ODD),
});

// biome-ignore lint/suspicious/noExplicitAny: a damaged document can be anything
type Json = any;

function places(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.keys(value).flatMap((key) => [[...path, key], ...places(value[key], [...path, key])]);
}

function damaged(
  value: Json,
  { place, how, value: odd }: { place: number; how: string; value: unknown },
): void {
  const all = places(value);
  if (all.length === 0) return;
  const path = all[place % all.length];
  const key = path[path.length - 1];
  const owner = path.slice(0, -1).reduce((at: Json, step) => at[step], value);
  if (how === 'remove' && !Array.isArray(owner)) delete owner[key];
  else if (Array.isArray(owner) && how !== 'replace')
    owner.splice(Number(key), how === 'remove' ? 1 : 0, ...(how === 'remove' ? [] : [odd]));
  else owner[key] = odd;
}

test('no work and no fix breaks a damaged document', () => {
  fc.assert(
    fc.property(documents, layouts, fc.array(damage, { maxLength: 5 }), (value, layout, damages) => {
      const wired: Json = JSON.parse(
        protectText(write(value, { ...layout, comments: false }), DECISIONS).text,
      );
      for (const one of damages) damaged(wired, one);
      const text = write(wired, layout);
      const model = new Models().of(documentOf(text), configOf(DECISIONS));
      if (!model) return;
      for (const [work, convert] of Object.entries(WORKS))
        assert.deepEqual(readJson(convert(text, DECISIONS).text).faults, [], work);
      for (const { code, fixes = [] } of model.findings) {
        for (const fix of fixes) {
          const fixed = applyEdits(text, printChanges(model.tree, fix.changes()));
          assert.deepEqual(readJson(fixed).faults, [], code);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

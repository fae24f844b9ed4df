import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { neighboursOf } from '../../server/src/ecs/neighbours';
import { Models } from '../../server/src/service/model';
import { protect } from '../../server/src/service/protect';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { configOf, documentOf, fixText, unprotectText, upgradeText, VALUES } from '../support/harness';
import { repositories, rows, skip, textOf } from './files';
import { PARSERS, withoutWiring } from './parsers';

const KINDS = ['cfn-yaml', 'cfn-json', 'terraform'];

const DECISIONS = { ...VALUES, family: 'app' };
const OPTIONS = { placeholders: false, processes: new Map([['*', { entryPoint: ['/app'] }]]) };

/** A module that is given containers and has no task definition of its own. */
const NOT_RECOGNISED = new Set([
  'INDALARAJESH__nanaji-ops__modules__chownow__services__errbot__app__task_definition.tf',
]);

/** How many tasks are refused for which reason. A change of these numbers is to be read, not to be followed. */
const REFUSALS: Record<string, Record<string, number>> = {
  'cfn-yaml': { 'refused.computed': 2, 'refused.windows': 1 },
  'cfn-json': {},
  terraform: {
    'refused.computed': 9,
    'refused.entryPointHidden': 1,
    'refused.inFile': 17,
    'refused.inLostFile': 1,
  },
};

describe('the templates of the corpus', { skip }, () => {
  before(loadTestGrammars);
  for (const kind of KINDS) {
    const counts = { files: 0, tasks: 0, protected: 0, 'left alone': 0, refused: 0, 'taken back exactly': 0 };
    const reasons: Record<string, number> = {};
    describe(kind, () => {
      for (const { file, path } of rows.filter((row) => row.kind === kind)) {
        test(file, async () => {
          counts.files++;
          const text = textOf(file);
          const files = await neighboursOf(path, text, repositories);
          const surroundings = { neighbourhood: { path, files } };
          const model = new Models().of(documentOf(text), { ...configOf(DECISIONS), surroundings });
          if (!model) return assert.ok(NOT_RECOGNISED.has(file), 'recognised, or listed with the reason');
          assert.deepEqual(model.tree.faults, []);
          // Another parser finds the same in every text, but for the wiring.
          const parse = PARSERS[kind];
          const expected = withoutWiring(parse(text));
          const assertSame = (after: string): void => assert.deepEqual(withoutWiring(parse(after)), expected);
          const plan = protect(model, OPTIONS);
          for (const { message } of plan.refusals) reasons[message.key] = (reasons[message.key] ?? 0) + 1;
          const converted = applyEdits(text, plan.edits);
          const again = new Models().of(documentOf(converted), configOf(DECISIONS))!;
          counts.tasks += model.analyses.length;
          counts.refused += plan.refusals.length;
          for (const { containers } of again.analyses) {
            const isProtected = containers.some(({ state }) => state === 'protected');
            counts['left alone'] +=
              containers.length > 0 && containers.every(({ state }) => state === 'excluded') ? 1 : 0;
            counts.protected += isProtected ? 1 : 0;
          }
          assertSame(converted);
          assert.deepEqual(protect(again, OPTIONS).edits, [], 'a second run changes nothing');
          const upgraded = upgradeText(converted, DECISIONS).text;
          assert.equal(
            upgradeText(upgraded, DECISIONS).text,
            upgraded,
            'an upgrade leaves nothing to upgrade',
          );
          assertSame(upgraded);
          assertSame(fixText(converted, DECISIONS).text);
          const taken = unprotectText(converted, DECISIONS, OPTIONS).text;
          if (taken === text) counts['taken back exactly']++;
          assertSame(taken);
        });
      }
      after(() => console.log(kind, JSON.stringify({ ...counts, reasons })));
      test('what is refused, and why', () => assert.deepEqual(reasons, REFUSALS[kind]));
    });
  }
});

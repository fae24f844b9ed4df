import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { neighboursOf } from '../../server/src/ecs/neighbours';
import { Models } from '../../server/src/service/model';
import { protect } from '../../server/src/service/protect';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { configOf, documentOf, VALUES } from '../support/harness';
import { repositories, rows, skip, textOf } from './files';

const OPTIONS = { placeholders: false, processes: new Map([['*', { entryPoint: ['/app'] }]]) };

/** What becomes of the lists of containers that Terraform takes from files. A change of these numbers is to be read, not
 * to be followed. */
const OUTCOMES = { protected: 12, 'refused.missing': 4, 'not taken': 1 };

describe('the lists of containers that the corpus takes from files', { skip }, () => {
  before(loadTestGrammars);
  const outcomes: Record<string, number> = {};

  for (const { file, path } of rows) {
    const text = textOf(file);
    if (/\.tf$/.test(path) || !text.trimStart().startsWith('[')) continue;
    test(file, async () => {
      const files = await neighboursOf(path, text, repositories);
      if (files.length === 0) return;
      const config = { ...configOf(VALUES), surroundings: { neighbourhood: { path, files } } };
      const modelOf = (content: string) => new Models().of(documentOf(content), config)!;
      const model = modelOf(text);
      // A template that no resource takes in is none of Terraform's containers.
      const isTaken = model.analyses[0].task.referrers.length > 0;
      const { edits, refusals, leftAlone } = protect(model, OPTIONS);
      const isProtected = edits.length > 0 && refusals.length === 0;
      const outcome = !isTaken
        ? 'not taken'
        : isProtected
          ? 'protected'
          : (refusals[0] ?? { message: leftAlone[0] }).message.key;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (isProtected)
        assert.deepEqual(protect(modelOf(applyEdits(text, edits)), OPTIONS).edits, [], 'once is enough');
    });
  }
  test('what became of them', () => assert.deepEqual(outcomes, OUTCOMES));
});

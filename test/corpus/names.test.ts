import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { decode } from '../../server/src/disk/encoding';
import { Models } from '../../server/src/service/model';
import { namesIn } from '../../server/src/service/names';
import { renameAt } from '../../server/src/service/rename';
import { applyEdits } from '../../server/src/syntax/edits';
import { loadTestGrammars } from '../support/grammars';
import { configOf, documentOf } from '../support/harness';

/** Real documents of many owners, beside the repository; they are read here and never copied. */
const FOLDER = '../shared/corpus';
const skip = existsSync(FOLDER) ? false : 'the corpus is not beside this checkout';

/** How many names cannot be given anew, by reason. A change of these numbers is to be read, not to be followed. */
const REFUSED = { 'rename.hidden': 8, 'rename.sidecar': 4, 'rename.template': 143 };

describe('every name of the corpus is renamed and back, or refused', { skip }, () => {
  before(loadTestGrammars);
  const [, ...lines] = skip ? [] : readFileSync(`${FOLDER}/INDEX.tsv`, 'utf8').trim().split('\n');
  const reasons: Record<string, number> = {};
  let renamed = 0;
  for (const file of new Set(lines.map((line) => line.split('\t')[6]))) {
    test(file, () => {
      const text = decode(readFileSync(`${FOLDER}/files/${file}`))!.text;
      const modelOf = (one: string) => new Models().of(documentOf(one), configOf());
      const model = modelOf(text);
      for (const { start, name } of model ? namesIn(model).filter((one) => one.role === 'definition') : []) {
        const there = renameAt(model!, start, 'another-name');
        if ('refused' in there) {
          reasons[there.refused.key] = (reasons[there.refused.key] ?? 0) + 1;
          continue;
        }
        renamed++;
        const changed = applyEdits(text, there.edits);
        assert.equal(changed.replaceAll('another-name', name), text.replaceAll('another-name', name));
        const again = modelOf(changed)!;
        const given = namesIn(again).find((one) => one.role === 'definition' && one.name === 'another-name');
        const back = renameAt(again, given!.start, name);
        // A name that ECS does not take is not given back.
        assert.equal('edits' in back, name !== 'firelens-repro-{INSERT ticket/issue ID}', name);
        if ('refused' in back) continue;
        assert.equal(applyEdits(changed, back.edits), text);
      }
    });
  }
  after(() => {
    assert.deepEqual(reasons, REFUSED);
    assert.ok(renamed > 700, `${renamed} were renamed`);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { customRuleRules } from '../../server/src/policy/customRules/rules';
import { applyEdits } from '../../server/src/syntax/edits';
import { printChanges } from '../../server/src/syntax/print';
import { modelOf } from '../support/harness';

/** Rules that the vendor ships or documents, and some from elsewhere: not ours to pass on, so they lie beside the project. */
const SCRIPTS = '../shared/policy-samples/custom-rule-scripts.json';
const skip = existsSync(SCRIPTS) ? false : `there is no ${SCRIPTS}`;

const OWN = new Set(customRuleRules.map(({ code }) => code));

interface Sample {
  readonly type: string;
  readonly script: string;
  readonly message: string | null;
}

describe('real custom rules', { skip }, () => {
  const text = skip ? '[]' : readFileSync(SCRIPTS, 'utf8');
  const samples: readonly Sample[] = JSON.parse(text);

  test('there are 87 of them', () => assert.equal(samples.length, 87));

  test('nothing is wrong with them but one documented typo, which is mended', () => {
    const found = samples.flatMap((sample) => {
      const host = JSON.stringify({ ...sample, message: sample.message ?? '' });
      const model = modelOf(host);
      assert.equal(model.customRules.length, 1);
      return model.findings
        .filter(({ code }) => OWN.has(code) && code !== 'script-mixed-operators')
        .map((finding) => {
          const [fix] = finding.fixes ?? [];
          const after = applyEdits(host, printChanges(model.tree, fix.changes()));
          return `${finding.code}: ${sample.script} -> ${(JSON.parse(after) as Sample).script}`;
        });
    });
    assert.deepEqual(found, [
      'script-operator: net.outgoing_ip => "1.1.1.1" and net.outgoing_ip <= "1.1.1.9" -> ' +
        'net.outgoing_ip >= "1.1.1.1" and net.outgoing_ip <= "1.1.1.9"',
    ]);
  });

  test('they are found where they stand together, and by what they hold where their type is not said', () => {
    const model = modelOf(text);
    assert.equal(model.customRules.length, 87);
    // Attributes of requests are those of responses, too.
    const isLikely = (sample: Sample): boolean => {
      const [rule] = modelOf(sample.script, {}, 'pcrule').customRules;
      return rule.type === sample.type;
    };
    assert.deepEqual(
      samples.filter((sample) => !isLikely(sample)).map(({ type, script }) => `${type}: ${script}`),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { Decisions } from '../server/src/profile/schema';
import { loadTestGrammars } from './support/grammars';
import { english, fixText, protectText, unprotectText, upgradeText, VALUES } from './support/harness';

/** Pairs of literal texts, one behaviour each: `NAME.before.EXT` becomes `NAME.after.EXT`, byte for byte. The
 * decisions beyond the usual values are in `NAME.options.json`; what cannot be done, in `NAME.refusals.txt`. */
const SYNTAXES = ['template.json', 'yaml', 'tf'];
/** What is about writing JSON itself. */
const ONLY_JSON = new Set([
  'hugging-brackets',
  'keys-in-another-case',
  'minified-list',
  'nulls-and-empty-lists',
]);

const WORKS: Record<string, (text: string, decisions: Decisions) => ReturnType<typeof protectText>> = {
  protect: protectText,
  upgrade: upgradeText,
  unprotect: unprotectText,
  fix: fixText,
};

before(loadTestGrammars);

for (const [work, convert] of Object.entries(WORKS)) {
  describe(work, () => {
    const folder = `test/golden/${work}`;
    const read = (file: string): string | undefined =>
      existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, 'utf8') : undefined;
    const files = readdirSync(folder).filter((file) => file.includes('.before.'));
    test('each behaviour is shown in every syntax', () => {
      const inJson = files
        .filter((file) => /\.before\.jsonc?$/.test(file))
        .map((file) => file.split('.before.')[0]);
      const missing = inJson
        .filter((name) => !ONLY_JSON.has(name))
        .flatMap((name) => SYNTAXES.map((ending) => `${name}.before.${ending}`))
        .filter((file) => !files.includes(file));
      assert.deepEqual(missing, []);
    });
    for (const before of files) {
      const [name] = before.split('.before.');
      test(`${name.replaceAll('-', ' ')} (${before.split('.before.')[1]})`, () => {
        const decisions = { ...VALUES, ...JSON.parse(read(`${name}.options.json`) ?? '{}') };
        const after = read(before.replace('.before.', '.after.'))!;
        const converted = convert(read(before)!, decisions);
        const refusals = converted.refusals.map((one) => `${english(one)}\n`).join('');
        assert.equal(refusals, read(`${name}.refusals.txt`) ?? '');
        assert.equal(converted.text, after);
        assert.equal(convert(after, decisions).text, after, 'a second run changes nothing');
      });
    }
  });
}

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Decisions } from '../server/src/profile/schema';
import { english, fixText, protectText, unprotectText, upgradeText, VALUES } from './support/harness';

/** Pairs of literal texts, one behaviour each: `NAME.before.EXT` becomes `NAME.after.EXT`, byte for byte. The
 * decisions beyond the usual values are in `NAME.options.json`; what cannot be done, in `NAME.refusals.txt`. */
const WORKS: Record<string, (text: string, decisions: Decisions) => ReturnType<typeof protectText>> = {
  protect: protectText,
  upgrade: upgradeText,
  unprotect: unprotectText,
  fix: fixText,
};

for (const [work, convert] of Object.entries(WORKS)) {
  describe(work, () => {
    const folder = `test/golden/${work}`;
    const read = (file: string): string | undefined =>
      existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, 'utf8') : undefined;
    for (const before of readdirSync(folder).filter((file) => file.includes('.before.'))) {
      const [name] = before.split('.before.');
      test(name.replaceAll('-', ' '), () => {
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

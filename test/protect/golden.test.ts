import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { protectText, VALUES } from '../support/harness';

/** Pairs of literal texts, one behaviour each: `NAME.before.EXT` becomes `NAME.after.EXT`, byte for byte. The
 * decisions beyond the usual values are in `NAME.options.json`. */
const FOLDER = 'test/golden/protect';

for (const before of readdirSync(FOLDER).filter((file) => file.includes('.before.'))) {
  const [name] = before.split('.before.');
  test(name.replaceAll('-', ' '), () => {
    const options = `${FOLDER}/${name}.options.json`;
    const decisions = {
      ...VALUES,
      ...(existsSync(options) ? JSON.parse(readFileSync(options, 'utf8')) : {}),
    };
    const after = readFileSync(`${FOLDER}/${before.replace('.before.', '.after.')}`, 'utf8');
    const converted = protectText(readFileSync(`${FOLDER}/${before}`, 'utf8'), decisions);
    assert.deepEqual(converted.refusals, []);
    assert.equal(converted.text, after);
    assert.equal(protectText(after, decisions).text, after, 'a second run changes nothing');
  });
}

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Models } from '../../server/src/service/model';
import { configOf, english } from '../support/harness';

/** Real documents of other owners, which are not part of this project. */
const FOLDER = '../shared/policy-samples';
/** Scripts that were collected from many places: no document of the product. */
const COLLECTED = 'custom-rule-scripts.json';
const skip = existsSync(FOLDER) ? false : `no samples in ${FOLDER}`;

test('no real document has an error that its product would not give', { skip }, () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && file !== COLLECTED);
  assert.ok(files.length > 25);
  const models = new Models();
  const errors = files.flatMap((file) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    const model = models.of(TextDocument.create(`file:///${file}`, 'json', 1, text), configOf());
    const found = model?.findings.filter(({ severity }) => severity === 'error') ?? [];
    return found.map((one) => `${file}: ${one.code}: ${english(one)}`);
  });
  assert.deepEqual(errors, []);
});

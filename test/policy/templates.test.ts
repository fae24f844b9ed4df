import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentOf, TEMPLATES } from '../../server/src/service/policyTemplates';
import { modelOf } from '../support/harness';

/** What a snippet is before anybody types: its first choices, and its texts. */
const plain = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, (_, text: string) => text.replace(/\\(.)/g, '$1'))
    .replace(/\$\d+/g, '');

describe('new policy documents', () => {
  for (const template of TEMPLATES)
    test(`${template.name} is what it says, and nothing is wrong with it`, () => {
      const model = modelOf(plain(documentOf(template)));
      assert.equal(model.policy?.kind, template.kind);
      assert.deepEqual(model.findings, []);
    });
});

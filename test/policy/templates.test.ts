import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TEMPLATES } from '../../client/src/templates';
import { modelOf } from '../support/harness';

/** What a snippet is before anybody types: its first choices, and its texts. */
const plain = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, (_, text: string) => text.replace(/\\(.)/g, '$1'))
    .replace(/\$\d+/g, '');

const KINDS: Record<keyof typeof TEMPLATES, string> = {
  newPolicy: 'runtime',
  newCollection: 'collections',
  newCustomRule: 'customRules',
  newAlertProfileEmail: 'alertProfiles',
  newAlertProfileSlack: 'alertProfiles',
};

describe('new policy documents', () => {
  for (const [name, snippet] of Object.entries(TEMPLATES))
    test(`${name} is what it says, and nothing is wrong with it`, () => {
      const model = modelOf(plain(snippet));
      assert.equal(model.policy?.kind, KINDS[name as keyof typeof TEMPLATES]);
      assert.deepEqual(model.findings, []);
    });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { english, modelOf } from '../support/harness';

const said = (text: string): string[] =>
  modelOf(text)
    .findings.filter(({ code }) => code === 'unknown-property')
    .map(english);
const container = (members: string): string =>
  `{"family":"a","containerDefinitions":[{"name":"web","image":"nginx"${members}}]}`;

describe('a property without a name', () => {
  test('is shown as it is written', () =>
    assert.deepEqual(said(container(',"":1')), [
      '"" is not known here. Either ECS does not have it, or it is newer than this version of ECS Defender.',
    ]));
  for (const typed of [',""', ',"', '\n,"\n'])
    test(`is not one yet while it is being typed: ${JSON.stringify(typed)}`, () =>
      assert.deepEqual(said(container(typed)), []));
});

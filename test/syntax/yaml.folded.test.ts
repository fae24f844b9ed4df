import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { decodeYaml } from '../../server/src/syntax/yaml/scalars';

/** What a block says, beside another reader of YAML. */

const line = fc.oneof(fc.constant(''), fc.stringMatching(/^ {0,2}[a-c]( [a-c]){0,2}$/));

test('a block says what another reader reads in it, folded or not', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('|', '>', '|-', '>-'),
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      (header, more, eol) => {
        // The first line says how far the block is indented.
        const source = [header, ...['a', ...more].map((one) => (one === '' ? '' : `  ${one}`))].join(eol);
        assert.equal(decodeYaml(source), parse(`key: ${source}${eol}`).key);
      },
    ),
    { numRuns: 500 },
  );
});

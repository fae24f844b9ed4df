import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { within } from '../../server/src/syntax/within';

const span = fc.tuple(fc.nat(30), fc.nat(12)).map(([start, length]) => [start, start + length] as const);

test('an offset stands in some spans where it stands in one of them, however they lie', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const isWithin = within(spans);
      for (let offset = 0; offset < 50; offset++)
        assert.equal(
          isWithin(offset),
          spans.some(([start, end]) => start <= offset && offset < end),
        );
    }),
    { numRuns: 500 },
  );
});

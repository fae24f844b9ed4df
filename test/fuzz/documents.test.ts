import { before, test } from 'node:test';
import fc from 'fast-check';
import { loadTestGrammars } from '../support/grammars';
import { documentCases, tryDocument } from './documents';
import { seeds } from './seeds';

/** A bounded run, the same each time; `npm run fuzz` goes on from there. Terraform is read the slowest, by others. */
const SEED = 20261127;
const RUNS = { json: 150, jsonc: 60, yaml: 40, terraform: 20, pcrule: 150 };

const all = seeds(false);
before(loadTestGrammars);

for (const [syntax, numRuns] of Object.entries(RUNS)) {
  test(`documents in ${syntax}, changed at random, keep all laws`, () => {
    const own = all.filter((seed) => seed.syntax === syntax);
    fc.assert(fc.property(documentCases(own), tryDocument), { seed: SEED, numRuns });
  });
}

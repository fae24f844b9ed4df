import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { PARSERS } from '../corpus/parsers';
import { loadTestGrammars } from '../support/grammars';
import { protectText, VALUES } from '../support/harness';
import { taskDefinitionSchema, tasksIn } from './registry';

/** What we write into a template, CloudFormation takes: held against the resource's schema in its registry. */

let faultsOf: Awaited<ReturnType<typeof taskDefinitionSchema>>;
before(async () => {
  await loadTestGrammars();
  faultsOf = await taskDefinitionSchema();
});

const PROCESSES = { processes: new Map([['*', { entryPoint: ['/app'], command: ['run'] }]]) };

function faultsIn(text: string, kind: string): string[] {
  return tasksIn(PARSERS[kind](text)).flatMap((properties) => faultsOf(properties));
}
const kindOf = (file: string): string => (/\.ya?ml$/.test(file) ? 'cfn-yaml' : 'cfn-json');

test('the schema finds what is wrong', () => {
  const container = { Name: 'web', Image: 'nginx', Essential: 'true', HealthCheck: { command: ['true'] } };
  assert.deepEqual(faultsOf({ ContainerDefinitions: [container] }), [
    '.ContainerDefinitions.0.Essential: not a boolean',
    '.ContainerDefinitions.0.HealthCheck.command: not known',
  ]);
});

describe('the golden templates', () => {
  for (const work of ['protect', 'upgrade', 'unprotect', 'fix']) {
    const files = readdirSync(`test/golden/${work}`).filter((file) =>
      /\.after\.(?:yaml|template\.json)$/.test(file),
    );
    for (const file of files) {
      test(`${work}/${file}`, () => {
        const text = readFileSync(`test/golden/${work}/${file}`, 'utf8');
        const earlier = readFileSync(`test/golden/${work}/${file.replace('.after.', '.before.')}`, 'utf8');
        const known = new Set(faultsIn(earlier, kindOf(file)));
        assert.ok(tasksIn(PARSERS[kindOf(file)](text)).length > 0);
        assert.deepEqual(
          faultsIn(text, kindOf(file)).filter((one) => !known.has(one)),
          [],
        );
      });
    }
  }
});

const FOLDER = '../shared/corpus';
const skip = existsSync(FOLDER) ? false : 'the corpus is not beside this checkout';
describe('the protected templates of the corpus', { skip }, () => {
  const [, ...lines] = skip ? [] : readFileSync(`${FOLDER}/INDEX.tsv`, 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split('\t')).map((cells) => ({ kind: cells[3], file: cells[6] }));
  for (const { kind, file } of rows.filter((row) => row.kind.startsWith('cfn-'))) {
    test(file, () => {
      const text = readFileSync(`${FOLDER}/files/${file}`, 'utf8');
      const known = new Set(faultsIn(text, kind));
      const after = protectText(text, { ...VALUES, family: 'app' }, PROCESSES).text;
      assert.deepEqual(
        faultsIn(after, kind).filter((one) => !known.has(one)),
        [],
      );
    });
  }
});

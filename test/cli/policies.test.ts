import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folderWith, run } from './run';

const WIRED = JSON.stringify({
  family: 'shop',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: [
    {
      name: 'php',
      image: 'registry.example.com/shop/php:8.3',
      entryPoint: ['/var/lib/twistlock/fargate/defender', 'fargate', 'entrypoint', 'php-fpm'],
      environment: [
        { name: 'TW_IMAGE_NAME', value: 'registry.example.com/shop/php:8.3' },
        { name: 'FILESYSTEM_MONITORING', value: 'false' },
      ],
    },
  ],
});
const COLLECTIONS = '[{"name":"shop","images":["*/shop/*"]}]';
const policy = (collection: string): string =>
  `{"_id":"appEmbeddedRuntime","rules":[{"name":"web","collections":[{"name":"${collection}"}],"filesystem":{"effect":"alert"}}]}`;

/** What is found in the policies of a folder, as `file code`. */
function found(files: Record<string, string>, ...args: string[]): string[] {
  const { out } = run(['check', ...args, '--format', 'json'], { cwd: folderWith(files) });
  const reports: { file: string; findings: { code: string }[] }[] = JSON.parse(out);
  return reports.flatMap(({ file, findings }) =>
    findings
      .filter(({ code }) => /^(?:runtime|collection|policy|container-without)-/.test(code))
      .map(({ code }) => `${file} ${code}`),
  );
}

describe('policies and task definitions together', () => {
  test('a rule is held against the collections and tasks of the run', () =>
    assert.deepEqual(
      found({ 'task.json': WIRED, 'collections.json': COLLECTIONS, 'policy.json': policy('shop') }),
      ['policy.json runtime-fs-needs-monitoring'],
    ));

  test('a collection that is not there, and one that nobody uses', () =>
    assert.deepEqual(found({ 'collections.json': COLLECTIONS, 'policy.json': policy('store') }), [
      'collections.json collection-unused',
      'policy.json runtime-unknown-collection',
    ]));

  test('a file alone says nothing of what is not there', () =>
    assert.deepEqual(
      found({ 'collections.json': COLLECTIONS, 'policy.json': policy('store') }, 'policy.json'),
      [],
    ));

  test('names never cross the sets that the profile names', () => {
    const files = {
      '.ecs-defender.json': JSON.stringify({
        policies: [
          { name: 'a', files: ['a/**'], tasks: ['a/**'] },
          { name: 'b', files: ['b/**'], tasks: ['b/**'] },
        ],
      }),
      'a/collections.json': COLLECTIONS,
      'a/policy.json': policy('shop'),
      'b/collections.json': '[{"name":"store","images":["*/store/*"]}]',
      'b/policy.json': policy('shop'),
      'b/task.json': WIRED,
    };
    assert.deepEqual(found(files), [
      'b/collections.json collection-unused',
      'b/policy.json runtime-unknown-collection',
      'b/policy.json runtime-fs-needs-monitoring',
    ]);
  });

  test('the profile says what an image will be that is set at deployment', () => {
    const files = {
      'task.json': WIRED.replaceAll('registry.example.com/shop/php:8.3', '<IMAGE1_NAME>'),
      'policy.json': policy('store'),
      'collections.json': '[{"name":"store","images":["other.example.com/*"]}]',
    };
    const profile = {
      '.ecs-defender.json': '{"images":{"<IMAGE1_NAME>":"registry.example.com/shop/php:*"}}',
    };
    assert.deepEqual(found({ ...files, ...profile }), [
      'policy.json runtime-scope-no-task',
      'task.json container-without-rule',
    ]);
    // Without it the rule may be for the container.
    assert.deepEqual(found(files), ['policy.json runtime-fs-needs-monitoring']);
  });

  test('SARIF shows the place in the other file', () => {
    const cwd = folderWith({
      'task.json': WIRED,
      'collections.json': COLLECTIONS,
      'policy.json': policy('shop'),
    });
    const { out, code } = run(['check', '--format', 'sarif'], { cwd });
    const { results } = JSON.parse(out).runs[0];
    const own = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'runtime-fs-needs-monitoring');
    const [{ physicalLocation }] = own.relatedLocations;
    assert.equal(physicalLocation.artifactLocation.uri, 'task.json');
    const { startColumn, endColumn } = physicalLocation.region;
    assert.equal(WIRED.slice(startColumn - 1, endColumn - 1), '"false"');
    assert.equal(code, 1);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdown, words } from '../../server/src/l10n/catalogue';
import { effectivePolicy, policyLensesIn } from '../../server/src/service/applied';
import { renamePolicyName } from '../../server/src/service/policyNames';
import { modelOf } from '../support/harness';

const TASK = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [
    {
      "name": "php",
      "image": "registry.example.com/shop/php:8.3",
      "entryPoint": ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "php-fpm"],
      "environment": [{ "name": "TW_IMAGE_NAME", "value": "registry.example.com/shop/php:8.3" }]
    }
  ]
}
`;
const COLLECTIONS = '[{"name":"shop","images":["*/shop/*"]},{"name":"other","images":["*/other/*"]}]';
const WAAS = `{
  "_id": "appEmbeddedAppFirewall",
  "rules": [
    {
      "name": "front",
      "collections": [{ "name": "shop" }],
      "applicationsSpec": [
        {
          "appID": "app-0001",
          "apiSpec": { "endpoints": [{ "host": "*", "exposedPort": 8443, "internalPort": 9000 }] },
          "sqli": { "effect": "prevent" },
          "xss": { "effect": "alert" },
          "lfi": { "effect": "prevent" }
        }
      ]
    },
    { "name": "back", "collections": [{ "name": "other" }], "applicationsSpec": [] }
  ]
}
`;
const RUNTIME = '{"_id":"appEmbeddedRuntime","rules":[{"name":"web","collections":[{"name":"shop"}]}]}';

type Texts = Readonly<Record<string, string>>;
const lenses = (text: string, beside: Texts): string[] =>
  policyLensesIn(modelOf(text, {}, 'json', beside)).map(({ title }) => words(title, 'en'));
const page = (beside: Texts): string[] | undefined =>
  effectivePolicy(modelOf(TASK, {}, 'json', beside), TASK.indexOf('"php"'))?.map((one) =>
    markdown(one, 'en'),
  );

describe('WAAS rules', () => {
  test('say how many containers they are for', () => {
    const beside = { 'task.json': TASK, 'collections.json': COLLECTIONS };
    assert.deepEqual(lenses(WAAS, beside), ['Containers: 1, in files: 1', 'No container in this workspace']);
  });

  test('are part of what is applied to a container', () => {
    assert.deepEqual(page({ 'waas.json': WAAS, 'collections.json': COLLECTIONS })?.slice(2), [
      '### WAAS',
      'Rule `front` is applied, by its collections: `shop`.',
      'Application `app-0001`, ports (WAAS → application): 8443 → 9000.',
      'Protections with the effect `prevent`: sqli, lfi.',
      'Protections with the effect `alert`: xss.',
    ]);
  });

  test('stand behind what the runtime policy does', () => {
    const said = page({ 'waas.json': WAAS, 'policy.json': RUNTIME, 'collections.json': COLLECTIONS })!;
    assert.equal(said[2], 'Rule `web` is applied, by its collections: `shop`.');
    assert.ok(said.indexOf('### WAAS') > 2);
  });
});

test('what a policy calls a rule stays a name on the page', () => {
  const hostile = RUNTIME.replace('"web"', '"[web](https://example.com) `"');
  const said = page({ 'policy.json': hostile, 'collections.json': COLLECTIONS })!;
  assert.equal(said[2], 'Rule `` [web](https://example.com) ` `` is applied, by its collections: `shop`.');
});

describe('several policies where a Console has one', () => {
  const beside = { 'a.json': RUNTIME, 'b.json': RUNTIME.replace('web', 'front'), 'c.json': COLLECTIONS };

  test('are told of by each, with the others, and no rule is claimed to apply', () => {
    const { findings } = modelOf(RUNTIME, {}, 'json', { 'b.json': RUNTIME, 'c.json': RUNTIME });
    const found = findings.find(({ code }) => code === 'policy-more-than-one');
    assert.match(words(found!.message, 'en'), /here are 3\./);
    assert.deepEqual(
      found!.related?.map(({ uri }) => uri),
      ['file:///b.json', 'file:///c.json'],
    );
    assert.deepEqual(lenses(TASK, beside), ['Runtime policies: 2, which one counts cannot be told']);
    assert.match(page(beside)!.at(-1)!, /^There are 2 policies of this kind here/);
    const onTask = modelOf(TASK, {}, 'json', beside).findings.map(({ code }) => code);
    assert.ok(!onTask.includes('container-without-rule'));
  });

  test('say nothing of what a rule meets in the containers that it would apply to', () => {
    const blind = RUNTIME.replace('"collections"', '"filesystem":{"effect":"alert"},"collections"');
    const found = (others: Texts): string[] =>
      modelOf(blind, {}, 'json', { ...others, 'task.json': TASK, 'c.json': COLLECTIONS }).findings.map(
        ({ code }) => code,
      );
    assert.ok(found({}).includes('runtime-fs-needs-monitoring'));
    assert.ok(!found({ 'b.json': blind }).includes('runtime-fs-needs-monitoring'));
  });

  test('are none where one is a rule by itself', () => {
    const rule = '{"name":"a","collections":[{"name":"shop"}],"dns":{"effect":"disable"}}';
    const { findings } = modelOf(RUNTIME, {}, 'json', { 'rule.json': rule });
    assert.ok(!findings.some(({ code }) => code === 'policy-more-than-one'));
  });
});

describe('a rule that is renamed', () => {
  const policy = (previous: string): string =>
    `{"_id":"appEmbeddedRuntime","rules":[{"name":"web",${previous}"collections":[{"name":"All"}]}]}`;
  /** What is written into `previousName`; undefined where nothing is. */
  const previousIn = (previous: string, to: string): string | undefined => {
    const text = policy(previous);
    const renaming = renamePolicyName(modelOf(text), text.indexOf('"web"') + 1, to);
    assert.ok('uses' in renaming);
    assert.equal(renaming.uses.length, 1);
    const [written] = renaming.previous;
    if (written)
      assert.equal(text.slice(written.start, written.end), JSON.stringify(/:"(.*)"/.exec(previous)![1]));
    return written?.name;
  };

  test('says what it was called, where the Console has left a place for that', () => {
    assert.equal(previousIn('"previousName":"",', 'front'), 'web');
  });
  test('stays known by its first name when it is renamed again', () => {
    assert.equal(previousIn('"previousName":"old",', 'front'), undefined);
  });
  test('says nothing once it has its first name again', () => {
    assert.equal(previousIn('"previousName":"old",', 'old'), '');
  });
  test('is given no such property, which only a rule that the Console knows may have', () => {
    assert.equal(previousIn('', 'front'), undefined);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canonical, contains, matchScope, type Scope, type Workload } from '../../server/src/policy/scope';
import { PolicySet } from '../../server/src/policy/set';

/** The documented rules of patterns: exact, starts with, ends with, contains; any case; exclusions; the registry that a
 * name on Docker Hub implies. What the documentation leaves open, or nobody can know here, is `maybe`. */

const PHP: Workload = { image: 'registry.example.com/shop/php:8.3', container: 'php', appID: 'shop:*' };
const HUB: Workload = { image: 'nginx:1.27', container: 'web', appID: 'web:*' };

const CASES: readonly (readonly [scope: Scope, workload: Workload, answer: string])[] = [
  [{}, PHP, 'yes'],
  [{ images: ['*'] }, PHP, 'yes'],
  [{ images: ['*'], hosts: ['*'], namespaces: ['*'] }, PHP, 'yes'],
  // exact
  [{ images: ['registry.example.com/shop/php:8.3'] }, PHP, 'yes'],
  [{ images: ['registry.example.com/shop/php'] }, PHP, 'no'],
  [{ images: ['Registry.Example.com/SHOP/php:8.3'] }, PHP, 'yes'],
  // starts with, ends with, contains
  [{ images: ['registry.example.com/*'] }, PHP, 'yes'],
  [{ images: ['registry.example.org/*'] }, PHP, 'no'],
  [{ images: ['*/php:8.3'] }, PHP, 'yes'],
  [{ images: ['*/php:8.2'] }, PHP, 'no'],
  [{ images: ['*/shop/*'] }, PHP, 'yes'],
  [{ images: ['*/store/*'] }, PHP, 'no'],
  // one entry of a list is enough
  [{ images: ['*/store/*', '*/shop/*'] }, PHP, 'yes'],
  // all lists must fit
  [{ images: ['*/shop/*'], containers: ['php'] }, PHP, 'yes'],
  [{ images: ['*/shop/*'], containers: ['web'] }, PHP, 'no'],
  // exclusions
  [{ images: ['*/shop/*', '-*/php:8.3'] }, PHP, 'no'],
  [{ images: ['*/shop/*', '-*/php:8.2'] }, PHP, 'yes'],
  [{ images: ['-*/php:8.2'] }, PHP, 'maybe'],
  [{ images: ['-*/php:8.3'] }, PHP, 'no'],
  // a wildcard inside is not documented, nor is an empty list
  [{ images: ['registry.example.com/*/php:8.3'] }, PHP, 'maybe'],
  [{ images: [] }, PHP, 'maybe'],
  // the ID of a running task follows the family
  [{ appIDs: ['shop:*'] }, PHP, 'yes'],
  [{ appIDs: ['shop*'] }, PHP, 'yes'],
  [{ appIDs: ['shop'] }, PHP, 'no'],
  [{ appIDs: ['store:*'] }, PHP, 'no'],
  [{ appIDs: ['*'] }, PHP, 'yes'],
  [{ appIDs: ['*24edfabf'] }, PHP, 'maybe'],
  // what is not known here
  [{ clusters: ['production'] }, PHP, 'maybe'],
  [{ accountIDs: ['123456789012'] }, PHP, 'maybe'],
  [{ accountIDs: ['123456789012'] }, { ...PHP, account: '123456789012' }, 'yes'],
  [{ accountIDs: ['123456789012'] }, { ...PHP, account: '210987654321' }, 'no'],
  [{ images: ['*/shop/*'] }, { container: 'php' }, 'maybe'],
  [{ images: ['*/shop/*'], containers: ['web'] }, { container: 'php' }, 'no'],
  [{ namespaces: ['shop'] }, PHP, 'maybe'],
  // Docker Hub: the full name counts; the name as it is written may
  [{ images: ['docker.io/library/nginx:1.27'] }, HUB, 'yes'],
  [{ images: ['*/nginx:1.27'] }, HUB, 'yes'],
  [{ images: ['nginx:1.27'] }, HUB, 'maybe'],
  [{ images: ['nginx:*'] }, HUB, 'maybe'],
  [{ images: ['docker.io/library/nginx:latest'] }, { image: 'nginx' }, 'maybe'],
  [{ images: ['docker.io/bitnami/*'] }, { image: 'bitnami/redis:7' }, 'yes'],
  [{ images: ['*/library/*'] }, { image: 'localhost/nginx:1' }, 'no'],
  // an image that is set at deployment, as the profile says it
  [{ images: ['*/shop/*'] }, { image: '*/shop/php:*' }, 'yes'],
  [{ images: ['registry.example.com/*'] }, { image: '*/shop/php:*' }, 'maybe'],
  [{ images: ['registry.example.com/store/php:8.3'] }, { image: '*/shop/php:*' }, 'no'],
];

describe('whether a container is in a collection', () => {
  for (const [scope, workload, answer] of CASES)
    test(`${JSON.stringify(scope)} and ${JSON.stringify(workload)}: ${answer}`, () =>
      assert.equal(matchScope(scope, workload), answer));
});

describe('whether a collection holds all of another', () => {
  const CONTAINED: readonly (readonly [outer: Scope, inner: Scope, answer: boolean])[] = [
    [{}, {}, true],
    [{}, { images: ['*/shop/*'] }, true],
    [{ images: ['*/shop/*'] }, {}, false],
    [{ images: ['*/shop/*'] }, { images: ['*/shop/php:*'] }, true],
    [{ images: ['*/shop/php:*'] }, { images: ['*/shop/*'] }, false],
    [{ images: ['*/shop/*'] }, { images: ['*/shop/*'], clusters: ['production'] }, true],
    [{ images: ['*/shop/*'], clusters: ['production'] }, { images: ['*/shop/*'] }, false],
    [{ images: ['*/shop/*', '-*/shop/php:*'] }, { images: ['*/shop/web:*'] }, false],
    [{ images: ['*/shop/*', '-*/shop/php:*'] }, { images: ['*/shop/*', '-*/shop/php*'] }, true],
    [{ images: ['*/shop/*', '*/store/*'] }, { images: ['*/store/web:*', '*/shop/web:*'] }, true],
    [{ images: [] }, { images: [] }, false],
  ];
  for (const [outer, inner, answer] of CONTAINED)
    test(`${JSON.stringify(outer)} and ${JSON.stringify(inner)}: ${answer}`, () =>
      assert.equal(contains(outer, inner), answer));
});

test('names on Docker Hub in full', () => {
  const names = [
    'nginx',
    'nginx:1.27',
    'bitnami/redis:7',
    'ghcr.io/a/b:1',
    'localhost/a',
    'host:5000/a',
    '*/a:1',
  ];
  assert.deepEqual(names.map(canonical), [
    'docker.io/library/nginx',
    'docker.io/library/nginx:1.27',
    'docker.io/bitnami/redis:7',
    'ghcr.io/a/b:1',
    'localhost/a',
    'host:5000/a',
    '*/a:1',
  ]);
});

describe('which rule is applied', () => {
  const set = new PolicySet([]);
  const rule = (name: string, scope: Scope | undefined, isDisabled = false) => ({
    name,
    isDisabled,
    start: 0,
    end: 0,
    customRules: [],
    collections: [{ name: scope ? 'inline' : 'All', start: 0, end: 0, scope: scope ?? {} }],
  });
  const SHOP = rule('shop', { images: ['*/shop/*'] });
  const PRODUCTION = rule('production', { clusters: ['production'] });
  const ALL = rule('all', undefined);
  const answer = (...rules: ReturnType<typeof rule>[]): string => {
    const { rule: applied, possible } = set.applied(rules, PHP);
    return `${applied?.name ?? 'none'}${possible.length > 0 ? `, unless ${possible.map(({ name }) => name)}` : ''}`;
  };
  test('the first that fits', () => assert.equal(answer(SHOP, ALL), 'shop'));
  test('not a later one', () => assert.equal(answer(ALL, SHOP), 'all'));
  test('not one that is off', () =>
    assert.equal(answer(rule('shop', { images: ['*/shop/*'] }, true), ALL), 'all'));
  test('one before it that may fit', () => assert.equal(answer(PRODUCTION, ALL), 'all, unless production'));
  test('nothing but one that may fit', () => assert.equal(answer(PRODUCTION), 'none, unless production'));
  test('none', () => assert.equal(answer(rule('store', { images: ['*/store/*'] })), 'none'));
});

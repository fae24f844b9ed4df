import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { fitsGlobs, isTooMuch } from '../server/src/profile/globs';
import { readProfile } from '../server/src/profile/read';
import { fitsPattern } from '../server/src/profile/wildcards';

/** The patterns of profiles: as the library has them, but never slow, whoever has written them. */

const names = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 });
const paths = fc
  .array(
    names.filter((name) => !/^\.+$/.test(name)),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.join('/'));
const pieces = fc.string({
  unit: fc.constantFrom('a', 'b', '.', '*', '?', '{a,b}', '{b,*a}'),
  minLength: 1,
  maxLength: 4,
});
const globs = fc
  .array(fc.oneof(pieces, fc.constant('**')), { minLength: 1, maxLength: 4 })
  .map((all) => all.join('/'))
  .filter((glob) => !/\.\.|\*{3}|^\.|\/\.\//.test(glob));

test('a pattern fits what the library says it fits', () => {
  fc.assert(
    fc.property(
      globs.filter((glob) => !isTooMuch(glob)),
      paths,
      (glob, path) => {
        assert.equal(fitsGlobs(path, [glob]), picomatch.isMatch(path, glob, { dot: true }));
      },
    ),
    { numRuns: 3000, seed: 1 },
  );
});

const LONG = 'a'.repeat(250);
const PATH = Array(40).fill(LONG).join('/');
/** As regular expressions these would be tried for longer than anybody waits. */
const HOSTILE = [
  `${'*a'.repeat(40)}b`,
  `${'?*'.repeat(60)}b`,
  `${'**/'.repeat(40)}b`,
  `${'**/*a'.repeat(30)}b`,
  `${'{*a,*b}'.repeat(30)}c`,
  '+(a|aa)+(a|aa)+(a|aa)b',
  '[a]*[a]*[a]*[a]*[a]*[a]*b',
  '!(!(!(!(a))))b',
  '*'.repeat(900),
  '{'.repeat(900),
  `*${'a'.repeat(100_000)}`,
  '',
];

test('no pattern is tried for long, whatever it is and whatever it is tried on', () => {
  for (const glob of HOSTILE) {
    for (const path of [LONG, PATH]) fitsGlobs(path, [glob]);
    fitsPattern(glob, PATH);
  }
});

test('a pattern that is too much is told at its place in the profile, which is not used', () => {
  const [glob] = HOSTILE.filter(isTooMuch);
  for (const text of [
    `{ "files": { "exclude": ["**/*.json", "${glob}"] } }`,
    `{ "overrides": [{ "files": "${glob}" }] }`,
    `{ "policies": [{ "name": "a", "files": ["${glob}"] }] }`,
    '{ "overrides": [{ "files": [""] }] }',
  ]) {
    const { profile, problems } = readProfile(text);
    assert.equal(profile, undefined);
    assert.deepEqual(
      problems.map(({ message }) => message.key),
      ['profile.glob'],
      text,
    );
  }
  for (const usual of ['**/*.json', 'services/*/deploy/**/task-*.{json,yaml}', 'a/[0-9]*.json', '!vendor/**'])
    assert.ok(!isTooMuch(usual), usual);
});

test('stars beside other signs, and such as alternatives bring together, mean what they did', () => {
  const cases: [glob: string, path: string, fits: boolean][] = [
    ['**.json', 'a/b.json', true],
    ['**.json', 'b.json', true],
    ['**.json', 'b.yaml', false],
    ['{a,*}*', 'ab/xa/aa', false],
    ['*{a,}{a,*}', 'ab/xa', false],
    ['*{a,}{a,*}', 'ba', true],
  ];
  for (const [glob, path, fits] of cases) assert.equal(fitsGlobs(path, [glob]), fits, `${glob} ${path}`);
});

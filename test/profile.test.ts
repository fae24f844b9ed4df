import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import Ajv from 'ajv';
import { words } from '../server/src/l10n/catalogue';
import { readProfile, settingsFor } from '../server/src/profile/read';
import type { Profile } from '../server/src/profile/schema';
import { bestRow, fit } from '../server/src/profile/settings';

const documented = /```jsonc\n([\s\S]*?)```/.exec(readFileSync('docs/profile.md', 'utf8'))?.[1] ?? '';

test('the documented profile is one, for us and for its JSON Schema', () => {
  const { profile, problems } = readProfile(documented);
  assert.deepEqual(problems, []);
  const schema = JSON.parse(readFileSync('dist/ecs-defender.schema.json', 'utf8'));
  const valid = new Ajv({ strict: false }).compile(schema);
  assert.ok(valid(profile), JSON.stringify(valid.errors));
  assert.ok(!valid({ defender: { image: 1 } }), 'the schema says no as well');
});

test('every setting is described in the schema, in both languages', () => {
  const text = readFileSync('dist/ecs-defender.schema.json', 'utf8');
  assert.doesNotMatch(text, /"description":"profile\./);
  assert.match(text, /The Defender image.*Defender のイメージ/);
});

describe('what is wrong in a profile is said at its place', () => {
  const CASES: [text: string, place: string, words: RegExp][] = [
    ['{ "defendr": {} }', '"defendr"', /"defendr" is not a setting/],
    ['{ "defender": { "image": 34 } }', '34', /defender\.image must be of type string/],
    ['{ "rules": { "syntax": "loud" } }', '"loud"', /must be one of: error, warning, information, hint, off/],
    [
      '{ "entryPoints": [{ "entryPoint": "/web" }] }',
      '"/web"',
      /entryPoints\.0\.entryPoint must be of type array/,
    ],
    ['{ "defender": { "installBundle": {} } }', '{', /defender\.installBundle/],
    ['{ "family": }', '}', /A value is missing/],
    ['[]', '[', /must be of type object/],
  ];
  for (const [text, place, expected] of CASES) {
    test(text, () => {
      const { problems, profile } = readProfile(text);
      assert.equal(profile, undefined);
      assert.equal(text.slice(problems[0].start, problems[0].end), place);
      assert.match(words(problems[0].message, 'en'), expected);
    });
  }
});

test('editor settings stand below the profile, flags above it', () => {
  const { profile } = readProfile('{ "defender": { "image": "profile" }, "rules": { "syntax": "error" } }');
  const below = {
    defender: { image: 'editor', wsAddress: 'editor' },
    rules: { syntax: 'off', 'key-case': 'off' },
  } as const;
  const settings = settingsFor(profile!, 'a.json', below, { defender: { image: 'flag' } });
  assert.deepEqual(settings.defender, { image: 'flag', wsAddress: 'editor' });
  assert.deepEqual(settings.rules, { syntax: 'error', 'key-case': 'off' });
});

test('of single settings the last layer that states one counts, lists are put together in order', () => {
  const layer = (name: string) => ({
    defender: { image: name },
    family: name,
    consoleVersion: name,
    entryPoints: [{ image: name, entryPoint: [name] }],
    containers: { exclude: [{ container: name }], include: [{ container: name }] },
    rules: { syntax: 'error', [name]: 'error' } as const,
    suppress: [{ rule: name, reason: name }],
    images: { IMAGE: name, [name]: name },
  });
  const order = ['editor', 'profile', 'first', 'second', 'flag'];
  const profile: Profile = {
    ...layer('profile'),
    launchType: 'EC2',
    files: { include: ['in'], exclude: ['out'] },
    overrides: [
      { files: 'a/**', ...layer('first') },
      { files: 'b/**', ...layer('other') },
      { files: ['c', '**/x.json'], ...layer('second') },
    ],
  };
  const flag = { ...layer('flag'), defender: { image: 'flag', wsAddress: undefined } };
  const editor = { ...layer('editor'), defender: { image: 'editor', wsAddress: 'editor' } };
  const settings = settingsFor(profile, 'a/x.json', editor, { ...flag, launchType: undefined });
  assert.deepEqual(settings, {
    defender: { image: 'flag', wsAddress: 'editor' },
    family: 'flag',
    launchType: 'EC2',
    consoleVersion: 'flag',
    entryPoints: order.map((name) => ({ image: name, entryPoint: [name] })),
    containers: {
      exclude: order.map((container) => ({ container })),
      include: order.map((container) => ({ container })),
    },
    rules: { syntax: 'error', ...Object.fromEntries(order.map((name) => [name, 'error'])) },
    suppress: order.map((name) => ({ rule: name, reason: name })),
    images: { IMAGE: 'flag', ...Object.fromEntries(order.map((name) => [name, name])) },
    files: { include: ['in'], exclude: ['out'] },
  });
  // What the last one leaves open is as the one below has it, and no empty list takes anything away.
  const open = settingsFor(profile, 'b/y.json', {}, { entryPoints: [], launchType: 'FARGATE' });
  assert.deepEqual([open.family, open.launchType, open.defender.image], ['other', 'FARGATE', 'other']);
  assert.deepEqual(
    open.entryPoints.map(({ image }) => image),
    ['profile', 'other'],
  );
  const levels = settingsFor({ rules: { syntax: 'off' } }, 'x', { rules: { syntax: 'hint' } });
  assert.deepEqual(levels.rules, { syntax: 'off' });
});

test('the row that says most about a container wins, of equals the later one', () => {
  const subject = { family: 'shop', container: 'web', image: 'registry.example.com:5000/web:1.4@sha256:00' };
  assert.equal(fit({ image: 'registry.example.com:5000/web' }, subject), 2);
  assert.equal(fit({ image: '*/web' }, subject), 1);
  assert.equal(fit({ image: 'web' }, subject), -1);
  assert.equal(fit({ container: 'web', family: 's*' }, subject), 3);
  assert.equal(fit({ container: 'web' }, { image: 'x' }), -1);
  const rows = [{ container: 'web' }, { container: 'web', reason: 'later' }, { container: '*' }];
  assert.equal(bestRow(rows, subject), rows[1]);
});

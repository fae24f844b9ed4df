import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { words } from '../server/src/l10n/catalogue';
import { allRules } from '../server/src/service/rules';

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8'));
const en = read('l10n/en.json');
const ja = read('l10n/ja.json');
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

test('both catalogues have the same keys in the same order', () => {
  assert.deepEqual(Object.keys(ja), Object.keys(en));
});

test('a message has the same placeholders in both languages', () => {
  for (const key of Object.keys(en)) assert.deepEqual(placeholders(ja[key]), placeholders(en[key]), key);
});

test('every Japanese message is in Japanese', () => {
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
  const same = Object.keys(en).filter(
    (key) => /[a-z]{4}/i.test(en[key].replace(/\{\w+\}/g, '')) && !japanese.test(ja[key]),
  );
  assert.deepEqual(same, []);
});

test('every message is used', () => {
  const sources = ['server/src', 'scripts'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .map((file) => readFileSync(join(root, file), 'utf8')),
  );
  const text = sources.join('\n');
  // Keys that are put together at run time are found by their beginning.
  const prefixes = [...text.matchAll(/`([a-z-]+(?:\.[a-z]+)*\.)\$\{/gi)].map(([, prefix]) => prefix);
  const unused = Object.keys(en).filter(
    (key) => !text.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  assert.deepEqual(unused, []);
});

test('every rule has a summary', () => {
  for (const { summary } of allRules) assert.ok(en[summary], summary);
});

test('the manifest’s texts are there in both languages', () => {
  const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
  assert.deepEqual(Object.keys(read('package.nls.json')).sort(), [...new Set(used)].sort());
  assert.deepEqual(Object.keys(read('package.nls.ja.json')).sort(), [...new Set(used)].sort());
});

test('the client’s texts are translated', () => {
  const files = readdirSync('client/src').map((file) => readFileSync(join('client/src', file), 'utf8'));
  const used = files.flatMap((text) => [...text.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map(([, key]) => key));
  assert.deepEqual(Object.keys(read('l10n/bundle.l10n.ja.json')).sort(), [...new Set(used)].sort());
});

test('a secret that reaches a message is masked on its way out', () => {
  const bundle = 'eyJzZWNyZXRzIjp7InNlcnZpY2UtcGFyYW1ldGVyIjoieCJ9fQ==';
  const image = `registry-auth.twistlock.com/tw_${'a1b2'.repeat(8)}/twistlock/defender:defender_34_04_145`;
  const said = words({ key: 'refused.entryPointUnknown', args: { name: `${bundle} ${image}` } }, 'en');
  assert.ok(said.includes('*** registry-auth.twistlock.com/***/twistlock/defender'));
});

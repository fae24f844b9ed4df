import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { modelOf } from '../support/harness';

/** What a newcomer opens must fit together, and fall apart where the example says that it does. */

const FOLDER = 'examples/policies';
const FILES = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]),
);

function codes(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([name, text]) => {
    const beside = Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
    return modelOf(text, {}, 'json', beside).findings.map(({ code }) => `${name} ${code}`);
  });
}

test('the example policies and their task definition fit together', () => {
  assert.deepEqual(Object.keys(FILES).sort(), [
    'alert-profiles.json',
    'collections.json',
    'custom-rules.json',
    'runtime-policy.json',
    'task-definition.json',
    'wildfire.json',
  ]);
  assert.deepEqual(codes(FILES), []);
});

test('without file system monitoring the rule says so', () => {
  const task = FILES['task-definition.json'].replaceAll(
    '"FILESYSTEM_MONITORING", "value": "true"',
    '"FILESYSTEM_MONITORING", "value": "false"',
  );
  assert.deepEqual(codes({ ...FILES, 'task-definition.json': task }), [
    'runtime-policy.json runtime-fs-needs-monitoring',
  ]);
});

test('a misspelt rule in an alert profile is found', () => {
  const profiles = FILES['alert-profiles.json'].replace('"rules": ["shop"]', '"rules": ["shoop"]');
  assert.deepEqual(codes({ ...FILES, 'alert-profiles.json': profiles }), [
    'alert-profiles.json alert-unknown-rule',
  ]);
});

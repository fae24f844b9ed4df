import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { allRules } from '../../server/src/service/rules';
import { folderWith, OPEN, run } from './run';

/** The official schema, as a package of SARIF's makers ships it. */
const SCHEMA = createRequire(__filename).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

// biome-ignore lint/suspicious/noExplicitAny: what the schema below validates
type Log = any;

function sarif(files: Record<string, string>): { log: Log; code: number | null } {
  const { out, code } = run(['check', '.', '--format', 'sarif', '--lang', 'ja'], { cwd: folderWith(files) });
  return { log: JSON.parse(out), code };
}

function validate(log: unknown): void {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, unicodeRegExp: false });
  addFormats(ajv);
  // The schema is of draft 4, whose `id` has been `$id` since; nothing else in it differs for this validator.
  const { id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const valid = ajv.compile({ ...schema, $id: id });
  assert.ok(valid(log), JSON.stringify(valid.errors));
}

test('a log with findings is valid SARIF 2.1.0', () => {
  const { log, code } = sarif({ 'deep folder/a#1.json': OPEN });
  validate(log);
  assert.equal(code, 1);
  const [{ results, tool }] = log.runs;
  assert.equal(results[0].ruleId, 'task-unprotected');
  assert.match(results[0].message.text, /^Task "shop" would start/);
  const { artifactLocation, region } = results[0].locations[0].physicalLocation;
  assert.equal(artifactLocation.uri, 'deep%20folder/a%231.json');
  assert.deepEqual(region, { startLine: 4, startColumn: 15, endLine: 4, endColumn: 20 });
  assert.deepEqual(
    tool.driver.rules.map((rule: { id: string }) => rule.id),
    allRules.map((rule) => rule.code),
  );
  assert.match(tool.driver.rules[0].help.markdown, /^# A Fargate task without Prisma Cloud Defender\n/);
});

test('the validator is awake', () => {
  assert.throws(() => validate({ version: '2.1.0', runs: [{ tool: {} }] }));
});

test('a log without findings is valid too', () => {
  const { log, code } = sarif({ 'a.json': '{}' });
  validate(log);
  assert.deepEqual(log.runs[0].results, []);
  assert.equal(code, 0);
});

/** Of every result, accepted or not: its rule, and what code scanning knows it by. */
function fingerprints(files: Record<string, string>): string[] {
  const { log } = sarif(files);
  validate(log);
  return log.runs[0].results
    .map((one: Log) => `${one.ruleId} ${one.partialFingerprints.primaryLocationLineHash}`)
    .sort();
}

const WIRED = readFileSync('docs/rules/image-drift.md', 'utf8').match(/```json fires\n([\s\S]*?)```/)![1];

/** The same value with every list and every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, own]) => [name, reversed(own)] as const);
  return Object.fromEntries(members.toReversed());
}

describe('fingerprints', () => {
  const named = JSON.parse(WIRED);
  const other = { ...named.containerDefinitions[0], name: 'worker' };
  const task = { ...named, containerDefinitions: [other, ...named.containerDefinitions] };
  const before = fingerprints({ 'a.json': JSON.stringify(task) });

  test('there is one for each finding, all different', () => {
    assert.ok(before.length >= 3, String(before));
    assert.equal(new Set(before).size, before.length);
  });

  test('they outlive reformatting and what is written above', () => {
    const text = `// a comment\n\n${JSON.stringify({ tags: [], ...task }, null, 7)}`;
    assert.deepEqual(fingerprints({ 'a.json': text }), before);
  });

  test('they outlive reordering of properties, containers and variables', () => {
    const { entryPoint } = other;
    const moved = reversed(task) as Log;
    // The words of a process are in an order that means something.
    for (const one of moved.containerDefinitions)
      one.entryPoint = one.name === 'TwistlockDefender' ? one.entryPoint.toReversed() : entryPoint;
    for (const one of moved.containerDefinitions) one.healthCheck?.command.reverse();
    assert.deepEqual(fingerprints({ 'a.json': JSON.stringify(moved, null, 2) }), before);
  });

  test('the finding’s words have no part in them', () => {
    const renamed = JSON.stringify(task).replaceAll('nginx:1.27', 'nginx:1.28');
    assert.notEqual(renamed, JSON.stringify(task));
    assert.deepEqual(fingerprints({ 'a.json': renamed }), before);
  });

  test('another file, container or rule has another', () => {
    const elsewhere = fingerprints({ 'b.json': JSON.stringify(task) });
    assert.deepEqual(
      elsewhere.filter((one) => before.includes(one)),
      [],
    );
  });

  test('what speaks of several properties at once is known by none of them', () => {
    const rule = { name: 'a', owner: 'x', modified: '2026-01-01T00:00:00Z', collections: [{ name: 'All' }] };
    const policy = { _id: 'appEmbeddedRuntime', rules: [rule, { ...rule, name: 'b' }] };
    const described = {
      registeredAt: 1,
      revision: 2,
      ...named,
      containerDefinitions: [{ ...other, user: null, cpu: null }, ...named.containerDefinitions],
    };
    const found = (files: Record<string, unknown>): string[] =>
      fingerprints(
        Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)])),
      ).filter((one) => /^(?:policy-read-only|describe-only-keys|null-values) /.test(one));
    const known = found({ 'p.json': policy, 't.json': described });
    assert.equal(known.length, 3, String(known));
    const turned = { ...policy, rules: policy.rules.map((one) => reversed(one)).toReversed() };
    assert.deepEqual(found({ 'p.json': turned, 't.json': reversed(described) }), known);
  });

  test('accepting one renames no other', () => {
    const suppress = [{ rule: 'image-drift', container: 'web', reason: 'set at deployment' }];
    const profile = JSON.stringify({ suppress });
    assert.deepEqual(fingerprints({ 'a.json': JSON.stringify(task), '.ecs-defender.json': profile }), before);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import type { Decisions } from '../../server/src/profile/schema';
import { protectText, VALUES } from '../support/harness';

function notes(text: string, decisions: Decisions = VALUES, placeholders = false): string[] {
  return protectText(text, decisions, { placeholders }).notes.map((note) => words(note, 'en'));
}
const task = (members: string, image = 'nginx', more = ''): string =>
  `{"family":"f",${members}"containerDefinitions":[{"name":"web","image":"${image}","entryPoint":["/web"]${more}}]}`;
const ROLE = '"executionRoleArn":"arn:aws:iam::123456789012:role/exec",';

test('what must hold outside the document, with the real ARN', () => {
  assert.deepEqual(notes(task(ROLE)), [
    'The execution role arn:aws:iam::123456789012:role/exec must be allowed to read the secret: ' +
      '{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf"}',
    'The task must reach the Console (wss://console.example.com:8084) and the image registry (registry.example.com) from its subnets.',
    'The service or run-task call must use Linux platform version 1.4.0 or later (LATEST is).',
    'Leave memory for the sidecar: it takes 30 to 70 MB as a rule, 256 MB at most.',
    'The application now starts only after the sidecar is healthy: give a service with a load balancer a health check grace period.',
    'Who changes an image at deployment must change TW_IMAGE_NAME with it.',
  ]);
});

test('a key inside a secret is not part of what IAM knows; a parameter has an action of its own', () => {
  const secret = (arn: string): Decisions => ({
    defender: { ...VALUES.defender, installBundle: { secret: arn } },
  });
  const [inSecret] = notes(
    task(ROLE),
    secret('arn:aws:secretsmanager:us-east-1:1:secret:tw-AbCdEf:BUNDLE::'),
  );
  assert.match(inSecret, /"Resource":"arn:aws:secretsmanager:us-east-1:1:secret:tw-AbCdEf"\}$/);
  const [parameter] = notes(task(ROLE), secret('arn:aws:ssm:us-east-1:1:parameter/tw'));
  assert.match(parameter, /ssm:GetParameters.*parameter\/tw/);
});

test('a task without an execution role is told that it needs one', () => {
  assert.match(notes(task(''))[0], /^The task has no executionRoleArn/);
});

test('hard limits that leave nothing for the sidecar', () => {
  const found = notes(task('"memory":"512",', 'nginx', ',"memory":512'));
  assert.ok(
    found.includes(
      "The containers' hard limits (512 MiB) take all of the task's memory (512 MiB): nothing is left for the sidecar. Raise the task's memory.",
    ),
  );
});

test('who sets the image, where it is set at deployment', () => {
  assert.ok(
    notes(task('', '<IMAGE1_NAME>')).some((note) => note.startsWith('The image of web is set at deployment')),
  );
});

test('values that are not known yet are not made up', () => {
  assert.ok(
    notes(task(''), {}, true).includes(
      'The task must reach the Console (see WS_ADDRESS) and the image registry (see the Defender image) from its subnets.',
    ),
  );
});

test('nothing is said where nothing changes', () => {
  assert.deepEqual(notes(protectText(task('')).text), []);
});

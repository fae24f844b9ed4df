import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bundleFault } from '../server/src/defender/secrets';
import { addressProblem } from '../server/src/defender/wsAddress';

/** What the editor lets pass in its settings is what the rules let pass in documents. */

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));

const patternOf = (setting: string): RegExp =>
  new RegExp(contributes.configuration.properties[`ecsDefender.defender.${setting}`].pattern, 'u');

test('an address of the Console', () => {
  const pattern = patternOf('wsAddress');
  for (const address of [
    'wss://console.example.com:8084',
    'wss://us-west1.cloud.twistlock.com',
    'wss://[2001:db8::1]:8084',
    'https://console.example.com',
    'wss://console.example.com/login',
    'wss://console.example.com:8084 ',
    'console.example.com:8084',
    'zz',
  ])
    assert.equal(pattern.test(address), addressProblem(address) === undefined, address);
  for (const free of ['', '${CONSOLE}', '{{ console }}', '<ws-address>']) assert.ok(pattern.test(free), free);
});

test('the ARN of a secret, and not the secret', () => {
  const pattern = patternOf('installBundleSecret');
  const bundle = Buffer.from('{"secrets":{"service-parameter":"x"}}').toString('base64');
  assert.equal(bundleFault(bundle), undefined);
  assert.ok(!pattern.test(bundle));
  for (const name of [
    '',
    'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf',
    'defender',
  ])
    assert.ok(pattern.test(name), name);
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { modelOf, protectText } from '../support/harness';

/** The source article's listings are data beside the repository; the literal texts below are ours. */
const FOLDER = '../shared/article';
const skip = existsSync(FOLDER) ? false : 'the article’s listings are not beside this checkout';

/** The values that the article's console had. */
const CONSOLE = {
  defender: {
    image: '<defender image uri>',
    wsAddress: 'wss://australia-southeast1.cloud.twistlock.com:443',
    installBundle: { environment: '<Defenderブートストラップに必要なシークレットデータ>' },
  },
};

const BEFORE = `{
    "containerDefinitions": [
        {
            "name": "web",
            "image": "nginx",
            "entryPoint": [
                "/http_server"
            ]
        }
    ],
    "cpu": "256",
    "executionRoleArn": "arn:aws:iam::112233445566:role/ecsTaskExecutionRole",
    "family": "webserver",
    "memory": "512",
    "networkMode": "awsvpc",
    "requiresCompatibilities": [
        "FARGATE"
    ]
}
`;

const AFTER = readFileSync('test/golden/article-after.json', 'utf8');

test('the vendor’s own sample becomes the golden text, byte for byte', () => {
  assert.equal(protectText(BEFORE, CONSOLE).text, AFTER);
});

test('protecting the result again changes nothing', () => {
  assert.equal(protectText(AFTER, CONSOLE).text, AFTER);
});

describe('the article’s pair', { skip }, () => {
  test('our golden input is the article’s "before"', () => {
    assert.deepEqual(JSON.parse(BEFORE), JSON.parse(readFileSync(`${FOLDER}/article-before.json`, 'utf8')));
  });

  test('our golden result is the article’s "after", less `logConfiguration: null`', () => {
    const after = JSON.parse(readFileSync(`${FOLDER}/article-after.json`, 'utf8'));
    const [, sidecar] = after.containerDefinitions;
    assert.equal(sidecar.logConfiguration, null);
    delete sidecar.logConfiguration;
    assert.deepEqual(JSON.parse(AFTER), after);
  });

  test('containers, variables and added keys come in the article’s order', () => {
    const after = JSON.parse(readFileSync(`${FOLDER}/article-after.json`, 'utf8')).containerDefinitions;
    const ours = JSON.parse(AFTER).containerDefinitions;
    const names = (containers: { name: string }[]) => containers.map((one) => one.name);
    const variables = (containers: { environment: { name: string }[] }[]) =>
      containers.map((one) => one.environment.map((item) => item.name));
    assert.deepEqual(names(ours), names(after));
    assert.deepEqual(variables(ours), variables(after));
    const added = (keys: string[]) =>
      keys.filter((key) => !['name', 'image', 'entryPoint', 'logConfiguration'].includes(key));
    assert.deepEqual(added(Object.keys(ours[0])), added(Object.keys(after[0])));
    assert.deepEqual(
      Object.keys(ours[1]),
      Object.keys(after[1]).filter((key) => key !== 'logConfiguration'),
    );
  });

  test('the php task, wrapped inside a shell command, is protected and stays as it is', () => {
    const text = readFileSync(`${FOLDER}/article-php.json`, 'utf8');
    const model = modelOf(text);
    assert.deepEqual(
      model.analyses[0].containers.map((one) => one.state),
      ['protected', 'sidecar'],
    );
    // What the article's authors left behind is theirs to know; the wiring itself is whole. (They log through FireLens,
    // and the listing has no log router.)
    assert.deepEqual(
      model.findings.map((one) => `${one.severity} ${one.code}`),
      [
        'warning null-values',
        'error firelens-router',
        'information wrapper-in-command',
        'error bundle-unusable',
      ],
    );
    assert.equal(protectText(text, CONSOLE).text, text);
  });
});

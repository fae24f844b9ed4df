import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftAnswer, ReadValueAnswer } from '../../server/src/lsp/features/profileDraft';
import { readProfile } from '../../server/src/profile/read';
import { Editor } from './support/editor';
import { folderWith } from './support/files';

const TOKEN = `registry-auth.twistlock.com/tw_${'a1b2'.repeat(8)}/twistlock/defender:defender_34_04_145`;
const SECRET = 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf';
const BUNDLE = Buffer.from(`{"secrets":{"service-parameter":"${'x'.repeat(88)}"}}`).toString('base64');

/** A task whose sidecar says this much. */
function wired(image: string, address: string, bundle: string): string {
  const secret = bundle.startsWith('arn:');
  const variable = secret ? '' : `{"name":"INSTALL_BUNDLE","value":"${bundle}"},`;
  return `{"family":"f","containerDefinitions":[{"name":"TwistlockDefender","image":"${image}",
    "entryPoint":["/usr/local/bin/defender","fargate","sidecar"],
    "environment":[${variable}{"name":"DEFENDER_TYPE","value":"fargate"},{"name":"WS_ADDRESS","value":"${address}"},
      {"name":"FILESYSTEM_MONITORING","value":"true"}]
    ${secret ? `,"secrets":[{"name":"INSTALL_BUNDLE","valueFrom":"${bundle}"}]` : ''}}]}`;
}

test('what is spelled in several ways is one value, as the profile writes it', async (t) => {
  const image = 'registry.example.com/defender:defender_34_04_145';
  const spelled = (address: string, monitoring: string): string =>
    wired(image, address, SECRET).replace('"value":"true"', `"value":"${monitoring}"`);
  const folder = folderWith(t, {
    'a.json': spelled('us-west1.cloud.twistlock.com', 'True'),
    'b.json': spelled('wss://us-west1.cloud.twistlock.com:443', 'true'),
    'c.json': spelled('https://app3.prismacloud.io/compute', 'TRUE'),
  });
  const editor = await Editor.start(t, { folders: [folder] });
  const { candidates } = await editor.request<DraftAnswer>('ecsDefender/profileCandidates', {});
  assert.deepEqual(candidates.filesystemMonitoring, [{ value: 'true', count: 3 }]);
  assert.deepEqual(candidates.wsAddress, [{ value: 'wss://us-west1.cloud.twistlock.com:443', count: 2 }]);
  const values = Object.fromEntries(
    Object.entries(candidates).map(([name, [first]]) => [name, first?.value]),
  );
  const text = await editor.request<string>('ecsDefender/profileText', { values });
  const { profile, problems } = readProfile(text);
  assert.deepEqual(problems, []);
  assert.equal(profile?.defender?.filesystemMonitoring, true);
});

const value = (editor: Editor, name: string, text: string): Promise<ReadValueAnswer> =>
  editor.request('ecsDefender/profileValue', { name, text });

test('what wired tasks say, the most frequent first; never a bundle, a token or a placeholder', async (t) => {
  const ONE = 'registry.example.com/defender:defender_34_04_145';
  const TWO = 'registry.example.com/defender:defender_33_03_138';
  const folder = folderWith(t, {
    'a.json': wired(TWO, 'wss://console.example.com:8084', SECRET),
    'b.json': wired(ONE, 'wss://console.example.com:8084', BUNDLE),
    'c.json': wired(ONE, '${address}', SECRET),
    'd.json': wired(TOKEN, '<ws-address>', '<install-bundle>'),
  });
  const editor = await Editor.start(t, { folders: [folder], locale: 'ja' });
  const { candidates, questions } = await editor.request<DraftAnswer>('ecsDefender/profileCandidates', {});
  assert.deepEqual(candidates, {
    image: [
      { value: ONE, count: 2 },
      { value: TWO, count: 1 },
    ],
    wsAddress: [{ value: 'wss://console.example.com:8084', count: 2 }],
    secret: [{ value: SECRET, count: 2 }],
    filesystemMonitoring: [{ value: 'true', count: 4 }],
    fips: [],
  });
  for (const name of ['image', 'wsAddress', 'secret'] as const)
    assert.match(questions[name].where, /「コンピュート」→「Defender」→「Manual deploy」/);
});

const READ: [string, string, string][] = [
  [
    'wsAddress',
    'https://us-west1.cloud.twistlock.com/us-3-123456789',
    'wss://us-west1.cloud.twistlock.com:443',
  ],
  ['wsAddress', ' us-east1.cloud.twistlock.com ', 'wss://us-east1.cloud.twistlock.com:443'],
  ['wsAddress', 'https://console.example.com:8083/#!/login', 'wss://console.example.com:8084'],
  ['wsAddress', 'https://console.example.com:443', 'wss://console.example.com:443'],
  ['wsAddress', 'wss://console.example.com:8084', 'wss://console.example.com:8084'],
  [
    'image',
    'registry.example.com/defender:defender_34_04_145',
    'registry.example.com/defender:defender_34_04_145',
  ],
  ['image', 'defender:1', 'defender:1'],
  ['secret', `${SECRET}:bundle::`, `${SECRET}:bundle::`],
  [
    'secret',
    'arn:aws:ssm:us-east-1:123456789012:parameter/defender/bundle',
    'arn:aws:ssm:us-east-1:123456789012:parameter/defender/bundle',
  ],
  ['fips', 'True', 'true'],
];
test('what is typed or pasted, as it was meant', async (t) => {
  const editor = await Editor.start(t);
  for (const [name, text, expected] of READ)
    assert.deepEqual(await value(editor, name, text), { value: expected });
});

const REFUSED: [string, string, RegExp][] = [
  ['wsAddress', 'ftp://console.example.com', /^This is no address of a Console\.$/],
  ['wsAddress', 'not an address', /^This is no address of a Console\.$/],
  ['image', TOKEN, /access token/],
  ['wsAddress', 'https://app3.prismacloud.io/home?x=1', /Path to Console/],
  ['wsAddress', 'APP.prismacloud.io', /Path to Console/],
  ['wsAddress', 'wss://app2.eu.prismacloud.io:8084', /Path to Console/],
  ['image', 'https://registry.example.com/defender:1', /not the name of an image/],
  ['image', 'two words', /not the name of an image/],
  ['secret', BUNDLE, /install bundle in clear text/],
  ['secret', 'defender', /not the ARN/],
  ['fips', 'yes', /neither true nor false/],
];
test('what cannot be one, and no secret in the answer', async (t) => {
  const editor = await Editor.start(t);
  for (const [name, text, expected] of REFUSED) {
    const answer = await value(editor, name, text);
    assert.match('problem' in answer ? answer.problem : 'accepted', expected, text);
    assert.ok(!JSON.stringify(answer).includes(text), text);
  }
});

test('the profile that is written: commented, in the reader’s language, and one that is read', async (t) => {
  const editor = await Editor.start(t);
  const values = { image: 'registry.example.com/defender:defender_34_04_145', filesystemMonitoring: 'true' };
  const text = await editor.request<string>('ecsDefender/profileText', { values });
  assert.equal(
    text,
    `// What this team decides about the wiring of Prisma Cloud's App-Embedded Defender.
// Editor and pipeline (ecs-defender check, protect) read the nearest such file above a document.
{
  "defender": {
    // Where the sidecar reaches the Console.
    // "wsAddress": "wss://us-west1.cloud.twistlock.com:443",
    // Where the install bundle is kept. It is written as a \`secrets\` entry; the execution role must be allowed to read it.
    // "installBundle": { "secret": "arn:aws:secretsmanager:..." },
    // Whether the Defender uses FIPS cryptography. Once stated, every task is held to it.
    // "fips": false,
    // The image of the sidecar. Protecting writes it; the release in its tag is held against consoleVersion.
    "image": "registry.example.com/defender:defender_34_04_145",
    // Whether the Defender watches the file system. Once stated, every task is held to it.
    "filesystemMonitoring": true
  },
  // What images run by themselves, where a container states no entryPoint, for example:
  // { "image": "*/shop-api", "entryPoint": ["docker-entrypoint.sh"], "command": ["node", "server.js"] }
  "entryPoints": [],
  // Containers that are left alone, with the reason, for example:
  // { "container": "datadog-agent", "reason": "has no shell" }
  "containers": { "exclude": [] }
}
`,
  );
  const { profile, problems } = readProfile(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(profile?.defender, { image: values.image, filesystemMonitoring: true });
  const uncommented = text.replace(/^( +)\/\/ ("(?:wsAddress|installBundle|fips)".*)$/gm, '$1$2');
  assert.deepEqual(readProfile(uncommented).problems, []);
  for (const locale of ['en', 'ja']) {
    const other = await Editor.start(t, { locale });
    const empty = await other.request<string>('ecsDefender/profileText', { values: {} });
    assert.deepEqual(readProfile(empty).problems, [], empty);
  }
});

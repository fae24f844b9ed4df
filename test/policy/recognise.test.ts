import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mightBePolicy, recognisePolicy } from '../../server/src/policy/recognise';

/** Every kind in every envelope: what it is taken for, and how many things are in it. */
const CASES: readonly (readonly [name: string, text: string, kind: string | undefined])[] = [
  ['API', '{"_id":"appEmbeddedRuntime","rules":[{"name":"a"}]}', 'runtime policy 1'],
  ['API, no rules', '{"_id":"appEmbeddedRuntime","rules":null}', 'runtime policy 0'],
  [
    'export of the Console',
    '{"rules":[{"name":"a"},{"name":"b"}],"policyType":"appEmbeddedRuntime","exportBy":"admin"}',
    'runtime policy 2',
  ],
  [
    'rules without a type',
    '{"rules":[{"name":"a","collections":[{"name":"All"}],"dns":{"effect":"alert"}}]}',
    'runtime policy 1',
  ],
  ['a rule alone', '{"name":"a","collections":[{"name":"All"}],"processes":{"effect":"alert"}}', 'runtime 1'],
  [
    'a list of rules',
    '[{"name":"a","collections":[],"processes":{"effect":"alert"}},{"name":"b","collections":[]}]',
    'runtime 2',
  ],
  ['another product by its id', '{"_id":"hostRuntime","rules":[]}', 'other policy 0'],
  ['another product by its type', '{"policyType":"containerAppFirewall","rules":[]}', 'other policy 0'],
  [
    'a rule for containers',
    '{"name":"a","collections":[],"processes":{"defaultEffect":"alert","deniedList":{}}}',
    'other 1',
  ],
  ['a rule for hosts', '{"name":"a","collections":[],"antiMalware":{}}', 'other 1'],
  ['an overlay for rules for hosts', '{"forensic":{},"customRules":[],"antiMalware":{}}', 'other 1'],
  ['WAAS', '{"_id":"appEmbeddedAppFirewall","rules":[],"minPort":30000}', 'waas policy 0'],
  [
    'a WAAS rule that only a reverse proxy can have',
    '{"name":"a","applicationsSpec":[{"apiSpec":{"endpoints":[{"exposedPort":80,"internalPort":8080}]}}]}',
    'waas 1',
  ],
  [
    'a WAAS rule that may be for anything',
    '{"name":"a","applicationsSpec":[{"apiSpec":{"endpoints":[{"host":"*"}]}}]}',
    undefined,
  ],
  ['a collection', '{"name":"a","images":["*/shop/*"]}', 'collections 1'],
  ['a collection by App ID', '{"name":"a","appIDs":["shop"]}', 'collections 1'],
  ['collections', '[{"name":"a","hosts":["*"],"images":["*"]},{"name":"b"}]', 'collections 2'],
  ['a name and pictures', '{"name":"a","images":["cat.png"]}', undefined],
  ['a name and links to pictures', '{"name":"a","images":["https://example.com/cat"]}', undefined],
  ['containers that are objects', '{"name":"a","containers":[{"name":"b"}],"images":[]}', undefined],
  ['more than a collection has', '{"name":"a","images":["a:1"],"version":"1.0.0"}', undefined],
  ['a custom rule', '{"_id":1,"name":"a","type":"processes","script":"proc.interactive"}', 'customRules 1'],
  ['custom rules', '[{"name":"a","type":"processes","script":"x"},{"name":"b"}]', 'customRules 2'],
  ['a package', '{"name":"a","type":"module","script":"build"}', undefined],
  [
    'an alert profile',
    '{"name":"a","email":{"enabled":true},"policy":{"defender":{"enabled":true,"allRules":true}}}',
    'alertProfiles 1',
  ],
  [
    'alert profiles',
    '[{"name":"a","policy":{"incident":{"enabled":false,"allRules":true}}}]',
    'alertProfiles 1',
  ],
  [
    'an alert profile that has no trigger yet',
    '[{"name":"a","slack":{"enabled":true},"policy":{}}]',
    'alertProfiles 1',
  ],
  ['a policy with a webhook', '{"name":"a","webhook":{"url":"https://a"},"policy":{}}', undefined],
  ['a policy of IAM', '{"name":"a","policy":{"Version":"2012-10-17","Statement":[]}}', undefined],
  [
    'WildFire settings',
    '{"lastError":"","apiKey":"","apiKeyExpiration":"0001-01-01T00:00:00Z","policy":null}',
    'wildfire 1',
  ],
  ['how WildFire is used', '{"runtimeEnabled":true,"uploadEnabled":true}', 'wildfire 1'],
  ['a network list', '{"_id":"offices","subnets":["203.0.113.0/24"]}', 'networkLists 1'],
  ['network lists', '[{"_id":"a","subnets":[]},{"_id":"b","subnets":[]}]', 'networkLists 2'],
  ['a VPC', '{"_id":"vpc-1","subnets":["a"],"cidr":"10.0.0.0/8"}', undefined],
  ['a malware feed', '{"feed":[{"name":"a","md5":"9e107d9d372bb6826bd81d3542a419d6"}]}', 'malwareFeed 1'],
  ['an empty malware feed', '{"digest":"","feed":[]}', 'malwareFeed 1'],
  ['an RSS feed', '{"feed":[{"title":"a"}],"images":[]}', undefined],
  ['an error of the API', '{"err":"collection id does not exist"}', undefined],
  ['nothing', '', undefined],
  ['a text', '"appEmbeddedRuntime"', undefined],
];

describe('what a policy document is taken for', () => {
  for (const [name, text, expected] of CASES)
    test(name, () => {
      const found = recognisePolicy(text);
      const said = found && `${found.kind}${found.isPolicy ? ' policy' : ''} ${found.items.length}`;
      assert.equal(said, expected);
    });
});

test('unrelated JSON is never parsed', () => {
  for (const text of [
    '{"name":"app","version":"1.0.0","dependencies":{}}',
    '{"compilerOptions":{"strict":true}}',
    '[{"id":1,"title":"a"}]',
    'name: appIDs',
  ])
    assert.equal(mightBePolicy(text), false, text);
});

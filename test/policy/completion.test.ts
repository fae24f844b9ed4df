import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import { PolicySet } from '../../server/src/policy/set';
import type { Completion } from '../../server/src/service/completion/item';
import { policyCompletionsAt } from '../../server/src/service/completion/policy';
import { applyEdits } from '../../server/src/syntax/edits';
import { modelOf } from '../support/harness';
import { marked } from '../support/markers';

interface Options {
  readonly snippets?: boolean;
  readonly release?: string;
  readonly beside?: Readonly<Record<string, string>>;
}

/** What is offered where `‸` stands, in the order in which editors show it. */
function offers(source: string, { snippets = true, release, beside = {} }: Options = {}): Completion[] {
  const { text, offset } = marked(source);
  const [first, ...others] = Object.entries(beside);
  const set = first ? modelOf(first[1], {}, 'json', Object.fromEntries(others)).set : new PolicySet([]);
  const found = policyCompletionsAt(text, offset, set, { snippets }, release);
  for (const { edit } of found) {
    // Editors take only edits on the cursor's line that hold the cursor.
    assert.ok(edit.start <= offset && offset <= edit.end);
    assert.ok(!text.slice(edit.start, edit.end).includes('\n'));
  }
  return found.sort((a, b) => (a.sort < b.sort ? -1 : 1));
}
const labels = (source: string, options?: Options): string[] =>
  offers(source, options).map(({ label }) => label);

/** The text once an offer is taken; places to be filled in stand as in a snippet. */
function taken(source: string, label: string, options?: Options): string {
  const found = offers(source, options).find((one) => one.label === label);
  assert.ok(found, `${label} is offered`);
  return applyEdits(marked(source).text, [found.edit, ...found.further]);
}

const rule = (members: string): string =>
  `{"_id":"appEmbeddedRuntime","rules":[{"name":"web","collections":[{"name":"All"}],${members}}]}`;

describe('the properties of a policy', () => {
  test('those that fit and are not there, what is required first, then as the Console writes them', () => {
    assert.deepEqual(labels(rule('"‸"')), [
      'previousName',
      'notes',
      'disabled',
      'advancedProtection',
      'processes',
      'network',
      'dns',
      'filesystem',
      'customRules',
      'wildFireAnalysis',
    ]);
    assert.deepEqual(labels(rule('"processes":{‸}')), [
      'effect',
      'blacklist',
      'whitelist',
      'checkCryptoMiners',
      'checkNewBinaries',
    ]);
    assert.deepEqual(labels(rule('"customRules":[{"_id":1,"‸"}]')), ['action', 'effect']);
    assert.deepEqual(labels('{"_id":"appEmbeddedRuntime",‸}'), ['rules', 'policyType']);
  });

  test('in every kind of document', () => {
    const firstOf = (source: string): string[] => labels(source).slice(0, 4);
    assert.deepEqual(firstOf('[{"name":"shop","images":["shop:*"],"‸"}]'), [
      'hosts',
      'labels',
      'containers',
      'functions',
    ]);
    assert.deepEqual(firstOf('[{"name":"a","type":"processes","script":"proc.name = \\"a\\"",‸}]'), [
      '_id',
      'description',
      'message',
      'attackTechniques',
    ]);
    assert.deepEqual(firstOf('[{"name":"a","policy":{"defender":{"enabled":true}},"slack":{‸}}]'), [
      'enabled',
      'webhookUrl',
      'users',
    ]);
    assert.deepEqual(firstOf('[{"name":"a","slack":{"enabled":true},"policy":{"‸"}}]'), [
      'defender',
      'containerRuntime',
      'appEmbeddedRuntime',
      'containerAppFirewall',
    ]);
    assert.deepEqual(firstOf('{"runtimeEnabled":true,"uploadEnabled":true,"‸"}'), [
      'region',
      'complianceEnabled',
      'agentlessEnabled',
      'graywareAsMalware',
    ]);
    assert.deepEqual(firstOf('[{"_id":"office","subnets":[],"‸"}]'), [
      'description',
      'disabled',
      'name',
      'notes',
    ]);
    assert.deepEqual(firstOf('{"feed":[{"md5":"d41d8cd98f00b204e9800998ecf8427e"},{"‸"}]}'), [
      'md5',
      'name',
      'allowed',
      'modified',
    ]);
    const waas = (inner: string): string =>
      `{"_id":"appEmbeddedAppFirewall","rules":[{"name":"a","applicationsSpec":[{${inner}}]}]}`;
    assert.deepEqual(firstOf(waas('"apiSpec":{"endpoints":[{"host":"*","‸"}]}')), [
      'basePath',
      'exposedPort',
      'grpc',
      'http2',
    ]);
  });

  test('of a collection in a rule only the name counts', () => {
    assert.deepEqual(labels('{"_id":"appEmbeddedRuntime","rules":[{"collections":[{"‸"}]}]}'), ['name']);
  });

  test('only what the release of the Console knows', () => {
    const settings = '{"runtimeEnabled":true,"uploadEnabled":true,"‸"}';
    assert.ok(labels(settings, { release: '30.03' }).includes('agentlessEnabled'));
    assert.ok(!labels(settings, { release: '22.12' }).includes('agentlessEnabled'));
    assert.ok(labels(rule('"‸"'), { release: '22.12' }).includes('skipExecSessions'));
    assert.ok(!labels(rule('"‸"'), { release: '34.04' }).includes('skipExecSessions'));
  });

  test('say their type and tab, and what they mean', () => {
    const [found] = offers(rule('"network":{"effect":"alert","whitelistI‸"}')).filter(
      ({ label }) => label === 'whitelistIPs',
    );
    assert.equal(typeof found.detail === 'object' && words(found.detail, 'en'), 'string[] – Networking');
    assert.deepEqual(
      found.about?.map((one) => words(one, 'en')),
      [
        '**Allowed outbound IPs**. Where there are any, all others violate the rule: leave 169.254.170.2 and 169.254.169.254 in, which ECS needs.',
      ],
    );
  });

  test('are written with their values, the default first', () => {
    assert.equal(taken(rule('‸'), 'wildFireAnalysis'), rule('"wildFireAnalysis": "${1|alert,disable|}"'));
    assert.equal(taken(rule('"‸"'), 'dns'), rule('"dns": { "effect": "${1|alert,disable,prevent|}" }'));
    assert.equal(
      taken('[{"name":"shop","images":["a:*"],"‸"}]', 'appIDs'),
      '[{"name":"shop","images":["a:*"],"appIDs": ["${1:*}"]}]',
    );
    assert.equal(
      taken(rule('"dns":{"effect":"alert"}"‸"'), 'disabled'),
      rule('"dns":{"effect":"alert"},"disabled": ${1|false,true|}'),
    );
    assert.equal(taken(rule('"‸"'), 'dns', { snippets: false }), rule('"dns": '));
    assert.equal(taken(rule('"d‸": {}'), 'dns'), rule('"dns": {}'));
  });

  test('on lines of their own, where the others are', () => {
    const text = `{
  "_id": "appEmbeddedRuntime",
  "rules": [
    {
      "name": "web",
      ‸
    }
  ]
}
`;
    assert.equal(
      taken(text, 'filesystem'),
      text.replace(
        '‸',
        `"filesystem": {
  "effect": "\${1|alert,disable,prevent|}",
  "checkNewFiles": \${2|true,false|},
  "backdoorFiles": \${3|true,false|},
  "skipEncryptedBinaries": \${4|false,true|},
  "suspiciousELFHeaders": \${5|true,false|}
}`,
      ),
    );
  });

  test('in a text that has no end yet', () => {
    for (const text of [
      '{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", "wild‸',
      '{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", ‸',
      '{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web" "wild‸" }]',
      '{ "_id": "appEmbeddedRuntime", "rules": [{ "name": "web", "dns": , "wild‸ }]}',
    ])
      assert.ok(labels(text).includes('wildFireAnalysis'), text);
  });

  test('not where no policy is, nor in comments', () => {
    assert.deepEqual(labels('{"name":"web","‸"}'), []);
    assert.deepEqual(labels(rule('// "‸"\n"disabled":true')), []);
  });
});

test('every beginning of a document can be completed', () => {
  const text = `{
  "_id": "appEmbeddedRuntime",
  "rules": [
    { "name": "a", "collections": [{ "name": "All" }], "processes": { "effect": "alert", "whitelist": ["sh"] },
      "customRules": [{ "_id": 1, "effect": "allow" }], "disabled": false }
  ]
}`;
  let found = 0;
  for (let end = 1; end <= text.length; end++) found += offers(`${text.slice(0, end)}‸`).length;
  assert.ok(found > 500, `${found} offers`);
});

describe('the values of a policy', () => {
  test('switches, effects with the default first, lists', () => {
    assert.deepEqual(labels(rule('"disabled": ‸')), ['false', 'true']);
    assert.deepEqual(labels(rule('"dns":{"effect":"‸"}')), ['alert', 'disable', 'prevent']);
    assert.deepEqual(labels(rule('"wildFireAnalysis":"‸"')), ['alert', 'disable']);
    assert.deepEqual(labels('[{"name":"a","type":"‸","script":"x","_id":1}]').slice(0, 2), [
      'processes',
      'filesystem',
    ]);
  });

  const beside = {
    'collections.json': '[{"name":"shop","images":["*/shop/*"]},{"name":"store","images":["s:*"]}]',
    'custom-rules.json':
      '[{"_id":101,"name":"no shells","type":"processes","script":"proc.name = \\"sh\\"","message":"x"}]',
    'lists.json': '[{"_id":"office","subnets":["192.0.2.0/24"]}]',
  };

  test('the names that other documents give', () => {
    const collections = '{"_id":"appEmbeddedRuntime","rules":[{"collections":[{"name":"‸"}]}]}';
    assert.deepEqual(labels(collections, { beside }), ['shop', 'store', 'All', 'Prisma Cloud resources']);
    assert.equal(
      taken(rule('"customRules":[{"_id": ‸}]'), 'no shells', { beside }),
      rule('"customRules":[{"_id": 101}]'),
    );
    const controls =
      '{"_id":"appEmbeddedAppFirewall","rules":[{"applicationsSpec":[{"networkControls":{"subnets":{"alert":["‸"]}}}]}]}';
    assert.deepEqual(labels(controls, { beside }), ['office']);
    assert.deepEqual(labels(controls.replace('"alert":["‸"]', '"allowMode":‸'), { beside }), [
      'true',
      'false',
    ]);
  });

  test('what a list says already is not offered again', () => {
    const text =
      '[{"_id":1,"name":"a","type":"processes","script":"x","attackTechniques":["resourceHijacking","‸"]}]';
    assert.ok(!labels(text).includes('resourceHijacking'));
    assert.ok(labels(text).includes('webShell'));
  });

  test('a whole rule, where a rule may stand', () => {
    const policy = `{
  "_id": "appEmbeddedRuntime",
  "rules": [
    ‸
  ]
}
`;
    assert.deepEqual(labels(policy), ['runtime-rule']);
    const text = taken(policy, 'runtime-rule');
    assert.match(text, /^ {4}\{\n {2}"name": "\$\{1:shop\}",\n {2}"collections"/m);
    assert.ok(
      taken(policy.replaceAll('  ', '\t'), 'runtime-rule').includes('\n\t"processes": {\n\t\t"effect"'),
    );
    assert.deepEqual(labels('[{"name":"a","appIDs":["a:*"]},‸]'), ['collection']);
    assert.deepEqual(labels(rule('"customRules":[‸]')), ['{ _id, action, effect }']);
    assert.equal(
      taken(rule('"customRules":[‸]'), '{ _id, action, effect }'),
      rule(
        '"customRules":[{ "_id": $1, "action": "${2|audit,incident|}", "effect": "${3|alert,allow,prevent|}" }]',
      ),
    );
    assert.deepEqual(labels(policy, { snippets: false }), []);
  });
});

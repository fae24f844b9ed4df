import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import { hoverAt } from '../../server/src/service/hover/hover';
import { modelOf } from '../support/harness';

/** What the Console calls a property, and what it does on App-Embedded Defenders. `|` is the cursor. */
const rule = (members: string): string =>
  `{"_id":"appEmbeddedRuntime","rules":[{"name":"web","collections":[{"name":"All"}],${members}}]}`;

const CASES: readonly (readonly [name: string, text: string, said: string[]])[] = [
  [
    'an inverted switch',
    rule('"filesystem":{"effect":"alert","|skipEncryptedBinaries":false}'),
    [
      '**Detection of encrypted/packed binaries**, the other way round: true turns it off. Only ever alerts.',
      'Default in the Console: `false`.',
    ],
  ],
  [
    'an effect, at its value',
    rule('"dns":{"effect":"|alert"}'),
    [
      'The switch and the effect of the tab.',
      'Default in the Console: `"alert"`.',
      '**alert**: an audit, and alerts through the profiles.',
    ],
  ],
  ['a property that is gone', rule('"|skipExecSessions":false'), ['No longer known since Console 30.00.']],
  [
    'a list, at one of its entries',
    rule('"processes":{"effect":"alert","whitelist":["|nginx"]}'),
    ['**Allowed processes**, by name. Where there are any, all others violate the rule.'],
  ],
  [
    'a scope',
    '[{"name":"shop","|clusters":["production"]}]',
    ['Clusters; on Fargate that of ECS.', 'Default in the Console: `["*"]`.'],
  ],
  [
    'a setting with its release',
    '{"runtimeEnabled":true,"uploadEnabled":true,"|agentlessEnabled":true}',
    ['WildFire for agentless scans.', 'Since Console 30.03.'],
  ],
  [
    'a trigger',
    '[{"name":"a","policy":{"|defender":{"enabled":true,"allRules":true}}}]',
    [
      'Trigger **Defender health**: a Defender has lost its connection for more than six hours. No rules stand behind it.',
    ],
  ],
  [
    'a WAAS port',
    '{"_id":"appEmbeddedAppFirewall","rules":[{"applicationsSpec":[{"apiSpec":{"endpoints":[{"|exposedPort":80}]}}]}]}',
    [
      '**WAAS port**: the Defender listens here, as a reverse proxy. It is what `portMappings` and the security group open, and another than `internalPort`.',
    ],
  ],
  [
    'a provider',
    '[{"name":"a","email":{"enabled":true,"|ssl":false},"policy":{"defender":{"enabled":true}}}]',
    ['TLS from the first byte (usually port 465). For STARTTLS (usually port 587) it stays false.'],
  ],
  [
    'a switch of the feed that is the other way round',
    '{"feed":[{"name":"a","md5":"d41d8cd98f00b204e9800998ecf8427e","|allowed":true}]}',
    [
      'The other way round: true for an executable that is trusted, false for malware.',
      'Default in the Console: `false`.',
    ],
  ],
  [
    'the echo of a collection in a rule',
    '{"_id":"appEmbeddedRuntime","rules":[{"name":"a","collections":[{"name":"shop","|images":["shop:*"]}]}]}',
    ['A copy that the Console writes beside the key; it changes nothing.'],
  ],
  ['what nobody knows', rule('"|colour":"red"'), []],
];

describe('what is said over a policy', () => {
  for (const [name, marked, said] of CASES)
    test(name, () => {
      const model = modelOf(marked.replace('|', ''));
      const found = hoverAt(model, marked.indexOf('|'));
      const paragraphs = found?.paragraphs.map((one) => ('key' in one ? words(one, 'en') : one.markdown));
      assert.deepEqual(paragraphs ?? [], said);
    });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { allRules } from '../../server/src/service/rules';

/** The checks on policy documents that the project has set out to make, by the names that they had on paper, and the rule
 * that makes each. Where a rule is narrower than its check was meant, it says why. */
const CHECKS: Readonly<Record<string, string>> = {
  'rt-block-effect': 'runtime-block-effect',
  'rt-wildfire-effect': 'runtime-wildfire-effect',
  'rt-duplicate-name': 'runtime-duplicate-name',
  'rt-rule-shadowed': 'runtime-rule-shadowed',
  'rt-unreachable-after-all': 'runtime-unreachable-after-all',
  'rt-disabled-rule': 'runtime-disabled-rule',
  'rt-empty-policy': 'runtime-empty-policy',
  'rt-unknown-collection': 'runtime-unknown-collection',
  'rt-collection-echo-drift': 'runtime-collection-echo-drift',
  'rt-collection-unusable-scope': 'runtime-collection-unusable-scope',
  'rt-collection-image-and-container': 'collection-exclusive-fields',
  'rt-collection-name-chars': 'collection-name-characters',
  'rt-appid-no-wildcard': 'collection-app-id-wildcard',
  'rt-scope-no-task': 'runtime-scope-no-task',
  'rt-task-no-rule': 'container-without-rule', // silent where the one rule of a policy is for everything
  'rt-fs-needs-monitoring': 'runtime-fs-needs-monitoring',
  'rt-fs-sensor-unused': 'runtime-fs-sensor-unused',
  'rt-fs-prevent-partial': 'runtime-fs-prevent-partial',
  'rt-fs-prevent-useless': 'runtime-fs-prevent-useless',
  'rt-both-lists': 'runtime-both-lists',
  'rt-list-overlap': 'runtime-list-overlap',
  'rt-list-duplicate': 'runtime-list-duplicate',
  'rt-lists-ignored': 'runtime-lists-ignored', // lists only: switches of a tab that is off are what the Console itself leaves
  'rt-allow-list-prevent': 'runtime-allow-list-prevent',
  'rt-process-path': 'runtime-process-path',
  'rt-process-md5': 'runtime-process-md5',
  'rt-path-absolute': 'runtime-path-absolute',
  'rt-path-relative-parts': 'runtime-path-relative-parts',
  'rt-port-range': 'runtime-port-range',
  'rt-port-deny-flag': 'runtime-port-deny-flag',
  'rt-ip-format': 'runtime-ip-format',
  'rt-metadata-ip': 'runtime-metadata-ip',
  'rt-dns-pattern': 'runtime-dns-pattern',
  'rt-dns-denylist': 'runtime-dns-deny-list',
  'rt-dns-no-allowlist': 'runtime-dns-no-allow-list',
  'rt-not-appembedded-field': 'runtime-not-app-embedded-field',
  'rt-removed-field': 'policy-field-version', // every property that has a release, of every kind of document
  'rt-skip-encrypted-inverse': 'runtime-skip-encrypted-inverse',
  'rt-unknown-custom-rule': 'runtime-unknown-custom-rule',
  'rt-custom-rule-type': 'runtime-custom-rule-type',
  'rt-custom-rule-fs-appembedded': 'runtime-custom-rule-filesystem',
  'rt-custom-rule-prevent': 'runtime-custom-rule-prevent',
  'rt-custom-rule-prevent-existing': 'runtime-custom-rule-prevent-existing',
  'rt-custom-rule-interactive': 'runtime-custom-rule-interactive',
  'rt-custom-rule-duplicate': 'runtime-custom-rule-duplicate',
  'rt-custom-rule-allow-action': 'runtime-custom-rule-allow-action',
  'rt-custom-rule-missing-effect': 'runtime-custom-rule-missing-effect',
  'rt-custom-rule-conflict': 'runtime-custom-rule-conflict',
  'rt-custom-rule-order': 'runtime-custom-rule-order',
  'rt-wildfire-off': 'runtime-wildfire-off',
  'rt-custom-feed-empty': 'runtime-custom-feed-empty',
  'rt-rename': 'runtime-rename',
  'ui-artifacts': 'policy-leftovers',
  'readonly-fields': 'policy-read-only',
  'co-duplicate-name': 'collection-duplicate-name',
  'co-builtin-edit': 'collection-built-in',
  'co-all-wildcards': 'collection-everything',
  'co-unused': 'collection-unused',
  'co-empty-array': 'collection-empty-list',
  'co-pattern-middle-wildcard': 'collection-middle-wildcard',
  'co-exclusion-order': 'collection-exclusion',
  'co-image-short-name': 'collection-image-short-name',
  'co-image-no-tag': 'collection-image-no-tag',
  'co-coderepos': 'policy-field-version', // one of those
  'co-color': 'collection-color',
  'cr-duplicate-id': 'custom-rule-duplicate-id',
  'cr-duplicate-name': 'custom-rule-duplicate-name',
  'cr-unused': 'custom-rule-unused',
  'cr-script': 'script-syntax', // and the other rules about scripts
  'cr-message-empty': 'custom-rule-message-empty',
  'ap-no-provider': 'alert-no-provider',
  'ap-many-providers': 'alert-many-providers',
  'ap-no-trigger': 'alert-no-trigger',
  'ap-rules-ignored': 'alert-rules-ignored',
  'ap-rules-empty': 'alert-rules-empty',
  'ap-unknown-rule': 'alert-unknown-rule',
  'ap-defender-rules': 'alert-trigger-without-policy',
  'ap-unknown-trigger': 'policy-unknown-field', // or policy-field-version, where another release knows it
  'ap-email-recipients': 'alert-email-recipients',
  'ap-email-smtp': 'alert-email-smtp',
  'ap-email-port25': 'alert-email-port-25',
  'ap-email-ssl-587': 'alert-email-ssl',
  'ap-slack-url': 'alert-slack-url',
  'ap-id-name': 'alert-id-name',
  'ap-secret': 'policy-secret',
  'wf-secret': 'policy-secret',
  'wf-upload-off': 'wildfire-upload-off',
  'wf-grayware-no-runtime': 'wildfire-grayware-unused',
  'wf-region': 'wildfire-region',
  'waas-ports': 'waas-ports',
  'waas-port-mapping': 'waas-port-mapping',
  'waas-appid-unique': 'waas-app-id-unique',
  'waas-autoprotect': 'waas-auto-protect',
  'waas-network-list': 'waas-network-list',
  'waas-tls-cert': 'waas-tls-certificate',
  'waas-custom-rule-type': 'waas-custom-rule-type',
  'waas-min-port': 'waas-port-order',
};

/** Those that no rule makes, and why. */
const DROPPED: Readonly<Record<string, string>> = {
  'cr-system-owner':
    'whether a rule of the vendor was changed cannot be seen in an export, which would be marked as a whole',
  'wf-expired': 'a finding must not come from the clock alone',
};

describe('the checks that were set out', () => {
  const codes = new Set(allRules.map(({ code }) => code));
  for (const [check, code] of Object.entries(CHECKS))
    test(`${check} is made by ${code}`, () => assert.ok(codes.has(code)));

  test('are 99, of which two were dropped', () => {
    assert.deepEqual([Object.keys(CHECKS).length, Object.keys(DROPPED).length], [97, 2]);
  });

  const PAPER = '../shared/reference/policy-schemas/semantic-checks.json';
  const skip = existsSync(PAPER) ? false : 'the list of checks is not beside this checkout';
  test('are all of the list', { skip }, () => {
    const { checks } = JSON.parse(readFileSync(PAPER, 'utf8')) as { checks: { id: string }[] };
    const listed = checks.map(({ id }) => id).sort();
    assert.deepEqual(listed, [...Object.keys(CHECKS), ...Object.keys(DROPPED)].sort());
  });
});

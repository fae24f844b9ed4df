import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOf } from '../support/harness';

/** Where a template decides what another document says, nobody is told that it says something else. */

const RULE = '{"name":"web","collections":[{"name":"All"}],"wildFireAnalysis":"alert"}';
const RUNTIME = `{"_id":"appEmbeddedRuntime","rules":[${RULE}]}`;
const WAAS = `{"_id":"appEmbeddedAppFirewall","minPort":30000,"maxPort":31000,"rules":[{"name":"shop","collections":[{"name":"All"}],
"applicationsSpec":[{"appID":"shop","apiSpec":{"endpoints":[{"host":"*","exposedPort":8080,"internalPort":80,"basePath":"*","tls":false}]},
"customRules":[{"_id":101,"action":"audit","effect":"alert"}]}]}]}`;

const library = (type: string): string =>
  `[{"_id":101,"name":"curl","type":${type},"script":"proc.name = \\"curl\\"","message":"curl"}]`;
const wildFire = (enabled: string): string =>
  `{"runtimeEnabled":${enabled},"uploadEnabled":true,"region":"jp"}`;

const codes = (text: string, beside: string): string[] =>
  modelOf(text, {}, 'json', { 'other.json': beside }).findings.map(({ code }) => code);

test('whether WildFire is on', () => {
  assert.ok(codes(RUNTIME, wildFire('false')).includes('runtime-wildfire-off'));
  assert.ok(!codes(RUNTIME, wildFire('${WILDFIRE}')).includes('runtime-wildfire-off'));
});

test('what type a custom rule is of that WAAS attaches', () => {
  assert.ok(codes(WAAS, library('"processes"')).includes('waas-custom-rule-type'));
  assert.ok(!codes(WAAS, library('${TYPE}')).includes('waas-custom-rule-type'));
});

test('which policy has a use for a custom rule', () => {
  assert.ok(codes(library('"processes"'), RUNTIME).includes('custom-rule-unused'));
  assert.ok(!codes(library('${TYPE}'), RUNTIME).includes('custom-rule-unused'));
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { words } from '../../server/src/l10n/catalogue';
import { inlayHintsIn } from '../../server/src/service/inlayHints';
import { highlightsAt } from '../../server/src/service/navigation';
import { type Outline, outlineOf } from '../../server/src/service/outline';
import { modelOf } from '../support/harness';

/** A line a symbol: what it is, its name, its detail, and the text of its selection. */
function outline(
  text: string,
  beside: Readonly<Record<string, string>> = {},
  symbols: readonly Outline[] = outlineOf(modelOf(text, {}, 'json', beside)),
  indent = '',
): string[] {
  return symbols.flatMap((one) => {
    assert.ok(one.start <= one.selection.start && one.selection.end <= one.end, one.name);
    for (const child of one.children) assert.ok(one.start <= child.start && child.end <= one.end, child.name);
    const detail = one.detail ? ` (${one.detail})` : '';
    const selected = text.slice(one.selection.start, one.selection.end);
    return [
      `${indent}${one.kind} ${one.name}${detail} @ ${selected}`,
      ...outline(text, {}, one.children, `${indent}  `),
    ];
  });
}

const CUSTOM_RULES =
  '[{"_id":101,"name":"no shells","type":"processes","script":"proc.name = \\"sh\\"","message":"x"}]';
const POLICY = `{"_id":"appEmbeddedRuntime","rules":[
  {"name":"web","collections":[{"name":"shop"},{"name":"store"}],
   "customRules":[{"_id":101,"effect":"alert","action":"audit"},{"_id":7,"effect":"allow"}]},
  {"collections":[{"name":"shop"}],"dns":{"effect":"alert"}}
]}`;

describe('the outline of a policy document', () => {
  test('rules by name, with the custom rules that they attach', () => {
    assert.deepEqual(outline(POLICY, { 'custom-rules.json': CUSTOM_RULES }), [
      'rule web (shop, store) @ "web"',
      '  customRule no shells (alert) @ 101',
      '  customRule 7 (allow) @ 7',
      'rule [1] (shop) @ {',
    ]);
  });

  test('WAAS rules, with their applications', () => {
    const text = `{"_id":"appEmbeddedAppFirewall","rules":[{"name":"api","collections":[{"name":"All"}],
      "applicationsSpec":[{"appID":"app-0001","apiSpec":{"endpoints":[{"exposedPort":80,"internalPort":8080}]}}]}]}`;
    assert.deepEqual(outline(text), ['rule api (All) @ "api"', '  application app-0001 @ "app-0001"']);
  });

  test('collections, custom rules, network lists, signatures', () => {
    assert.deepEqual(outline('[{"name":"shop","appIDs":["shop:*"]},{"name":"store","images":["s:*"]}]'), [
      'collection shop @ "shop"',
      'collection store @ "store"',
    ]);
    assert.deepEqual(outline(CUSTOM_RULES), ['customRule no shells (processes) @ "no shells"']);
    assert.deepEqual(outline('[{"_id":"office","subnets":["192.0.2.0/24"]}]'), ['list office @ "office"']);
    const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
    assert.deepEqual(outline(`{"feed":[{"name":"empty","md5":"${md5}"}]}`), [
      `signature empty (${md5}) @ "empty"`,
    ]);
  });

  test('alert profiles, with the providers that are not switched off', () => {
    const text =
      '[{"name":"ops","email":{"enabled":false},"slack":{"enabled":true},"policy":{"defender":{"enabled":true}}}]';
    assert.deepEqual(outline(text), ['profile ops @ "ops"', '  provider slack @ "slack"']);
  });

  test('settings have nothing that has a name', () => {
    assert.deepEqual(outline('{"runtimeEnabled":true,"uploadEnabled":true}'), []);
  });
});

describe('highlights in a policy document', () => {
  const marks = (text: string, part: string): string[] =>
    highlightsAt(modelOf(text), text.indexOf(part) + 1).map(
      ({ start, end, role }) => `${role} ${start}: ${text.slice(start, end)}`,
    );

  test('a collection, wherever the document names it', () => {
    assert.deepEqual(marks(POLICY, '"shop"'), ['reference 77: "shop"', 'reference 224: "shop"']);
  });

  test('a rule, where it is given', () => {
    assert.deepEqual(marks(POLICY, '"web"'), ['definition 48: "web"']);
  });

  test('what names nothing', () => {
    assert.deepEqual(marks(POLICY, '"alert"'), []);
  });
});

describe('inlay hints in a policy document', () => {
  const hints = (text: string, beside: Readonly<Record<string, string>>, end = text.length): string[] =>
    inlayHintsIn(modelOf(text, {}, 'json', beside), { start: 0, end }).map(
      ({ offset, label, tooltip }) =>
        `${text.slice(0, offset).slice(-4)} ${words(label, 'en')} (${words(tooltip, 'en')})`,
    );

  test('the name of a custom rule behind its number, where the set knows it', () => {
    const beside = { 'custom-rules.json': CUSTOM_RULES };
    assert.deepEqual(hints(POLICY, beside), [':101 no shells (processes, number 101)']);
    assert.deepEqual(hints(POLICY, beside, 100), []);
    assert.deepEqual(hints(POLICY, {}), []);
  });
});

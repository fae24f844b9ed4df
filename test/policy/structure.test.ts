import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Decisions } from '../../server/src/profile/schema';
import { english, findingsOf, modelOf } from '../support/harness';

/** Where each fault of a document's shape stands, and what is said of it. */

const rule = (members: string): string =>
  `{"_id":"appEmbeddedRuntime","rules":[{"name":"web","collections":[{"name":"All"}]${members && `,${members}`}}]}`;

const CASES: readonly (readonly [name: string, text: string, findings: string[]])[] = [
  ['nothing wrong', rule(''), []],
  [
    'a property that is missing, at its object',
    '{"_id":"appEmbeddedRuntime","rules":[{"name":"web"}]}',
    ['policy-structure @ {'],
  ],
  ['a wrong type, at the value', rule('"notes":7'), ['policy-structure @ 7']],
  [
    'an entry of a wrong type',
    rule('"dns":{"effect":"disable","whitelist":["a",7]}'),
    ['runtime-lists-ignored @ "whitelist"', 'policy-structure @ 7'],
  ],
  ['null where a list may be', rule('"customRules":null'), []],
  ['null where something is needed', rule('"processes":{"effect":null}'), ['policy-structure @ null']],
  [
    'an empty name',
    '{"_id":"appEmbeddedRuntime","rules":[{"name":"","collections":[{"name":"All"}]}]}',
    ['policy-structure @ ""'],
  ],
  [
    'no collection',
    '{"_id":"appEmbeddedRuntime","rules":[{"name":"web","collections":[]}]}',
    ['policy-structure @ []'],
  ],
  ['a value that is none', rule('"processes":{"effect":"deny"}'), ['policy-value @ "deny"']],
  ['a number out of its range', rule('"customRules":[{"_id":0,"effect":"allow"}]'), ['policy-value @ 0']],
  ['an unknown property, at its key', rule('"colour":"red"'), ['policy-unknown-field @ "colour"']],
  ['a property in another case, which the Console takes', rule('"Notes":"x"'), []],
  ['what a template fills in', rule('"notes":${NOTES},"processes":${PROCESSES}'), []],
  ['a value that is still to be typed', rule('"notes":'), ['syntax @ }']],
  [
    'nothing is said of another product',
    '{"_id":"hostRuntime","rules":[{"colour":7}]}',
    ['policy-other-product @ {'],
  ],
];

describe('where faults of the shape stand', () => {
  for (const [name, text, expected] of CASES) test(name, () => assert.deepEqual(findingsOf(text), expected));
});

describe('the Console’s release decides about properties', () => {
  const said = (text: string, decisions: Decisions): string[] =>
    modelOf(text, decisions).findings.map((one) => `${one.severity}: ${english(one)}`);
  const OLD = rule('"skipExecSessions":false');
  test('one that it knows', () => assert.deepEqual(said(OLD, { consoleVersion: '22.12' }), []));
  test('one that it no longer knows', () =>
    assert.deepEqual(said(OLD, { consoleVersion: '30.00' }), [
      'warning: The Console knows "skipExecSessions" no longer since 30.00; yours is 30.00.',
    ]));
  test('a release that nobody states', () =>
    assert.deepEqual(said(OLD, {}), [
      'hint: Current Consoles no longer know this: skipExecSessions. Older ones still write it. Set consoleVersion in .ecs-defender.json to say which one is yours.',
    ]));
  test('one that it does not know yet', () =>
    assert.deepEqual(
      said('{"region":"","runtimeEnabled":true,"uploadEnabled":true,"agentlessEnabled":false}', {
        consoleVersion: '22.12.585',
      }),
      ['warning: The Console knows "agentlessEnabled" since 30.03; yours is 22.12.585.'],
    ));
});

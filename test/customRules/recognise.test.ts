import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { read } from '../../server/src/service/documents';

function rulesIn(text: string, uri = 'file:///a.json', language = 'json'): string[] | undefined {
  const contents = read(TextDocument.create(uri, language, 1, text));
  return contents?.customRules.map(({ type, script }) => `${type}: ${script.text}`);
}

const RULE = '{ "type": "filesystem", "script": "a" }';

describe('custom rules are found', () => {
  for (const [what, text, found] of [
    ['alone', RULE, ['filesystem: a']],
    ['in a list', `[${RULE}, { "type": "processes", "script": "b" }]`, ['filesystem: a', 'processes: b']],
    ['in an export', `{ "rules": [${RULE}], "exportTime": "x" }`, ['filesystem: a']],
    ['written out in a policy', `{ "rules": [{ "customRules": [${RULE}] }] }`, ['filesystem: a']],
    ['with comments, before what is broken', `// why\n[${RULE}, {`, ['filesystem: a']],
    [
      'by their company, where the type is none',
      '{ "type": "process", "_id": 1, "script": "file.path" }',
      ['filesystem: file.path'],
    ],
    [
      'where a key stands twice: the last one counts',
      '{ "type": "processes", "script": "a", "script": "b" }',
      ['processes: b'],
    ],
    ['but not in a package', '{ "type": "module", "script": "a", "scripts": { "script": "b" } }', undefined],
    ['but not where a template decides', '{ "type": "processes", "script": ${SCRIPT} }', undefined],
    ['but not where there is no text', '{ "type": "processes", "script": ["a"] }', undefined],
  ] as const)
    test(what, () => assert.deepEqual(rulesIn(text), found));
});

describe('a file that is a script', () => {
  test('is known by its name or its language', () => {
    assert.deepEqual(rulesIn('a', 'file:///a.pcrule', 'plaintext'), ['processes: a']);
    assert.deepEqual(rulesIn('a', 'untitled:Untitled-1', 'pcrule'), ['processes: a']);
    assert.equal(rulesIn('a', 'untitled:Untitled-1', 'plaintext'), undefined);
  });

  for (const [script, type] of [
    ['// type: waas-response\nproc.name = "x"', 'waas-response'],
    ['// why\n// type: filesystem\nx', 'filesystem'],
    ['x // type: filesystem', 'processes'],
    ['// type: nothing\nfile.path = "x"', 'filesystem'],
    ['proc.name = "x" and net.private_subnet', 'network-outgoing'],
    ['proc.name = "x" and file.dir = "y"', 'filesystem'],
    ['jpath("a") = "b"', 'kubernetes-audit'],
    ['req.path = "/"', 'waas-request'],
    ['req.path = "/" and resp.status_code = 200', 'waas-response'],
    ['', 'processes'],
  ] as const)
    test(`${JSON.stringify(script)} is about ${type}`, () =>
      assert.deepEqual(rulesIn(script, 'file:///a.pcrule'), [`${type}: ${script}`]));
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';

/** The grammars that give scripts their first colours, read by the very library and inside of the very JSON grammar of the
 * VS Code that the in-editor suite runs in. */
const VSCODE = '.vscode-test/code-server-4.139.1/node_modules/code-server/lib/vscode';
const skip = existsSync(join(VSCODE, 'node_modules/vscode-textmate'))
  ? false
  : `VS Code is not installed in ${VSCODE}: node scripts/editors/install.mjs newest`;

interface Line {
  readonly tokens: readonly {
    readonly startIndex: number;
    readonly endIndex: number;
    readonly scopes: string[];
  }[];
  readonly ruleStack: unknown;
}
interface Grammar {
  tokenizeLine(line: string, state: unknown): Line;
}

const OURS = ['source.pcrule', 'pcrule.injection'];
const FILES: Record<string, string> = {
  'source.pcrule': 'syntaxes/pcrule.tmLanguage.json',
  'pcrule.injection': 'syntaxes/pcrule-in-json.tmLanguage.json',
  'source.json': join(VSCODE, 'extensions/json/syntaxes/JSON.tmLanguage.json'),
};

async function grammarOf(scope: string): Promise<Grammar> {
  const load = createRequire(resolve(VSCODE, 'node_modules/'));
  const { Registry, parseRawGrammar, INITIAL } = load('vscode-textmate');
  const { loadWASM, OnigScanner, OnigString } = load('vscode-oniguruma');
  await loadWASM(readFileSync(join(VSCODE, 'node_modules/vscode-oniguruma/release/onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
      createOnigString: (text: string) => new OnigString(text),
    }),
    loadGrammar: async (name: string) => parseRawGrammar(readFileSync(FILES[name], 'utf8'), FILES[name]),
    getInjections: (name: string) => (name === 'source.json' ? ['pcrule.injection'] : []),
  });
  const grammar = await registry.loadGrammar(scope);
  return { tokenizeLine: (line, state) => grammar.tokenizeLine(line, state ?? INITIAL) };
}

/** The pieces that have a scope of ours, and it. */
async function coloured(scope: string, text: string): Promise<string[]> {
  const grammar = await grammarOf(scope);
  const found: string[] = [];
  let state: unknown = null;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const last = scopes.at(-1)!;
      assert.ok(!last.startsWith('invalid'), `${line.slice(startIndex, endIndex)} in ${line}`);
      const piece = line.slice(startIndex, endIndex).trim();
      const isOwn = last.endsWith('.pcrule') && !OURS.includes(last) && !last.startsWith('meta.');
      if (piece && isOwn) found.push(`${last.replace(/\.pcrule$/, '')} ${piece}`);
    }
  }
  return found;
}

describe('TextMate grammars', { skip }, () => {
  test('a file of its own', async () => {
    const text = [
      '// type: waas-request',
      'lowercase(req.headers["A\\"b"])contains /a\\/"b/',
      'or not resp.status_code >= 400 // in',
    ].join('\n');
    assert.deepEqual(await coloured('source.pcrule', text), [
      'punctuation.definition.comment //',
      'keyword.other.type type',
      'comment.line.double-slash :',
      'constant.language.type waas-request',
      'support.function lowercase',
      'punctuation.section.parens (',
      'variable.other.property req.headers',
      'punctuation.section.brackets [',
      'punctuation.definition.string.begin "',
      'string.quoted.double A',
      'constant.character.escape \\"',
      'string.quoted.double b',
      'punctuation.definition.string.end "',
      'punctuation.section.brackets ]',
      'punctuation.section.parens )',
      'keyword.operator.comparison contains',
      'punctuation.definition.string.begin /',
      'string.regexp a',
      'constant.character.escape \\/',
      'string.regexp "b',
      'punctuation.definition.string.end /',
      'keyword.operator.logical or',
      'keyword.operator.logical not',
      'variable.other.property resp.status_code',
      'keyword.operator.comparison >=',
      'constant.numeric 400',
      'punctuation.definition.comment //',
      'comment.line.double-slash in',
    ]);
  });

  for (const colon of ['":"', '": "', '" : "'])
    test(`a script and a message in JSON: script${colon}…`, async () => {
      const rule = { name: 'not "a" script', script: '', message: '', type: 'waas-request' };
      rule.script = '// why\nlowercase(req.path)contains /a\\/"b\\d/\nor req.ip = "1\\"2" and x in (1)';
      rule.message = '"%req.ip" sent %regexMatches, 5% of proc.name';
      const text = JSON.stringify(rule, null, 1).replaceAll('": "', colon);
      assert.deepEqual(await coloured('source.json', text), [
        'comment.line.double-slash // why',
        'support.function lowercase',
        'punctuation.section.parens (',
        'variable.other.property req.path',
        'punctuation.section.parens )',
        'keyword.operator.comparison contains',
        'punctuation.definition.string.begin /',
        'string.regexp a',
        'constant.character.escape \\\\/',
        'string.regexp \\"',
        'string.regexp b',
        'constant.character.escape \\\\d',
        'punctuation.definition.string.end /',
        'keyword.operator.logical or',
        'variable.other.property req.ip',
        'keyword.operator.comparison =',
        'punctuation.definition.string.begin \\"',
        'string.quoted.double 1',
        'constant.character.escape \\\\\\"',
        'string.quoted.double 2',
        'punctuation.definition.string.end \\"',
        'keyword.operator.logical and',
        'keyword.operator.comparison in',
        'punctuation.section.parens (',
        'constant.numeric 1',
        'punctuation.section.parens )',
        'constant.other.placeholder %req.ip',
        'constant.other.placeholder %regexMatches',
      ]);
    });

  test('what is no script is left alone, and an empty one ends where it begins', async () => {
    assert.deepEqual(
      await coloured(
        'source.json',
        '{ "script": "", "scripts": { "test": "not in" }, "description": "and or" }',
      ),
      [],
    );
    assert.deepEqual(await coloured('source.json', '{ "script": "not", "a": ["in"] }'), [
      'keyword.operator.logical not',
    ]);
  });
});

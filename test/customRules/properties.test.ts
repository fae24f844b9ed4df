import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../server/src/policy/customRules/format';
import { parse } from '../../server/src/policy/customRules/parser';
import { customRuleRules } from '../../server/src/policy/customRules/rules';
import { RULE_TYPES } from '../../server/src/policy/customRules/vocabulary';
import { NO_CONFIG } from '../../server/src/service/config';
import { hoverAt } from '../../server/src/service/hover/hover';
import { type Model, Models } from '../../server/src/service/model';
import {
  formatFile,
  layoutAt,
  proposalsInScript,
  semanticsIn,
  signatureInScript,
} from '../../server/src/service/scripts';
import { applyEdits } from '../../server/src/syntax/edits';
import { readJson } from '../../server/src/syntax/json/reader';
import { printChanges } from '../../server/src/syntax/print';
import { regionOf } from '../../server/src/syntax/region';
import { broken, scripts } from './scripts';
import { shape } from './shape';

const OWN = new Set(customRuleRules.map(({ code }) => code));
const LAYOUT = { indent: '  ', lineBreak: '\n', isFile: true };

function laidOut(text: string): string {
  return applyEdits(text, format(text, parse(text).tokens, LAYOUT));
}

function modelOf(text: string, languageId: string): Model {
  return new Models().of(TextDocument.create('file:///document', languageId, 1, text), NO_CONFIG)!;
}

/** A JSON string that says a text, with escapes where none is needed. */
const jsonStrings = fc
  .tuple(
    fc.oneof(
      scripts.map(({ text }) => text),
      broken,
    ),
    fc.infiniteStream(fc.nat({ max: 5 })),
  )
  .map(([text, ways]) => {
    let source = '';
    for (let at = 0; at < text.length; at++) {
      const plain = JSON.stringify(text[at]).slice(1, -1);
      const isEscaped = ways.next().value === 0;
      const slash = text[at] === '/' && isEscaped ? '\\/' : undefined;
      const code = `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
      source += slash ?? (isEscaped ? code : plain);
    }
    return { text, source: `"${source}"` };
  });

describe('the language of custom rules', () => {
  test('a script is read as the tree that it was made from, without a fault', () => {
    fc.assert(
      fc.property(scripts, ({ text, tree }) => {
        const parsed = parse(text);
        assert.deepEqual(parsed.problems, []);
        assert.equal(shape(parsed.tree), tree);
      }),
      { numRuns: 500 },
    );
  });

  test('laid out, it is read as the same tree, and laid out again nothing changes', () => {
    fc.assert(
      fc.property(scripts, ({ text, tree }) => {
        const once = laidOut(text);
        assert.equal(shape(parse(once).tree), tree);
        assert.equal(laidOut(once), once);
      }),
      { numRuns: 500 },
    );
  });

  test('laying out what is broken changes white space only, and settles', () => {
    fc.assert(
      fc.property(broken, (text) => {
        const once = laidOut(text);
        const pieces = (one: string): string[] => parse(one).tokens.map(({ source }) => source.trimEnd());
        assert.deepEqual(pieces(once), pieces(text));
        assert.equal(laidOut(once), once);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is cut or changed, what is found lies inside of the script, and nothing throws', () => {
    fc.assert(
      fc.property(jsonStrings, fc.constantFrom(...RULE_TYPES), fc.nat(), ({ text, source }, type, seed) => {
        const host = `{ "name": "x", "type": "${type}", "script": ${source}, "message": ${source} }`;
        const first = host.indexOf(source);
        const second = host.indexOf(source, first + 1);
        const model = modelOf(host, 'json');
        // Other rules speak of the document around it.
        const own = model.findings.filter(({ code }) => OWN.has(code));
        for (const { start, end } of own) {
          const from = start >= second ? second : first;
          assert.ok(start > from && start <= end && end < from + source.length, `${start}-${end}`);
        }
        for (const { start, end } of semanticsIn(model)) assert.ok(first < start && start < end);
        const file = modelOf(text, 'pcrule');
        for (const { start, end } of file.findings)
          assert.ok(0 <= start && start <= end && end <= text.length);
        for (const [one, length] of [
          [model, host.length],
          [file, text.length],
        ] as const) {
          const offset = seed % (length + 1);
          for (const { start, end } of proposalsInScript(one, offset))
            assert.ok(start <= offset && offset <= end);
          hoverAt(one, offset);
          signatureInScript(one, offset);
          layoutAt(one, offset);
          formatFile(one, '\t');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('every fix of a broken script can be made in JSON, and leaves JSON', () => {
    fc.assert(
      fc.property(jsonStrings, fc.constantFrom(...RULE_TYPES), ({ text, source }, type) => {
        const model = modelOf(`{ "type": "${type}", "script": ${source} }`, 'json');
        const file = modelOf(`// type: ${type}\n${text}`, 'pcrule');
        const fixesOf = (one: Model): string[] =>
          one.findings.flatMap(({ fixes = [] }) =>
            fixes.map((fix) => applyEdits(one.tree.text, printChanges(one.tree, fix.changes()))),
          );
        const inJson = fixesOf(model).map((after) => (JSON.parse(after) as { script: string }).script);
        const inFile = fixesOf(file).map((after) => after.slice(after.indexOf('\n') + 1));
        assert.deepEqual(inJson, inFile);
      }),
      { numRuns: 300 },
    );
  });
});

describe('text in a JSON string', () => {
  test('every offset maps to the character that stands for it, and back', () => {
    fc.assert(
      fc.property(jsonStrings, ({ text, source }) => {
        const host = `[1, ${source}]`;
        const tree = readJson(host);
        const node = 2;
        const region = regionOf(tree, node)!;
        assert.equal(region.text, text);
        for (let offset = 0; offset < text.length; offset++) {
          const [start, end] = [region.outside(offset), region.outside(offset + 1)];
          assert.equal(JSON.parse(`"${host.slice(start, end)}"`), text[offset]);
          for (let at = start; at < end; at++) assert.equal(region.inside(at), offset);
        }
        assert.equal(host[region.end], '"');
        assert.equal(region.end, region.outside(text.length));
      }),
      { numRuns: 500 },
    );
  });

  test('a piece that is written there is read there, and nothing else changes', () => {
    fc.assert(
      fc.property(
        jsonStrings,
        fc.nat(),
        fc.nat(),
        fc.string({ unit: 'binary' }),
        ({ text, source }, a, b, piece) => {
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort(
            (one, other) => one - other,
          );
          const host = `{ "a": ${source}, "b": 1 }`;
          const tree = readJson(host);
          const after = applyEdits(
            host,
            printChanges(tree, [{ op: 'splice', node: 2, start, end, text: piece }]),
          );
          assert.deepEqual(JSON.parse(after), { a: text.slice(0, start) + piece + text.slice(end), b: 1 });
        },
      ),
      { numRuns: 500 },
    );
  });

  for (const [source, text, starts] of [
    ['"a\\"b"', 'a"b', [1, 2, 4, 5]],
    ['"\\u0041\\/"', 'A/', [1, 7, 9]],
    ['"\\q\\u12"', '\\q\\u12', [1, 2, 3, 4, 5, 6, 7]],
    ['"open', 'open', [1, 2, 3, 4, 5]],
    ['"\\', '\\', [1, 2]],
    ['""', '', [1]],
  ] as const)
    test(`${source} says ${JSON.stringify(text)}`, () => {
      const region = regionOf(readJson(source), 0)!;
      assert.equal(region.text, text);
      assert.deepEqual(
        starts.map((_, offset) => region.outside(offset)),
        starts,
      );
    });
});

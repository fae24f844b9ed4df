import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { readHcl } from '../../server/src/syntax/hcl/reader';
import { loadTestGrammars } from '../support/grammars';
import { assertSpans, faultsIn, OPTIONS } from './hcl';
import { outline } from './trees';

before(loadTestGrammars);

describe('broken text has faults, and what can be read is there', () => {
  for (const [body, expected, ...faults] of [
    ['a =', '{}', 'unreadable @ a ='],
    ['a = [1,', '{}', 'unreadable @ a = [1,'],
    ['a = [1,,2]\nb = 3', '{a: [Number(1), Number(2)], b: Number(3)}', 'unreadable @ ,'],
    ['a = { b = 1, c }', '{a: {b: Number(1)}}', 'unreadable @ c'],
  ]) {
    test(body, () => {
      const tree = readHcl(`resource "t" "n" {\n${body}\n}\n`, OPTIONS);
      assert.equal(outline(tree, 2), expected);
      assert.deepEqual(faultsIn(tree), faults);
    });
  }

  for (const text of [
    'resource "t" "n"',
    'resource "t" "n" {',
    'resource "t" "n" {\n  a = "x\n}\n',
    'resource "t" "n" {\n  a = \'x\'\n}\n',
    'resource "t" "n" {\n  a\n}\n',
    'resource "t" "n" {\n  a = <<EOF\n[{\n}\n',
    'resource "t" "n" {\n  a = jsonencode([{ b = \n}\n',
    '}',
    '"',
    '${',
  ]) {
    test(JSON.stringify(text), () => {
      const tree = readHcl(text, OPTIONS);
      assert.notDeepEqual(tree.faults, []);
      assertSpans(tree);
    });
  }
});

describe('what is nested very deeply is not read to its end, and never throws', () => {
  for (const [name, value] of [
    ['lists', '['.repeat(5000) + ']'.repeat(5000)],
    ['objects', '{ a = '.repeat(5000) + '1' + ' }'.repeat(5000)],
    ['what is open', '[{ a = '.repeat(5000)],
    ['parentheses', '('.repeat(5000) + '1' + ')'.repeat(5000)],
    ['interpolations', '"${'.repeat(500) + '1' + '}"'.repeat(500)],
  ]) {
    test(name, () => assertSpans(readHcl(`resource "t" "n" {\n  a = ${value}\n}\n`, OPTIONS)));
  }

  test('blocks', () => {
    const text = 'resource "t" "n" {\n' + 'b {\n'.repeat(5000) + '}\n'.repeat(5001);
    assertSpans(readHcl(text, OPTIONS));
  });

  test('but a hundred levels are', () => {
    const expected = '['.repeat(100) + ']'.repeat(100);
    const tree = readHcl(`resource "t" "n" {\n  a = ${expected}\n}\n`, OPTIONS);
    assert.equal(outline(tree, 2), `{a: ${expected}}`);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeIn } from '../../server/src/ecs/numbers';
import { withoutCommands } from '../../server/src/l10n/escape';
import { mightBeOurs } from '../../server/src/service/documents';

/** Patterns that try blanks anew from each of them would take minutes for these. */

const MANY = 300_000;

test('a text of nothing but blanks is nothing of ours, and known for it', () => {
  for (const blank of ['\n', '\r', '\r\n', ' ', '\t', '\u2028', '\u00a0', '\n '])
    for (const end of ['', 'source', 'resource'])
      assert.equal(
        mightBeOurs('file:///blanks', blank.repeat(MANY) + end),
        false,
        JSON.stringify(blank + end),
      );
});

test('a size with any number of blanks in it is one, or none', () => {
  const blanks = ' '.repeat(MANY);
  assert.equal(sizeIn('cpu', `${blanks}1${blanks}vCPU${blanks}`), 1024);
  assert.equal(sizeIn('cpu', `1${blanks}!`), undefined);
});

test('a command for a log is none, however many lines stand before it', () => {
  for (const end of ['\n', '\r', '\u2028'])
    assert.equal(withoutCommands(`${end.repeat(MANY)} \t::set`), `${end.repeat(MANY)} \t:\u200b:set`);
});
